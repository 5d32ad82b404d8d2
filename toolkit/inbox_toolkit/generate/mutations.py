"""Copies of a JSON document with one thing changed: to explore, to attack, and to shrink.

``edit_once`` is the one walk. Each use says what may become of a value:

    >>> list(edit_once({"a": [1]}, lambda value, path: [None] if value == 1 else []))
    [{'a': [None]}]
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

Path = tuple[str | None, ...]
"""The names that lead to a value; None is any item of a list."""

ObservedValues = Mapping[Path, Sequence[object]]
"""The values that a template compares each path with."""

HOSTILE = (
    'a "quoted" word', "back\\slash", "two\nlines", 'x", "admin": "yes', "</script>", "", " ", "🪨",
)  # fmt: skip
"""Texts that people really have in their names and notes, and one that means harm."""

_NUMBERS = (0, 1, 2, 10, 100, 1_000)
_ODD = (None, "", "Infinity", 0, 1, -1, True, False)


def edit_once(
    value: Any,
    edits: Callable[[Any, Path], Iterable[Any]],
    *,
    path: Path = (),
    max_items: int | None = None,
) -> Iterator[Any]:
    """Yield what ``edits`` makes of the document, then of each part, outermost first.

    ``max_items`` limits how many items of a list are edited; None edits all.
    """
    yield from edits(value, path)
    if isinstance(value, dict):
        for name, member in value.items():
            for other in edit_once(member, edits, path=(*path, name), max_items=max_items):
                yield {**value, name: other}
    elif isinstance(value, list):
        for at, item in enumerate(value[:max_items]):
            for other in edit_once(item, edits, path=(*path, None), max_items=max_items):
                yield [*value[:at], other, *value[at + 1 :]]


def explorations(document: Any, observed: ObservedValues) -> Iterator[Any]:
    """Yield plausible neighbors: short lists, members gone, the values that conditions ask for."""

    def edits(value: Any, path: Path) -> Iterator[Any]:
        wanted = [one for one in observed.get(path, ()) if one != value]
        if isinstance(value, dict):
            yield from _without_members(value)
        elif isinstance(value, list):
            yield from ([], value[:1], [*value, *value[:1]])
            yield from ([*value, one] for one in wanted)
        else:
            yield from wanted
            if isinstance(value, bool):
                yield not value
            elif isinstance(value, int | float):
                yield from (one for one in _NUMBERS if one != value)
            yield from (None, "")

    yield from edit_once(document, edits, max_items=1)


def attacks(document: Any, observed: ObservedValues) -> Iterator[Any]:
    """Yield neighbors that break careless templates: hostile texts, odd types, doubled lists."""

    def edits(value: Any, path: Path) -> Iterator[Any]:
        if isinstance(value, dict):
            yield from _without_members(value)
        elif isinstance(value, list):
            yield from ([], value[:1], [*value, *value])
            yield from _in_every_item(value)
        else:
            yield from (*observed.get(path, ()), *HOSTILE, *_ODD)

    yield from edit_once(document, edits, max_items=1)


def shrinks(document: Any) -> Iterator[Any]:
    """Yield simpler documents: a member gone, a list shorter, a value plainer."""

    def edits(value: Any, _: Path) -> Iterator[Any]:
        if isinstance(value, dict):
            yield from _without_members(value)
        elif isinstance(value, list):
            yield from ([*value[:at], *value[at + 1 :]] for at in range(len(value)))
        elif isinstance(value, str) and len(value) > 1:
            yield from ("x", '"x', "\\", "\n")
            yield value[: len(value) // 2]
        elif isinstance(value, int | float) and not isinstance(value, bool) and value not in (0, 1):
            yield from (0, 1)

    yield from edit_once(document, edits)


def _in_every_item(items: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield lists in which one member is false in every item: what a filter then leaves out."""
    names = dict.fromkeys(name for item in items if isinstance(item, dict) for name in item)
    for name in names:
        for value in (False, None):
            yield [{**item, name: value} if isinstance(item, dict) else item for item in items]


def _without_members(value: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in value:
        yield {key: member for key, member in value.items() if key != name}
