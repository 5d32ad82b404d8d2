"""JavaScript's arithmetic where tags show it: ``+`` on anything, ``slice`` with any bounds."""

import math
from collections.abc import Sequence
from typing import TypeVar

from inbox_toolkit.liquid.values import MISSING, plain, string, to_number

T = TypeVar("T")


def added(left: object, right: object) -> object:
    """Return ``left + right``: texts, lists and objects are joined as text."""
    left, right = plain(left), plain(right)
    if isinstance(left, str | list | dict) or isinstance(right, str | list | dict):
        return string(left) + string(right)
    return plain_number(to_number(left) + to_number(right))


def sliced(items: Sequence[T], start: object, stop: object = MISSING) -> tuple[Sequence[T], int]:
    """Return ``items.slice(start, stop)`` and the index it starts at; no stop means the end."""
    count = len(items)
    first = _bound(start, count)
    last = count if stop is MISSING else _bound(stop, count)
    return items[first : max(first, last)], first


def _bound(value: object, count: int) -> int:
    number = to_number(value)
    if math.isnan(number):
        return 0
    if math.isinf(number):
        return count if number > 0 else 0
    at = math.trunc(number)
    return max(count + at, 0) if at < 0 else min(at, count)


def plain_number(number: float) -> int | float:
    """Return a double as Python reads it from JSON: whole ones as int."""
    return int(number) if math.isfinite(number) and number == int(number) else number


def numbers(low: object, high: object, most: int) -> range | list[float] | None:
    """Return the numbers of ``(low..high)``; None where there are more than ``most``.

    Steps of one from ``low`` while below ``high + 1``: (1.5..3) holds 3.5 as well.
    """
    start, stop = to_number(low), to_number(high) + 1
    if not start < stop:
        return range(0)
    if math.isinf(start) or math.isinf(stop) or stop - start > most + 1:
        return None
    if start == int(start):
        return range(int(start), math.ceil(stop))
    return [start + step for step in range(math.ceil(stop - start))]
