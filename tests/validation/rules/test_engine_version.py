from pathlib import Path

import pytest

from tests.support.rules import lint, marks

DATA = {
    "nulls": [3, None, 1], "mixed": [1, "1", 1], "numbers": [2, 1], "loss": -2.5, "gain": 2.5,
    "names": ["b", "A"], "items": [{"n": 1, "tag": "x"}, {"n": 2, "tag": None}], "text": "abc",
}  # fmt: skip

GOOD = [
    "{{ trigger.numbers | sort | join: ' ' }}{{ trigger.names | sort_natural | join: ' ' }}",
    "{{ trigger.numbers | uniq | size }}{{ trigger.gain | round }}{{ trigger.loss | round: 1 }}",
    "{% for i in (1..3) %}{{ i }}{% endfor %}{{ trigger.gain | times: 2 | at_least: 3 }}",
    "{% assign one = trigger.items | find: 'n', 2 %}{{ one.n }}{{ 'a .. b' | append: '( 1 .. 2 )' }}",
    "{{ trigger.items | where_exp: 'i', 'i.n > 1' | size }}{% if false %}{{ trigger.nulls | sort | json }}{% endif %}",
]

FIRES: list[tuple[str, list[str]]] = [
    ("{{ trigger.items | reject: 'n', 1 | size }}", ["reject"]),
    ("{% if trigger.nothing %}{% assign b = trigger.items | has: 'n' %}{% endif %}", ["has"]),
    ("{% for i in (1 .. 3) %}{{ i }}{% endfor %}", ["(1 .. 3)"]),
    ("{% for i in ( 1..trigger.items.size ) %}{{ i }}{% endfor %}", ["( 1..trigger.items.size )"]),
    ("{{ trigger.nulls | sort | join: ' ' }}", ["{{ trigger.nulls | sort | join: ' ' }}"]),
    ("{% assign s = trigger.nulls | sort %}{{ s[0] }}!", ["{{ s[0] }}"]),
    ("{{ trigger.mixed | uniq | size }}", ["{{ trigger.mixed | uniq | size }}"]),
    ("{{ trigger.loss | round }}", ["{{ trigger.loss | round }}"]),
    ("{% assign k = 1 %}{{ trigger.items | where_exp: 'i', 'i.n > k' | size }}", ["| where_exp: 'i', 'i.n > k'"]),
    ("{{ trigger.items | find: 'tag' | json }}", ["{{ trigger.items | find: 'tag' | json }}"]),
]  # fmt: skip


def properties(body: str) -> str:
    return '{"a": "' + body.replace('"', '\\"') + '"}' if "json" not in body else f'{{"a": {body}}}'


@pytest.mark.parametrize("body", GOOD)
def test_what_both_print_alike_is_silent(tmp_path: Path, body: str) -> None:
    assert lint(tmp_path, "engine-version", properties(body), data=DATA) == []


@pytest.mark.parametrize(("body", "marked"), FIRES)
def test_it_marks(tmp_path: Path, body: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "engine-version", properties(body), data=DATA)) == marked


def test_it_says_what_each_prints(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, "engine-version", properties("{{ trigger.loss | round }}"), data=DATA)
    assert found.message == "prints `-3` today and `-2` in liquidjs 10.16.1"


def test_a_range_is_written_without_its_spaces(tmp_path: Path) -> None:
    body = properties("{% for i in ( trigger.loss .. 3 ) %}{% endfor %}")
    (found,) = lint(tmp_path, "engine-version", body, data=DATA)
    assert found.fix
    assert [edit.text for edit in found.fix.edits] == ["(trigger.loss..3)"]


def test_legacy_has_an_engine_of_its_own(tmp_path: Path) -> None:
    body = properties("{{ trigger.items | map: 'n' | sort | json }}")
    envelope = '"liquid": "legacy", "expiration": {"type": "relative", "value": 1, "unit": "days"}'
    assert lint(tmp_path, "engine-version", body, data=DATA, envelope=envelope) == []
