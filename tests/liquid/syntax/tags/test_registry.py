import pytest
from inbox_toolkit.errors import LiquidSyntaxError, UnknownTagError
from inbox_toolkit.liquid.syntax.tags.registry import (
    BETWEEN,
    BLOCKS,
    LATEST_ONLY,
    LEGACY_ONLY,
    PARTIALS,
    READERS,
    unknown_tag_error,
)
from inbox_toolkit.text.span import Span


def test_what_closes_a_block_names_one() -> None:
    assert set(BLOCKS.values()) <= set(READERS) | set(LEGACY_ONLY)
    assert all(closing == f"end{name}" for closing, name in BLOCKS.items())


def test_no_name_is_two_things() -> None:
    tags = set(READERS) | set(LEGACY_ONLY)
    for others in (set(BLOCKS), set(BETWEEN), set(PARTIALS)):
        assert not tags & others
    assert set(READERS) >= LATEST_ONLY
    assert not set(READERS) & set(LEGACY_ONLY)


@pytest.mark.parametrize(
    ("name", "kind", "remedy"),
    [
        ("endif", LiquidSyntaxError, "open it with {% if %}, or remove it"),
        ("elsif", LiquidSyntaxError, "it belongs inside if or unless"),
        ("include", UnknownTagError, "put the text in a snippet: {{ snippets.name }}"),
        ("asign", UnknownTagError, "did you mean `assign`?"),
        ("zzz", UnknownTagError, "there are if, unless, case, for, assign, capture, comment, raw and the service's own"),
    ],
)  # fmt: skip
def test_a_tag_that_nothing_reads_is_refused_by_its_kind(
    name: str, kind: type[LiquidSyntaxError], remedy: str
) -> None:
    error = unknown_tag_error(name, Span(3, 9))
    assert (type(error), error.span, error.help) == (kind, Span(3, 9), remedy)
