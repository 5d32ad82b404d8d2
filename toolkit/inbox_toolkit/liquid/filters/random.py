"""Filters that leave it to chance, seeded by the render so that a case repeats."""

from inbox_toolkit.liquid.filters.arrays import position
from inbox_toolkit.liquid.filters.registry import Context
from inbox_toolkit.liquid.javascript import utf16
from inbox_toolkit.liquid.javascript.comparison import same
from inbox_toolkit.liquid.javascript.values import MISSING, is_nil, plain, to_number, to_text


def random(value: object, limit: object = MISSING, *, context: Context) -> int:
    """Return a whole number from 0 up to but not including the argument, or else the value.

    Customer.io lists the filter without an example; this is what its tag is taken to do.
    """
    stop = position(value if limit is MISSING else limit)
    return context.random.randrange(stop) if stop > 0 else 0


def sample(value: object, count: object = MISSING, *, context: Context) -> object:
    """Return one item of a list or letter of a text, or a list of ``count`` of them."""
    value = plain(value)
    if is_nil(value):
        return []
    items = list(value) if isinstance(value, list) else list(utf16.mended(to_text(value)))
    context.random.shuffle(items)
    if count is MISSING or same(count, 1):
        return items[0] if items else MISSING
    return items[: position(to_number(count))]


FILTERS = {"random": random, "sample": sample}
