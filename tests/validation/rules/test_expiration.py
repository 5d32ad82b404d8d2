from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('"expiration": {"type": "relative", "value": 61, "unit": "days"}', ['{"type": "relative", "value": 61, "unit": "days"}']),
    ('"expiration": {"type": "relative", "value": "1441", "unit": "hours"}', ['{"type": "relative", "value": "1441", "unit": "hours"}']),
    ('"expiration": {"type": "absolute", "value": 1700000000}', ['{"type": "absolute", "value": 1700000000}']),
    ('"expiration": {"type": "absolute", "value": 1799999999}', ['{"type": "absolute", "value": 1799999999}']),
    ('"type": "x"', ['{']),
]  # fmt: skip

SILENT = [
    '"expiration": {"type": "relative", "value": 60, "unit": "days"}',
    '"expiration": {"type": "absolute", "value": 1769000000}',
    '"expiration": {"type": "relative", "value": 61}',
]


@pytest.mark.parametrize(("envelope", "marked"), FIRES)
def test_it_marks(tmp_path: Path, envelope: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "expiration", '{"a": "x"}', envelope=envelope)) == marked


@pytest.mark.parametrize("envelope", SILENT)
def test_it_is_silent(tmp_path: Path, envelope: str) -> None:
    assert lint(tmp_path, "expiration", '{"a": "x"}', envelope=envelope) == []


def test_a_word_in_the_message_is_not_the_setting_and_the_limit_can_be_set(tmp_path: Path) -> None:
    (found,) = lint(
        tmp_path,
        "expiration",
        '{"expiration": "\\"{% for i in trigger.items %}x{% endfor %}"}',
        config="[validate.options.expiration]\ndays = 7",
    )
    assert found.message == "this expires in more than 7 days"
    assert marks([found]) == ['{"type": "relative", "value": 30, "unit": "days"}']


def test_a_translation_has_the_settings_of_its_base(tmp_path: Path) -> None:
    files = {"templates/t.fr.json": '{"properties": {"a": "y"}}'}
    assert lint(tmp_path, "expiration", '{"a": "x"}', files=files) == []
