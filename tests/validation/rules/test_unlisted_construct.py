from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "{% for i in trigger.items limit: 1 reversed %}{{ i.name }}{% else %}y{% endfor %}"}', ['limit: 1', 'reversed', '{% else %}']),
    ('{"a": "{% increment n %}\\"{% echo trigger.order_id %}"}', ['n', '{% echo trigger.order_id %}']),
    ('{"a": "{% tablerow i in trigger.items %}{{ i.name | sample }}{% endtablerow %}"}', ['{% tablerow i in trigger.items %}', 'sample']),
    ('{"a": "{% for i in trigger.items %}{% continue %}{% endfor %}{% liquid assign x = 1 %}"}', ['{% continue %}', '{%']),
]  # fmt: skip

SILENT = [
    "{\"a\": \"{% for i in trigger.items %}{{ forloop.index }}{% break %}{% endfor %}{% cycle 'a', 'b' %}\"}",
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unlisted-construct", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unlisted-construct", properties) == []


def test_it_is_only_asked_with_all_rules(tmp_path: Path) -> None:
    from inbox_toolkit.validation.rules.unlisted_construct import META

    assert META.recommended is False
