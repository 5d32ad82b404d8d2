"""How large a filter's result may become, asked before it is built.

The engine ends a render that prints or loops too much; these are the ways to use up memory or time
without doing either: a text joined with itself, a list put into itself over and over.
"""

from collections.abc import Iterable

MAX_TEXT = 20_000_000
MAX_ITEMS = 1_000_000
MAX_NESTED_VALUES = 100_000
MAX_DEPTH = 100


class TooLargeError(MemoryError):
    """A result that would take unreasonable memory; the engine ends such a render."""


def check_text_length(length: int) -> None:
    """Raise TooLargeError for a text longer than any message."""
    if length > MAX_TEXT:
        raise TooLargeError


def check_list_length(items: list[object]) -> list[object]:
    """Return a list. Raises TooLargeError for one longer than any loop may run."""
    if len(items) > MAX_ITEMS:
        raise TooLargeError
    return items


def check_item_size(item: object) -> object:
    """Return what goes into a list. Raises TooLargeError if it nests too deep or holds too much."""
    layer: Iterable[object] = [item]
    count = 0
    for _ in range(MAX_DEPTH):
        below: list[object] = []
        for part in layer:
            if isinstance(part, list):
                below += part
            elif isinstance(part, dict):
                below += part.values()
            if len(below) > MAX_NESTED_VALUES:
                raise TooLargeError
        count += len(below)
        if not below:
            return item
        if count > MAX_NESTED_VALUES:
            raise TooLargeError
        layer = below
    raise TooLargeError
