"""Variables used as two things, in a project's report."""

from pathlib import Path

import pytest

from tests.support.rules import lint, marks

CONTRACT = {"templates/t.contract.json": {"type": "object"}}

FIRES = [
    ('{"a": "{{ trigger.x | upcase }}{{ trigger.x | times: 2 }}"}', "times", "a number"),
    ('{"a": "{% for i in trigger.x %}{{ i }}{% endfor %}{{ trigger.x | upcase }}"}', "upcase", "text"),
    ('{"a": "{% for i in trigger.l %}{{ i.n | upcase }}{{ i.n | plus: 1 }}{% endfor %}"}', "plus", "a number"),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "marked", "kind"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: str, kind: str) -> None:
    (found,) = lint(tmp_path, "contract-conflict", properties, files=CONTRACT)
    assert marks([found]) == [marked]
    assert f"is used as {kind}" in found.message
    assert "templates/t.json:1:" in found.notes[0]


@pytest.mark.parametrize(
    "properties",
    [
        '{"a": "{{ trigger.x | plus: 1 }}{{ trigger.x | append: \'%\' }}"}',
        '{"a": "{% if trigger.l %}{% for i in trigger.l %}{{ i }}{% endfor %}{% endif %}"}',
    ],
)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "contract-conflict", properties, files=CONTRACT) == []


def test_it_is_left_to_the_command_where_no_contract_is_kept(tmp_path: Path) -> None:
    assert lint(tmp_path, "contract-conflict", FIRES[0][0]) == []
