from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{% if custmer.vip %}y{% endif %}"}', ['custmer.vip']),
    ('{"a": "x{{ nowhere | default: \'y\' }}"}', ['nowhere']),
    ('{"a": "x{% for i in trigger.items %}{% endfor %}{% if i.name %}y{% endif %}"}', ['i.name']),
    ('{"a": "x{% for i in trigger.items %}{% if forloop.lsat %}\\"{% endif %}{% endfor %}"}', ['forloop.lsat']),
    ('{"a": "x{% if trigger.vip %}{{ nowhere }}{% endif %}"}', ['nowhere']),
    ('{"a": "x{% if now > 5 %}y{% endif %}"}', ['now']),
    ('{"a": "x{{ nowhere }}"}', ['nowhere']),
    ('{"a": "x{{ user.first_name }}"}', ['user.first_name']),
    ('{"a": "x{% for i in trigger.items %}{{ forloop.parentloop.index }}{% endfor %}"}', ['forloop.parentloop.index']),
]  # fmt: skip

SILENT = [
    '{"a": "x{% if customer.vip or trigger.x or objects.y or snippets.z %}y{% endif %}"}',
    '{"a": "x{% if false %}{% assign late = 1 %}{% endif %}{{ late }}"}',
    '{"a": "x{% assign v = 1 %}{% if v %}{{ v }}{% endif %}"}',
    '{"a": "x{% for i in trigger.items %}{{ i.name }}{{ forloop.index }}{% endfor %}"}',
    '{"a": "x{{ event.y }}"}',
    '{"a": "x{% if campaign.name or message.id or delivery_id or editor %}y{% endif %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unknown-root", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unknown-root", properties) == []


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("{% if custmer.vip %}y{% endif %}", "did you mean `customer`?"),
        ("{% assign points = 1 %}{% if poitns %}y{% endif %}", "did you mean `points`?"),
        ("{% for i in (1..2) %}{% if forloop.lsat %}y{% endif %}{% endfor %}", "did you mean `last`?"),
        ("{% if now %}y{% endif %}", "that belongs to no variable: write `'now' | date: …`"),
        ("{% if zzz %}y{% endif %}", "a variable starts with `customer`, `trigger`, `objects` or `snippets`"),
    ],
)  # fmt: skip
def test_it_says_what_was_meant(tmp_path: Path, body: str, meant: str) -> None:
    (found,) = lint(tmp_path, "unknown-root", '{"a": "x' + body + '"}')
    assert found.help == meant


HELP = {
    "{{ user.first_name }}": "did you mean `customer.first_name`?",
    "{{ user.order_id }}": "did you mean `trigger.order_id`?",
    "{{ custmer.first_name }}": "did you mean `customer`?",
    "{{ nowhere }}": "a variable starts with `customer`, `trigger`, `objects` or `snippets`",
    "{{ customer.nick | default: there }}": "a text needs quotes: 'there'",
    "{{ customer.first_name | append: there }}": "a text needs quotes: 'there'",
    "{% if customer.tier == ‘gold’ %}x{% endif %}": "write straight quotes: 'gold'",
    "{{ customer.nick | default: ‘there’ }}": "write straight quotes: 'there'",
    "{{ vars.user_id }}": "a variable starts with `customer`, `trigger`, `objects` or `snippets`",
}


@pytest.mark.parametrize("text", HELP)
def test_the_help_says_what_was_meant(tmp_path: Path, text: str) -> None:
    (found,) = lint(tmp_path, "unknown-root", f'{{"a": "{text}"}}')
    assert found.help == HELP[text]
    assert lint(tmp_path, "missing-value", f'{{"a": "{text}"}}') == []


def test_a_loop_around_a_loop_is_explained(tmp_path: Path) -> None:
    text = "{% for i in trigger.items %}{{ forloop.parentloop.index }}{% endfor %}"
    (found,) = lint(tmp_path, "unknown-root", f'{{"a": "{text}"}}')
    assert found.message == "`forloop` has no `parentloop`"
    assert "{% assign outer = forloop.index %}" in found.help


def test_the_cases_that_fail_are_named(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, "unknown-root", '{"a": "{{ nowhere }}"}')
    assert found.cases == ("ada × standard",)
    assert found.notes == ("the service would accept the send and then fail the delivery",)
