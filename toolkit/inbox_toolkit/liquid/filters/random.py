"""Random choice, seeded by the render so that a case repeats."""

from inbox_toolkit.liquid.catalog.sources import LATEST, LIQUIDJS
from inbox_toolkit.liquid.filters.spec import Context, FilterTable, optional
from inbox_toolkit.liquid.javascript import utf16
from inbox_toolkit.liquid.javascript.comparison import strict_equals
from inbox_toolkit.liquid.javascript.values import (
    MISSING,
    is_nil,
    to_index,
    to_number,
    to_text,
    unwrap,
)

FILTERS = FilterTable()


@FILTERS.define(
    "random",
    optional("limit", "number"),
    accepts="number",
    returns="number",
    output="number",
    is_own=True,
    open_point="random-range",
)
def random(value: object, limit: object = MISSING, *, context: Context) -> int:
    """Return a whole number from 0 up to but not including the argument, or else the value.

    Customer.io lists the filter without an example; this is what its tag is taken to do.
    """
    stop = to_index(value if limit is MISSING else limit)
    return context.random.randrange(stop) if stop > 0 else 0


@FILTERS.define(
    "sample",
    optional("count", "number"),
    accepts="list",
    returns="any",
    versions=LATEST,
    source=LIQUIDJS,
    is_listed=False,
)
def sample(value: object, count: object = MISSING, *, context: Context) -> object:
    """Return one item of a list or letter of a text, or a list of ``count`` of them."""
    value = unwrap(value)
    if is_nil(value):
        return []
    items = list(value) if isinstance(value, list) else list(utf16.join_surrogates(to_text(value)))
    context.random.shuffle(items)
    if count is MISSING or strict_equals(count, 1):
        return items[0] if items else MISSING
    return items[: to_index(to_number(count))]
