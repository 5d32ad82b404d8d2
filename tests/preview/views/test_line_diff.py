"""Two texts compared: both can be told from the lines, and words that stay are not marked."""

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.preview.views.line_diff import compare_lines
from inbox_toolkit.preview.wire import DiffLine

TEXTS = st.lists(st.text('ab ":,é', max_size=8), max_size=8).map("\n".join)


def side(lines: tuple[DiffLine, ...], kind: str) -> str:
    """Return one side's text, put together from the lines."""
    return "\n".join(
        "".join(part.text for part in one.segments) for one in lines if one.kind in ("same", kind)
    )


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_lines(before: str, after: str) -> None:
    lines = compare_lines(before, after)
    assert side(lines, "removed") == before
    assert side(lines, "added") == after
    assert [one.before for one in lines if one.before] == list(range(1, before.count("\n") + 2))
    assert [one.after for one in lines if one.after] == list(range(1, after.count("\n") + 2))
    assert all(one.kind == "same" for one in lines) == (before == after)


def test_only_the_words_that_differ_are_marked() -> None:
    removed, added = compare_lines('  "a": "Hi Ada, hello",', '  "a": "Hi Grace, hello",')
    assert [part.text for part in removed.segments if part.changed] == ["Ada"]
    assert [part.text for part in added.segments if part.changed] == ["Grace"]


def test_lines_that_have_nothing_in_common_are_marked_whole() -> None:
    removed, added = compare_lines("one two three", "vier:fünf:sechs")
    assert [part.changed for part in (*removed.segments, *added.segments)] == [True, True]


def test_a_large_difference_takes_no_longer_than_it_is_worth() -> None:
    before = "\n".join(f'  "a{number % 7}": {{' for number in range(30_000))
    after = "\n".join(f'  "b{number % 5}": [' for number in range(30_000))
    began = perf_counter()
    lines = compare_lines(before, after)
    assert perf_counter() - began < 20
    assert side(lines, "added") == after
    one = "x " * 300_000
    assert len(compare_lines(one, one + "y")) == 2
