from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('"topics": ["orders", "order"], "type": "card"', ['"order"']),
    ('"topics": ["Orders"], "type": "card"', ['"Orders"']),
    ('"topics": ["_cio_x"], "type": "card"', ['"_cio_x"']),
    ('"topics": ["cio_inbox_x"], "type": "card"', ['"cio_inbox_x"']),
    ('"topics": ["cio_inbox_x"], "type": "Basic"', ['"cio_inbox_x"', '"Basic"']),
    ('"topics": ["orders"], "type": "basic"', ['"basic"']),
    ('"topics": ["news"], "type": "crad"', ['"crad"']),
    ('"topics": ["news"]', ['{']),
    ('"type": "card"', ['{']),
]  # fmt: skip

SILENT = [
    '"topics": ["orders", "news"], "type": "card"',
    '"topics": ["cio_inbox"], "type": "basic"',
    '"topics": ["CIO_Inbox_news", "orders"], "type": "image"',
    '"topics": ["cio_inbox_promo"], "type": "cta"',
]


@pytest.mark.parametrize(("envelope", "marked"), FIRES)
def test_it_marks(tmp_path: Path, envelope: str, marked: list[str]) -> None:
    assert (
        marks(
            lint(
                tmp_path,
                "topics-and-type",
                '{"a": "x"}',
                envelope=envelope,
                config='[inbox]\ntopics = ["orders", "news"]\ntypes = ["card"]',
            )
        )
        == marked
    )


@pytest.mark.parametrize("envelope", SILENT)
def test_it_is_silent(tmp_path: Path, envelope: str) -> None:
    assert (
        lint(
            tmp_path,
            "topics-and-type",
            '{"a": "x"}',
            envelope=envelope,
            config='[inbox]\ntopics = ["orders", "news"]\ntypes = ["card"]',
        )
        == []
    )


def test_what_the_project_does_not_say_is_not_judged(tmp_path: Path) -> None:
    envelope = '"topics": ["whatever"], "type": "any"'
    assert lint(tmp_path, "topics-and-type", '{"a": "x"}', envelope=envelope) == []


def test_the_right_spelling_is_offered(tmp_path: Path) -> None:
    config = '[inbox]\ntopics = ["orders"]\ntypes = ["card"]'
    envelope = '"topics": ["Orders", "oders"], "type": "crad"'
    found = lint(tmp_path, "topics-and-type", '{"a": "x"}', envelope=envelope, config=config)
    assert [one.help for one in found] == [
        "did you mean `orders`?", "did you mean `orders`?", "did you mean `card`?",
    ]  # fmt: skip
