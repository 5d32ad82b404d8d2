"""``assign``, ``capture``, ``increment`` and ``decrement``: tags that give a name a value."""

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.catalog.sources import LIQUIDJS
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.liquid.syntax.nodes import Assign, Capture, Counter, Literal
from inbox_toolkit.liquid.syntax.tags.spec import TagTable
from inbox_toolkit.liquid.syntax.tags.tag import Tag
from inbox_toolkit.text.span import Span

TAGS = TagTable()


@TAGS.define("assign", "{% assign name = value %}")
def read_assign(tag: Tag) -> Assign:
    """Read ``assign name = value | filters``."""
    name = tag.cursor.name()
    if name is None or not tag.cursor.take("="):
        raise LiquidSyntaxError(
            "this `assign` has no name or no `=`",
            tag.span,
            help="write {% assign name = value %}; a name has no dots",
        )
    return Assign(tag.span, name[0], name[1], read_filtered(tag.cursor))


@TAGS.define("capture", "{% capture name %}...{% endcapture %}", closing="endcapture")
def read_capture(tag: Tag) -> Capture:
    """Read ``capture name`` and what it holds."""
    name = tag.cursor.name() or _quoted_name(tag)
    body, end = tag.body("endcapture")
    if name is None:
        tag.report("this `capture` has no name", tag.span, "write {% capture name %}")
        name = ("", tag.span)
    stop = end.span.end if end else tag.end_of(body)
    return Capture(Span(tag.span.start, stop), name[0], name[1], body)


def _quoted_name(tag: Tag) -> tuple[str, Span] | None:
    value = tag.cursor.value() if tag.cursor.peek() in ("'", '"') else None
    while value is not None and not isinstance(value, Literal):
        return None
    return (str(value.value), value.span) if isinstance(value, Literal) else None


@TAGS.define("increment", "{% increment name %}", source=LIQUIDJS, is_listed=False)
@TAGS.define("decrement", "{% decrement name %}", source=LIQUIDJS, is_listed=False)
def read_counter(tag: Tag) -> Counter:
    """Read ``increment name`` or ``decrement name``; no name is a name as well."""
    name = tag.cursor.name() or ("", tag.span)
    return Counter(tag.span, name[0], name[1], 1 if tag.name == "increment" else -1)
