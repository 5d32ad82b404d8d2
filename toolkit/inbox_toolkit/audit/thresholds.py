"""The number at which a condition switches, found by asking the product itself.

``'now' | date: '%s' | minus: customer.created_at | divided_by: 86400 | floor > 365`` rises or falls
steadily with ``created_at``, so that it has one answer up to some number and the other from there
on. Bisection over the doubles finds that number in 64 renders, and SQL compares with it.
"""

import struct
from collections.abc import Callable
from datetime import datetime
from typing import Any

from inbox_toolkit.audit.population import put
from inbox_toolkit.audit.reads import ColumnPath
from inbox_toolkit.liquid.render import compiled
from inbox_toolkit.liquid.runtime.runtime import run

_SIGN = 1 << 63


def threshold(
    condition: str, path: ColumnPath, low: float, high: float, *, now: datetime
) -> float | None:
    """Return the smallest number above ``low`` with another answer; None if there is none.

    ``condition`` is Liquid that prints something or nothing, and switches once from ``low`` to
    ``high`` as the number at ``path`` grows.
    """
    program = compiled(condition)

    def answer(value: float) -> str:
        data: dict[str, Any] = {}
        put(data, path, value)
        return run(program, data, now=now).text

    return _bisect(answer, low, high)


def _bisect(answer: Callable[[float], str], low: float, high: float) -> float | None:
    first = answer(low)
    if answer(high) == first:
        return None
    below, above = _position(low), _position(high)
    while above - below > 1:
        middle = (below + above) // 2
        if answer(_double(middle)) == first:
            below = middle
        else:
            above = middle
    return _double(above)


def _position(value: float) -> int:
    """Return the position of a double among all of them, in order."""
    bits: int = struct.unpack(">q", struct.pack(">d", value))[0]
    return bits if bits >= 0 else -(bits & (_SIGN - 1))


def _double(position: int) -> float:
    bits = position if position >= 0 else -position - _SIGN
    value: float = struct.unpack(">d", struct.pack(">q", bits))[0]
    return value
