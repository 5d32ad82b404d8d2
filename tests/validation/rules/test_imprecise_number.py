from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES = [
    ('{"id": 9007199254740993}', ["9007199254740993"]),
    ('{"a": [1, -9007199254740995, {"b": 12345678901234567890}]}', ["-9007199254740995", "12345678901234567890"]),
    ('{"a😀": 1000000000000000000000001}', ["1000000000000000000000001"]),
]  # fmt: skip
SILENT = [
    '{"id": 9007199254740992, "b": 1e30, "c": 0.12345678901234567, "d": 1234567890123456}',
    '{"id": "9007199254740993", "say \\"9007199254740993": 1}',
    '{"id": 10000000000000000}',
]


@pytest.mark.parametrize(("text", "marked"), FIRES)
def test_a_number_that_prints_otherwise_is_marked(
    tmp_path: Path, text: str, marked: list[str]
) -> None:
    files = {"fixtures/message_data/t/big.json": text}
    found = lint(tmp_path, "imprecise-number", '{"a": "x"}', files=files)
    assert marks(found) == marked
    assert found[0].message.startswith("this number prints as ")


@pytest.mark.parametrize("text", SILENT)
def test_a_number_that_prints_as_it_is_is_not(tmp_path: Path, text: str) -> None:
    files = {"fixtures/message_data/t/big.json": text}
    assert lint(tmp_path, "imprecise-number", '{"a": "x"}', files=files) == []


def test_the_message_says_what_is_printed(tmp_path: Path) -> None:
    (found,) = lint(
        tmp_path, "imprecise-number", '{"a": "{{ trigger.id }}"}', data={"id": 9007199254740993}
    )
    assert found.message == "this number prints as 9007199254740992"
    assert found.help == 'send it as text: "9007199254740993"'
