from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "{{ trigger.x | default: \\"there\\" }}"}', ['\\"there\\"']),
    ('{"a": "{{ trigger.x | default: "there" }}"}', ['"there"']),
    ('{"a": "\\"{% for i in trigger.items %}{{ i.name | append: "y" }}{% endfor %}"}', ['"y"']),
    ('{"a": "{% if trigger.x == \\"y\\" %}z{% endif %}"}', ['\\"y\\"']),
]  # fmt: skip

SILENT = [
    '{"a": "{{ trigger.x | default: \'there\' }}"}',
    '{"a": {{ trigger.x | default: "there" | json }}}',
    '{"a": "say \\"{{ trigger.order_id }}\\""}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "double-quote-in-liquid", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "double-quote-in-liquid", properties) == []


def test_the_fix_uses_single_quotes(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, "double-quote-in-liquid", '{"a": "{{ x | default: "y" }}"}')
    assert found.fix is not None
    assert found.fix.edits[0].text == "'y'"
    (found,) = lint(tmp_path, "double-quote-in-liquid", '{"a": "{{ x | default: "it\'s" }}"}')
    assert found.fix is None
