from pathlib import Path

import pytest

from tests.support.rules import lint, marks

OURS = '[validate.options.personal-data-in-fixture]\ndomains = ["company.dev"]'

FIRES: list[tuple[str, list[str]]] = [
    ('ada.lovelace@gmail.com', ['ada.lovelace@gmail.com']),
    ('call +44 20 7123 4567 now', ['+44 20 7123 4567']),
    ('4111 1111 1111 1111', ['4111 1111 1111 1111']),
    ('4532 0151 1283 0366', ['4532 0151 1283 0366']),
    ('\\" {{ x }} ada@mail.io', ['ada@mail.io']),
]  # fmt: skip

SILENT = [
    "ada@example.com",
    "ada@shop.example",
    "ada@x.test",
    "+1 415 555 0100",
    "4111 1111 1111 1112",
    "1768552200000",
    "4242 4242 4242 4242",
    "378282246310005",
    "4000056655665556",
    "4000-0000-0000-9995",
    "+15005550006",
    "+1 (500) 555-0001",
    "user_123",
    "ada@company.dev",
]


@pytest.mark.parametrize(("note", "marked"), FIRES)
def test_it_marks(tmp_path: Path, note: str, marked: list[str]) -> None:
    assert (
        marks(
            lint(
                tmp_path,
                "personal-data-in-fixture",
                '{"a": "x"}',
                profile='{"note": "' + note + '"}',
                config=OURS,
            )
        )
        == marked
    )


@pytest.mark.parametrize("note", SILENT)
def test_it_is_silent(tmp_path: Path, note: str) -> None:
    assert (
        lint(
            tmp_path,
            "personal-data-in-fixture",
            '{"a": "x"}',
            profile='{"note": "' + note + '"}',
            config=OURS,
        )
        == []
    )
