"""The same template in every setting: as ``.json.liquid``, leaf by leaf, in legacy Liquid, in a
translation, in a Windows file and behind an emoji. What is right or wrong stays so."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.projects import EXPIRATION, check, write_project

RULES = (
    "blank-value", "missing-value", "never-present", "possibly-unset", "unavailable-tag",
    "unknown-root", "unreached-branch",
)  # fmt: skip
PROFILE = {"id": "u1", "lang": "de", "vip": True, "nick": ""}
DATA = {"n": 2, "kind": "a", "items": [{"id": 1, "name": "Pen"}, {"id": 2, "name": "Cup"}]}

GOOD = [
    "{% case customer.lang %}{% when 'de' %}{% assign h='a' %}{% else %}{% assign h='b' %}{% endcase %}{{ h }}",
    "{% if customer.vip %}{% assign h='a' %}{% endif %}{% unless h %}{% assign h='b' %}{% endunless %}{{ h }}",
    "{% if trigger.n == 1 %}{% assign h='a' %}{% endif %}{% if trigger.n != 1 %}{% assign h='b' %}{% endif %}{{ h }}",
    "{% assign found = false %}{% for i in trigger.items %}{% if i.id == 2 %}{% assign found = true %}{% assign h = i.name %}{% endif %}{% endfor %}{% if found %}{{ h }}{% endif %}",
    "{% assign s = '' %}{% if trigger.n > 1 %}{% assign s = 's' %}{% endif %}item{{ s }}",
    "{% assign s = '' %}{% for i in trigger.items %}{{ s }}{{ i.name }}{% assign s = ', ' %}{% endfor %}",
    "{{ customer.nick | size }}",
    "{% for i in trigger.items limit: 1 %}{{ i.name }}{% endfor %}{% for i in trigger.items offset: continue %}{{ i.name }}{% endfor %}",
    "{% assign l = 'a,b' | split: ',' %}{% for i in l %}{{ i }}{% endfor %}",
]  # fmt: skip

BAD = [
    ("x{% if custmer.vip %}y{% endif %}", {"unknown-root", "unreached-branch"}),
    ("x{% if trigger.n == 2 %}{% assign h = 'a' %}{% endif %}{{ h }}", {"possibly-unset"}),
    ("x{{ customer.nick }}", {"blank-value"}),
    ("x{% assign v = customer.nick %}{{ v }}", {"blank-value"}),
    ("x{{ trigger.nope }}", {"missing-value"}),
    ("x{% unsubscribe_url %}", {"unavailable-tag"}),
    ("x{% assign v = 'a' %}{% if v == 'b' %}y{% endif %}", {"unreached-branch"}),
]  # fmt: skip


def in_a_file(name: str, text: str, config: str = "") -> dict[str, object]:
    return {
        "inbox.toml": config,
        f"templates/{name}": text,
        "fixtures/profiles/p.json": PROFILE,
        "fixtures/message_data/t/d.json": DATA,
    }


def plain(body: str) -> dict[str, object]:
    return in_a_file("t.json", f'{{"properties": {{"a": "🎉{body}"}}, {EXPIRATION}}}')


def json_liquid(body: str) -> dict[str, object]:
    text = f'{{"properties": {{ {{% capture c %}}{body}{{% endcapture %}}"a": {{{{ c | json }}}} }}, {EXPIRATION}}}'
    return in_a_file("t.json.liquid", text)


def per_string(body: str) -> dict[str, object]:
    text = f'{{"properties": {{"a": {json.dumps(body)}}}, {EXPIRATION}}}'
    return in_a_file("t.json", text, '[render]\njson = "leaf"\n')


def legacy(body: str) -> dict[str, object]:
    text = f'{{"liquid": "legacy", "properties": {{"a": "{body}"}}, {EXPIRATION}}}'
    return in_a_file("t.json", text)


def windows(body: str) -> dict[str, object]:
    text = f'{{\r\n"properties": {{\r\n"a": "{body}"\r\n}},\r\n{EXPIRATION}\r\n}}\r\n'
    return in_a_file("t.json", text)


def translation(body: str) -> dict[str, object]:
    base = in_a_file("t.json", f'{{"properties": {{"a": "x"}}, {EXPIRATION}}}')
    return base | {"templates/t.de.json": f'{{"properties": {{"a": "{body}"}}}}'}


def angle_brackets(body: str) -> dict[str, object]:
    return plain(body.replace("{{ ", "<<").replace(" }}", ">>"))


SETTINGS = [plain, json_liquid, per_string, legacy, windows, translation, angle_brackets]


def rules(folder: Path, files: dict[str, object]) -> set[str]:
    report = check(write_project(folder, files))
    assert report.crashes == ()
    return {one.rule for one in report.diagnostics if one.rule in RULES}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("body", GOOD)
def test_what_is_good_is_good_everywhere(
    tmp_path: Path, body: str, setting: Callable[[str], dict[str, object]]
) -> None:
    assert rules(tmp_path, setting(body)) - {"unreached-branch"} == set()  # there is one fixture


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(("body", "wanted"), BAD)
def test_what_is_bad_is_bad_everywhere(
    tmp_path: Path, body: str, wanted: set[str], setting: Callable[[str], dict[str, object]]
) -> None:
    assert rules(tmp_path, setting(body)) == wanted
