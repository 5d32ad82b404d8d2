"""Compare two texts line by line, and the words of lines that were rewritten."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from inbox_toolkit.preview.wire import DiffLine, Segment

MAX_LINES = 4_000  # of a difference that is aligned; a larger one is shown as replaced whole
MAX_WORDS = 400  # of a line that is compared word by word
MIN_LIKENESS = 0.3  # of the words of two lines, below which they are different lines

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def compare_lines(before: str, after: str) -> tuple[DiffLine, ...]:
    """Return every line of both texts in order, removed ones before added ones.

    >>> [(one.kind, one.before, one.after) for one in compare_lines("a\\nb", "a\\nc")]
    [('same', 1, 1), ('removed', 2, None), ('added', None, 2)]
    """
    old, new = before.split("\n"), after.split("\n")
    lines: list[DiffLine] = []
    for tag, old_from, old_to, new_from, new_to in _blocks(old, new):
        if tag == "equal":
            pairs = zip(range(old_from, old_to), range(new_from, new_to), strict=True)
            lines += (_same(old[one], one, other) for one, other in pairs)
        else:
            lines += _rewritten(old[old_from:old_to], new[new_from:new_to], old_from, new_from)
    return tuple(lines)


def _same(text: str, before: int, after: int) -> DiffLine:
    return DiffLine("same", before + 1, after + 1, (Segment(text, False),))


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield equal and differing blocks; what both begin and end with is found without a search."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    if head:
        yield "equal", 0, head, 0, head
    middle = old[head : ends[0]], new[head : ends[1]]
    if len(middle[0]) + len(middle[1]) > MAX_LINES:
        yield "replace", head, ends[0], head, ends[1]
    elif middle[0] or middle[1]:
        for tag, *at in SequenceMatcher(None, *middle).get_opcodes():
            yield tag, at[0] + head, at[1] + head, at[2] + head, at[3] + head
    if tail:
        yield "equal", ends[0], len(old), ends[1], len(new)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _rewritten(old: list[str], new: list[str], old_from: int, new_from: int) -> list[DiffLine]:
    """Return a block of removed lines and one of added lines, alike ones compared in pairs."""
    words = {at: _changed_words(old[at], new[at]) for at in range(min(len(old), len(new)))}
    removed = [
        DiffLine("removed", old_from + at + 1, None, words[at][0] if at in words else _whole(text))
        for at, text in enumerate(old)
    ]
    added = [
        DiffLine("added", None, new_from + at + 1, words[at][1] if at in words else _whole(text))
        for at, text in enumerate(new)
    ]
    return removed + added


Segments = tuple[Segment, ...]


def _changed_words(old: str, new: str) -> tuple[Segments, Segments]:
    a, b = _WORD.findall(old), _WORD.findall(new)
    if len(a) > MAX_WORDS or len(b) > MAX_WORDS:
        return _whole(old), _whole(new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < MIN_LIKENESS:
        return _whole(old), _whole(new)
    left: list[Segment] = []
    right: list[Segment] = []
    codes = matcher.get_opcodes()
    for number, (tag, *at) in enumerate(codes):
        removed, added = "".join(a[at[0] : at[1]]), "".join(b[at[2] : at[3]])
        # A space between two changed words is part of one change.
        changed = tag != "equal" or (removed.isspace() and 0 < number < len(codes) - 1)
        _extend(left, removed, changed)
        _extend(right, added, changed)
    return tuple(left), tuple(right)


def _extend(segments: list[Segment], text: str, changed: bool) -> None:
    if text and segments and segments[-1].changed == changed:
        segments[-1] = Segment(segments[-1].text + text, changed)
    elif text:
        segments.append(Segment(text, changed))


def _whole(text: str) -> Segments:
    return (Segment(text, True),)
