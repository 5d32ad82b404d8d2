"""``ifchanged``: the one tag that only legacy Liquid has."""

from inbox_toolkit.liquid.catalog.sources import LEGACY
from inbox_toolkit.liquid.syntax.nodes import IfChanged
from inbox_toolkit.liquid.syntax.tags.spec import TagTable
from inbox_toolkit.liquid.syntax.tags.tag import Tag
from inbox_toolkit.text.span import Span

TAGS = TagTable()


@TAGS.define(
    "ifchanged", "{% ifchanged %}...{% endifchanged %}", closing="endifchanged", versions=LEGACY
)
def read_ifchanged(tag: Tag) -> IfChanged:
    """Read ``ifchanged`` and what it holds."""
    body, end = tag.body("endifchanged")
    stop = end.span.end if end else tag.end_of(body)
    return IfChanged(Span(tag.span.start, stop), tag.span, body)
