from pathlib import Path

import pytest

from tests.support.rules import lint, marks

EMPTY: dict[str, list[int]] = {"items": [], "none": []}

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": [{% for i in trigger.items %}{{ i.price }},{% endfor %}]}', [',']),
    ('{"a": { {% for i in trigger.items %}"{{ i.name }}": "\\"", {% endfor %} } }', [',']),
    ('{"a": [{% for i in trigger.none %}[{% for j in i %}{{ j }}, {% endfor %}]{% endfor %}]}', [',']),
]  # fmt: skip

SILENT = [
    '{"a": [{% for i in trigger.items %}{{ i.price }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.items %}{{ i.price }},{% endfor %} 0]}',
    '{"a": "{% for i in trigger.items %}{{ i.name }},{% endfor %}]"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "trailing-comma-loop", properties, data=EMPTY)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "trailing-comma-loop", properties, data=EMPTY) == []


def test_the_fix_leaves_the_last_comma_out(tmp_path: Path) -> None:
    properties = '{"a": [{% for i in trigger.items %}{{ i.price }},{% endfor %}]}'
    (found,) = lint(tmp_path, "trailing-comma-loop", properties, data=EMPTY)
    assert found.fix is not None
    assert found.fix.edits[0].text == "{% unless forloop.last %},{% endunless %}"


def test_a_case_that_breaks_is_reported_once_with_the_same_fix(tmp_path: Path) -> None:
    properties = '{"a": [{% for i in trigger.items %}{{ i.price }},{% endfor %}]}'
    assert lint(tmp_path, "trailing-comma-loop", properties) == []
    (found,) = lint(tmp_path, "rendered-not-json", properties)
    assert found.fix is not None
    assert found.fix.edits[0].text == "{% unless forloop.last %},{% endunless %}"
