"""Limits on the size of a filter's result, checked before it is built.

The runtime limits how much a render prints and how often it loops; these limits cover what uses up
memory or time without doing either, such as a text joined with itself over and over.
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
