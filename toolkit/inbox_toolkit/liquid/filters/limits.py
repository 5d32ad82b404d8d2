"""How large a filter's result may become, asked before it is built.

The engine ends a render that prints or loops too much; these are the ways to use up memory or time
without doing either: a text joined with itself, a list put into itself over and over.
"""

from collections.abc import Iterable

MOST_TEXT = 20_000_000
MOST_ITEMS = 1_000_000
MOST_PARTS = 100_000
DEEPEST = 100


class TooLargeError(MemoryError):
    """A result that would take unreasonable memory; the engine ends such a render."""


def bounded_text(length: int) -> None:
    """Raise TooLargeError for a text longer than any message."""
    if length > MOST_TEXT:
        raise TooLargeError


def bounded_list(items: list[object]) -> list[object]:
    """Return a list. Raises TooLargeError for one longer than any loop may run."""
    if len(items) > MOST_ITEMS:
        raise TooLargeError
    return items


def bounded_item(item: object) -> object:
    """Return what goes into a list. Raises TooLargeError if it nests too deep or holds too much."""
    layer: Iterable[object] = [item]
    count = 0
    for _ in range(DEEPEST):
        below: list[object] = []
        for part in layer:
            if isinstance(part, list):
                below += part
            elif isinstance(part, dict):
                below += part.values()
            if len(below) > MOST_PARTS:
                raise TooLargeError
        count += len(below)
        if not below:
            return item
        if count > MOST_PARTS:
            raise TooLargeError
        layer = below
    raise TooLargeError
