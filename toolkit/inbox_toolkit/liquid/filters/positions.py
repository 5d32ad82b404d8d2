"""JavaScript's arithmetic on positions: ``+`` that may join text, and whole numbers for slices."""

import math

from inbox_toolkit.liquid.values import plain, string, to_number

FARTHEST = 2**53
"""No text or list is longer; beyond it every position is the end."""


def whole(number: float) -> int:
    """Return ``ToIntegerOrInfinity`` within reach: cut towards zero, NaN as 0."""
    if math.isnan(number):
        return 0
    return int(max(-FARTHEST, min(FARTHEST, number)))


def position(value: object) -> int:
    """Return a slice bound as ``slice`` reads it."""
    return whole(to_number(value))


def added(left: object, right: object) -> object:
    """Return JavaScript's ``left + right``: numbers add, texts and lists join as text."""
    left, right = plain(left), plain(right)
    if isinstance(left, str | list | dict) or isinstance(right, str | list | dict):
        return string(left) + string(right)
    return to_number(left) + to_number(right)
