from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{% if trigger.vip %}y{% endif %}"}', ['{% if trigger.vip %}']),
    ('{"a": "x{% if trigger.count %}y{% else %}z{% endif %}"}', ['{% else %}']),
    ('{"a": "x{% if trigger.count %}y{% elsif trigger.vip %}z{% endif %}"}', ['{% elsif trigger.vip %}']),
    ('{"a": "x{% unless trigger.count %}\\"{% endunless %}"}', ['{% unless trigger.count %}']),
    ('{"a": "x{% case customer.tier %}{% when \'iron\' %}y{% else %}z{% endcase %}"}', ["{% when 'iron' %}"]),
    ('{"a": "x{% for i in trigger.items %}{% if i.price > 99 %}y{% endif %}{% endfor %}"}', ['{% if i.price > 99 %}']),
    ('{"a": "x{% for i in trigger.count %}{{ i }}{% endfor %}"}', ['{% for i in trigger.count %}']),
    ('{"a": "x{% if trigger.vip %}{% if trigger.x %}y{% endif %}{% endif %}"}', ['{% if trigger.vip %}']),
]  # fmt: skip

SILENT = [
    '{"a": "x{% if trigger.count %}y{% endif %}"}',
    '{"a": "x{{ trigger.count | default: 1 }}"}',
    '{"a": "x{% for i in trigger.items %}{{ i.name }}{% endfor %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unreached-branch", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unreached-branch", properties) == []


NEVER = [
    ("{% if false %}y{% endif %}", "{% if false %}", "this `if` is never true"),
    ("{% assign v = 'a' %}{% if v == 'b' %}y{% endif %}", "{% if v == 'b' %}", "this `if` is never true"),
    ("{% assign v = 'a' %}{% unless v == 'a' %}y{% endunless %}", "{% unless v == 'a' %}", "this `unless` is never entered"),
    ("{% assign l = 'a,b' | split: ',' %}{% for i in l %}{{ i }}{% else %}none{% endfor %}", "{% else %}", "the `else` of this loop is never taken"),
    ("{% for i in (1..3) %}{{ i }}{% else %}none{% endfor %}", "{% else %}", "the `else` of this loop is never taken"),
    ("{% if trigger.x == 'a' %}{% if trigger.x == 'b' %}y{% endif %}{% endif %}", "{% if trigger.x == 'b' %}", "this `if` is never true"),
    ("{% if trigger.x == 'a' %}1{% elsif trigger.x == 'a' %}2{% endif %}", "{% elsif trigger.x == 'a' %}", "this `elsif` is never true"),
    ("{% case trigger.x %}{% when 'a' %}{% if trigger.x != 'a' %}y{% endif %}{% endcase %}", "{% if trigger.x != 'a' %}", "this `if` is never true"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "mark", "message"), NEVER)
def test_what_no_data_takes_is_called_impossible(
    tmp_path: Path, body: str, mark: str, message: str
) -> None:
    (found,) = lint(tmp_path, "unreached-branch", '{"a": "x' + body + '"}', data={"x": "a"})
    assert (found.span.of(found.source.text), found.message) == (mark, message)
    assert "fixture" not in found.help


@pytest.mark.parametrize(
    ("body", "help_text"),
    [
        ("{% if customer.vip %}y{% endif %}", "add a profile that takes it"),
        ("{% if trigger.vip %}y{% endif %}", "add message data that takes it"),
        ("{% if trigger.vip and customer.vip %}y{% endif %}", "add a profile or message data that"),
        ("{% assign v = trigger.vip %}{% if v %}y{% endif %}", "add message data that takes it"),
        ("{% for i in trigger.items %}{% if forloop.index > 9 %}y{% endif %}{% endfor %}", "add message data"),
        ("{% increment n %}{% if n == 5 %}y{% endif %}", "it depends on no profile and"),
    ],
)  # fmt: skip
def test_the_help_names_what_can_take_the_branch(tmp_path: Path, body: str, help_text: str) -> None:
    (found,) = lint(tmp_path, "unreached-branch", '{"a": "x' + body + '"}')
    assert found.help.startswith(help_text)


def test_flags_of_several_items_are_not_called_impossible(tmp_path: Path) -> None:
    flags = "".join(
        f"{{% if i.k == '{k}' %}}{{% assign {k} = i.v %}}{{% endif %}}" for k in "pqrst"
    )
    test = "{% if p and q and r and s and t %}"
    body = "{% for i in trigger.rows %}" + flags + "{% endfor %}" + test + "y{% endif %}"
    found = lint(
        tmp_path, "unreached-branch", '{"a": "x' + body + '"}', data={"rows": [{"k": "p", "v": 1}]}
    )
    assert {one.message for one in found} == {"no case meets this `if`"}
    assert test in marks(found)


@pytest.mark.parametrize(
    "body",
    [
        "{% assign f = objects.none.x %}{% if f %}y{% endif %}",
        "{% assign c = objects.companies | first %}{% if c %}{{ c.name }}{% else %}Hi{% endif %}",
        "{% assign h = 'now' | date: '%H' | plus: 0 %}{% if h < 12 %}a{% elsif h < 18 %}b{% else %}c{% endif %}",
        "{% case snippets.mode %}{% when 'a' %}1{% when 'b' %}2{% endcase %}",
    ],
)
def test_what_all_cases_share_cannot_be_settled(tmp_path: Path, body: str) -> None:
    files = {
        "fixtures/objects.json": {"companies": [{"name": "A"}]},
        "fixtures/snippets.json": {"mode": "a"},
    }
    assert lint(tmp_path, "unreached-branch", '{"a": "x' + body + '"}', files=files) == []
