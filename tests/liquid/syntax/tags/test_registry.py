import pytest
from inbox_toolkit.errors import LiquidSyntaxError, UnknownTagError
from inbox_toolkit.liquid.syntax.tags.registry import (
    BLOCKS,
    BRANCHES,
    PARTIALS,
    TAGS,
    tags_of,
    unknown_tag_error,
)
from inbox_toolkit.text.span import Span


def test_what_closes_a_block_is_called_by_its_name() -> None:
    assert all(closing == f"end{name}" for closing, name in BLOCKS.items())


def test_no_name_is_two_things() -> None:
    for others in (set(BLOCKS), set(BRANCHES), set(PARTIALS)):
        assert not set(TAGS) & others


def test_a_version_knows_its_own_tags() -> None:
    assert set(tags_of("latest")) - set(tags_of("legacy")) == {
        "#",
        "break",
        "continue",
        "echo",
        "liquid",
    }
    assert set(tags_of("legacy")) - set(tags_of("latest")) == {"ifchanged"}


@pytest.mark.parametrize(
    ("name", "kind", "help_text"),
    [
        ("endif", LiquidSyntaxError, "open it with {% if %}, or remove it"),
        ("elsif", LiquidSyntaxError, "it belongs inside if or unless"),
        ("include", UnknownTagError, "put the text in a snippet: {{ snippets.name }}"),
        ("asign", UnknownTagError, "did you mean `assign`?"),
        ("zzz", UnknownTagError, "there are if, unless, case, for, assign, capture, comment, raw and the service's own"),
    ],
)  # fmt: skip
def test_a_tag_that_nothing_reads_is_refused_by_its_kind(
    name: str, kind: type[LiquidSyntaxError], help_text: str
) -> None:
    error = unknown_tag_error(name, Span(3, 9))
    assert (type(error), error.span, error.help) == (kind, Span(3, 9), help_text)
