"""Names that the template gives: on every way (nothing is found), or only on some (a warning)."""

from pathlib import Path

import pytest

from tests.support.projects import EXPIRATION, check, marked, write_project

RULES = ("unknown-root", "possibly-unset", "possibly-missing", "missing-value")
DATA = {
    "n": 2, "kind": "a", "flag": True, "items": [{"id": 1, "name": "Pen", "main": True}, {"id": 2, "name": "Cup"}],
    "wanted": 1, "x": ["a", "b", "c"],
}  # fmt: skip

GOOD = [
    "{% case customer.lang %}{% when 'de' %}{% assign h='a' %}{% else %}{% assign h='b' %}{% endcase %}{{ h }}",
    "{% case customer.lang %}{% when 'de', 'at' %}{% assign h='a' %}{% when 'fr' or 'be' %}{% assign h='c' %}"
    "{% when 'ja' %}{% assign h='d' %}{% else %}{% assign h='b' %}{% endcase %}{{ h | upcase }}",
    "{% assign l = customer.lang | default: 'en' | downcase | slice: 0, 2 %}{% case l %}{% when 'de' %}"
    "{% assign h='a' %}{% assign g='b' %}{% else %}{% assign h='c' %}{% assign g='d' %}{% endcase %}{{ h }}{{ g }}",
    "{% if customer.vip %}{% assign h='a' %}{% endif %}{{ h | default: 'b' }}",
    "{% if customer.vip %}{% assign h='a' %}{% endif %}{% if h %}{{ h }}{% endif %}",
    "{% if customer.vip %}{% assign h='a' %}{% endif %}{% unless customer.vip %}{% assign h='b' %}{% endunless %}{{ h }}",
    "{% if customer.vip %}{% assign h='a' %}{% endif %}{% unless h %}{% assign h='b' %}{% endunless %}{{ h }}",
    "{% if trigger.n == 1 %}{% assign h='a' %}{% endif %}{% if trigger.n != 1 %}{% assign h='b' %}{% endif %}{{ h }}",
    "{% if trigger.n == 1 %}{% assign h='a' %}{% elsif trigger.flag %}{% assign h='b' %}{% else %}{% assign h='c' %}{% endif %}{{ h }}",
    "{% if trigger.flag %}{% if trigger.n == 1 %}{% assign h='a' %}{% else %}{% assign h='b' %}{% endif %}{% else %}{% assign h='c' %}{% endif %}{{ h }}",
    "{% for i in (1..2) %}{% assign h = i %}{% endfor %}{{ h }}",
    "{% assign c = 'a,b' | split: ',' %}{% for i in c %}{% assign h = i %}{% endfor %}{{ h }}",
    "{% for i in trigger.items %}{% assign h = i.name %}{% else %}{% assign h = 'none' %}{% endfor %}{{ h }}",
    "{% for i in trigger.items %}{% if i.id == trigger.wanted %}{% assign hit = i %}{% endif %}{% endfor %}{% if hit %}{{ hit.name }}{% endif %}",
    "{% assign found = false %}{% for i in trigger.items %}{% if i.main %}{% assign found = true %}{% assign h = i.name %}{% endif %}{% endfor %}"
    "{% if found %}{{ h }}{% endif %}",
    "{% for i in trigger.items %}{% if i.main %}{% assign h = i.name %}{% break %}{% endif %}{% endfor %}{{ h | default: 'x' }}",
    "{% for i in trigger.items %}{% if forloop.first %}{% assign top = i.name %}{% endif %}{{ top }}{{ i.id }}{% endfor %}",
    "{% for i in trigger.items %}{% unless forloop.first %}{{ sep }}{% endunless %}{{ i.name }}{% assign sep = ', ' %}{% endfor %}",
    "{% for i in trigger.items %}{% if forloop.index0 == 0 %}{% assign top = i.id %}{% endif %}{% endfor %}{% if top %}{{ top }}{% endif %}",
    "{% for i in trigger.x limit: 2 %}{{ i }}{% endfor %}-{% for i in trigger.x offset: continue %}{{ i }}{% endfor %}",
    "{% if trigger.flag %}{% capture h %}a{{ trigger.n }}{% endcapture %}{% else %}{% capture h %}b{% endcapture %}{% endif %}{{ h }}",
    "{% unless trigger.flag %}{% assign h = 'a' %}{% else %}{% assign h = 'b' %}{% endunless %}{{ h }}",
    "{% assign kind = trigger.kind | downcase %}{% if kind == 'a' %}{% assign h = 1 %}{% endif %}{% if kind == 'a' %}{{ h }}{% endif %}",
    "{% case trigger.kind %}{% when 'a' %}{% assign h = 1 %}{% endcase %}{% if trigger.kind == 'a' %}{{ h }}{% endif %}",
    "{% if trigger.flag and trigger.n > 1 %}{% assign h = 1 %}{% endif %}{% if trigger.n > 1 and trigger.flag %}{{ h }}{% endif %}",
    "{% if trigger.flag == true %}{% assign h = 1 %}{% endif %}{% if trigger.flag == true %}{{ h }}{% else %}no{% endif %}",
    "{% assign s = '' %}{% if trigger.n > 1 %}{% assign s = 's' %}{% endif %}item{% if s != '' %}{{ s }}{% endif %}",
    "{% for i in trigger.items %}{% if prev %}{{ prev }}, {% endif %}{% assign prev = i.name %}{% endfor %}",
    "{% for i in trigger.items %}{% assign total = total | default: 0 | plus: i.id %}{% endfor %}{{ total | default: 0 }}",
]  # fmt: skip

