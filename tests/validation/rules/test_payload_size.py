from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "0123456789"}', ['{']),
    ('{"a": "{% for i in (1..20) %}\\"{% endfor %}"}', ['{']),
]  # fmt: skip

SILENT = [
    '{"a": "01234"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert (
        marks(
            lint(
                tmp_path,
                "payload-size",
                properties,
                config="[validate.options.payload-size]\nbytes = 15",
            )
        )
        == marked
    )


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert (
        lint(
            tmp_path,
            "payload-size",
            properties,
            config="[validate.options.payload-size]\nbytes = 15",
        )
        == []
    )


def test_bytes_are_counted_not_characters(tmp_path: Path) -> None:
    config = "[validate.options.payload-size]\nbytes = 15"
    (found,) = lint(tmp_path, "payload-size", '{"a": "éééé"}', config=config)
    assert found.message == "this message has 17 bytes, more than 15, in 1 of 1 case"
