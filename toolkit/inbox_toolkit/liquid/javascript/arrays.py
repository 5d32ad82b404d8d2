"""Arrays and ranges as JavaScript has them: ``slice`` with any bounds, ``+`` on anything."""

import math
from collections.abc import Sequence
from typing import TypeVar

from inbox_toolkit.liquid.javascript.values import MISSING, js_string, to_number, unwrap

T = TypeVar("T")


def add(left: object, right: object) -> object:
    """Return ``left + right``: strings, lists and objects are joined as strings."""
    left, right = unwrap(left), unwrap(right)
    if isinstance(left, str | list | dict) or isinstance(right, str | list | dict):
        return js_string(left) + js_string(right)
    return json_number(to_number(left) + to_number(right))


def slice_items(
    items: Sequence[T], start: object, stop: object = MISSING
) -> tuple[Sequence[T], int]:
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


def json_number(number: float) -> int | float:
    """Return a double as Python reads it from JSON: a whole one as int."""
    return int(number) if math.isfinite(number) and number == int(number) else number


def range_numbers(low: object, high: object, limit: int) -> range | list[float] | None:
    """Return the numbers of ``(low..high)``, or None if there are more than ``limit``.

    They go up in steps of one from ``low`` while below ``high + 1``: (1.5..3) holds 3.5 as well.
    """
    start, stop = to_number(low), to_number(high) + 1
    if not start < stop:
        return range(0)
    if math.isinf(start) or math.isinf(stop) or stop - start > limit + 1:
        return None
    if start == int(start):
        return range(int(start), math.ceil(stop))
    return [start + step for step in range(math.ceil(stop - start))]