BAD = [
    ("{% if customer.vip %}{% assign h='a' %}{% endif %}{{ h }}", "not assigned where `not (customer.vip)`"),
    ("{% case trigger.kind %}{% when 'a' %}{% assign h='a' %}{% endcase %}{{ h }}", "not assigned where `not (trigger.kind when 'a')`"),
    ("{% case trigger.kind %}{% when 'a' %}{% assign h='a' %}{% when 'b' %}{% else %}{% assign h='c' %}{% endcase %}{{ h }}", "not assigned where `not (trigger.kind when 'a')` and `trigger.kind when 'b'`"),
    ("{% for i in trigger.items %}{% assign h = i.name %}{% endfor %}{{ h }}", "not assigned where `not (for i in trigger.items)`"),
    ("{% for i in trigger.items %}{{ sep }}{{ i.name }}{% assign sep = ', ' %}{% endfor %}", None),
    ("{% if trigger.flag %}{% assign h = 1 %}{% endif %}{% unless trigger.n %}{% assign h = 2 %}{% endunless %}{{ h }}", "not assigned where `not (trigger.flag)` and `trigger.n`"),
    ("{% if trigger.n > 1 %}{% assign h = 1 %}{% endif %}{% if trigger.n < 1 %}{% assign h = 2 %}{% endif %}{{ h }}", "not assigned where `not (trigger.n > 1)` and `not (trigger.n < 1)`"),
    ("{% if trigger.flag %}{% capture h %}x{% endcapture %}{% endif %}{{ h | upcase }}", "not assigned where `not (trigger.flag)`"),
    ("{% for i in trigger.items %}{% if i.main %}{% assign h = i.name %}{% break %}{% endif %}{% endfor %}{{ h }}", None),
    ("{% for i in (1..trigger.n) %}{% assign h = i %}{% endfor %}{{ h }}", None),
]  # fmt: skip


def findings(
    folder: Path, body: str, *, profile: object = None, **files: str
) -> list[tuple[str, str, str]]:
    write_project(
        folder,
        {
            "inbox.toml": "",
            "templates/t.json": f'{{"properties": {{"title": "x{body}"}}, {EXPIRATION}}}',
            "fixtures/profiles/p.json": profile or {"id": "u1", "lang": "de", "vip": True},
            "fixtures/message_data/t/d.json": DATA,
        }
        | files,
    )
    return marked(check(folder), *RULES)


@pytest.mark.parametrize("body", GOOD)
def test_a_name_that_is_set_wherever_it_is_needed_is_not_reported(
    tmp_path: Path, body: str
) -> None:
    assert findings(tmp_path, body) == []


@pytest.mark.parametrize("body", GOOD)
def test_nor_in_a_loop_a_capture_a_branch_and_with_other_delimiters(
    tmp_path: Path, body: str
) -> None:
    wrapped = [
        f"{{% for r in (1..2) %}}{body}{{% endfor %}}",
        f"{{% capture c %}}{body}{{% endcapture %}}{{{{ c }}}}",
        f"{{% if customer.id %}}{body}{{% endif %}}",
        body.replace("{{ h }}", "<< h >>").replace("{{ top }}", "<<top>>"),
        "🎉" + body,
    ]
    for number, text in enumerate(wrapped):
        assert findings(tmp_path / str(number), text) == []


@pytest.mark.parametrize(("body", "way"), BAD)
def test_a_name_that_some_way_leaves_unset_is_a_warning(
    tmp_path: Path, body: str, way: str | None
) -> None:
    write_project(
        tmp_path,
        {
            "inbox.toml": "",
            "templates/t.json": f'{{"properties": {{"title": "😀x{body}"}}, {EXPIRATION}}}',
            "fixtures/profiles/p.json": {"id": "u1", "vip": True},
            "fixtures/message_data/t/d.json": DATA | {"items": [{"main": True, "name": "Pen"}]},
        },
    )
    found = [one for one in check(tmp_path).diagnostics if one.rule in RULES]
    assert [one.rule for one in found] == ["possibly-unset"] or [one.rule for one in found] == [
        "missing-value"
    ]
    (one,) = found
    assert one.span.of(one.source.text) in {"h", "sep"}
    if one.rule == "possibly-unset" and way is not None:
        assert one.label == way
