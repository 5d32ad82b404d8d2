from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": [0, {% for i in trigger.items %}{% unless forloop.first %},{% endunless %}{{ i.price }}{% endfor %}]}', ['{% for i in trigger.items %}']),
    ('{"a": {% for i in trigger.items %}{% if forloop.first %}{{ i.price }}{% endif %}{% endfor %}}', ['{% for i in trigger.items %}']),
    ('{"q": "\\"", "a": {% assign l = trigger.items %}{% for i in l %}{% if forloop.first %}{{ i.price }}{% endif %}{% endfor %}}', ['{% for i in l %}']),
]  # fmt: skip

SILENT = [
    '{"a": [0{% for i in trigger.items %}, {{ i.price }}{% endfor %}]}',
    '{"a": [{% for i in trigger.items %}{{ i.price }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": {% for i in (1..3) %}{% if forloop.first %}1{% endif %}{% endfor %}}',
    '{"a": "{% for i in trigger.items %}{{ i.price }}{% endfor %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "empty-loop", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "empty-loop", properties) == []
