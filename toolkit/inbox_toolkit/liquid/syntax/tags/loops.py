"""``for``, ``tablerow``, ``cycle``, ``break`` and ``continue``."""

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.catalog.sources import LATEST, LIQUIDJS
from inbox_toolkit.liquid.syntax.expressions import read_options
from inbox_toolkit.liquid.syntax.nodes import (
    Argument,
    Body,
    Branch,
    Cycle,
    Expression,
    For,
    Jump,
    Literal,
)
from inbox_toolkit.liquid.syntax.tags.spec import TagTable
from inbox_toolkit.liquid.syntax.tags.tag import Tag
from inbox_toolkit.text.span import Span

TAGS = TagTable()

_Head = tuple[str, Span, Expression, tuple[Argument, ...]]


@TAGS.define("for", "{% for item in list %}...{% endfor %}", closing="endfor", branches=("else",))
def read_for(tag: Tag) -> For:
    """Read ``for name in collection`` with its options and its ``else``."""
    head = _head(tag)
    body, end = tag.body("endfor", "else")
    otherwise: Branch | None = None
    while end is not None and end.name == "else":
        end.refuse_arguments()
        more, following = tag.body("endfor", "else")
        otherwise = _joined(otherwise, end.branch(None, more, following))
        end = following
    if end is not None:
        end.refuse_arguments()
    return _loop(tag, head, body, otherwise, end)


@TAGS.define(
    "tablerow",
    "{% tablerow x in list %}...{% endtablerow %}",
    closing="endtablerow",
    is_listed=False,
)
def read_tablerow(tag: Tag) -> For:
    """Read ``tablerow name in collection`` with its options."""
    head = _head(tag)
    body, end = tag.body("endtablerow")
    return _loop(tag, head, body, None, end)


def _joined(first: Branch | None, second: Branch) -> Branch:
    """Return two ``else`` branches as one: liquidjs renders both."""
    if first is None:
        return second
    span = Span(first.span.start, second.span.end)
    return Branch(span, first.tag_span, None, first.body + second.body)


def _head(tag: Tag) -> _Head:
    try:
        variable = tag.cursor.name()
        keyword = tag.cursor.name()
        collection = tag.cursor.value()
        if (variable is None and tag.name == "for") or collection is None:
            raise _illegal(tag)
        if keyword is None or keyword[0] != "in":
            raise _illegal(tag)
        name, span = variable or ("", tag.span)
        return name, span, collection, read_options(tag.cursor)
    except LiquidSyntaxError as error:
        tag.tokens.report(error)
        return "", tag.span, Literal(tag.span, None), ()


def _illegal(tag: Tag) -> LiquidSyntaxError:
    return LiquidSyntaxError(
        f"this `{tag.name}` is not complete",
        tag.span,
        help=f"write {{% {tag.name} item in list %}}",
    )


def _loop(tag: Tag, head: _Head, body: Body, otherwise: Branch | None, end: Tag | None) -> For:
    variable, variable_span, collection, options = head
    last = otherwise.span.end if otherwise else tag.end_of(body)
    is_reversed = tag.name == "for" and any(option.name == "reversed" for option in options)
    return For(
        span=Span(tag.span.start, end.span.end if end else last),
        tag=tag.name,
        tag_span=tag.span,
        variable=variable,
        variable_span=variable_span,
        collection=collection,
        arguments=options,
        reversed=is_reversed,
        body=body,
        otherwise=otherwise,
    )


@TAGS.define("cycle", "{% cycle 'odd', 'even' %}")
def read_cycle(tag: Tag) -> Cycle:
    """Read ``cycle group: a, b``; what is not understood between commas is skipped."""
    cursor = tag.cursor
    group = None
    values: list[Expression] = []
    first = cursor.value()
    if first is not None and cursor.take(":"):
        group = first
    elif first is not None:
        values.append(first)
    while cursor.at < cursor.end:
        value = cursor.value()
        if value is not None:
            values.append(value)
        cursor.skip_past(",")
    if not values:
        raise LiquidSyntaxError(
            "this `cycle` has no values", tag.span, help="write {% cycle 'odd', 'even' %}"
        )
    return Cycle(tag.span, group, tuple(values))


@TAGS.define("break", "{% break %}", versions=LATEST)
@TAGS.define("continue", "{% continue %}", versions=LATEST, source=LIQUIDJS, is_listed=False)
def read_jump(tag: Tag) -> Jump:
    """Read ``break`` or ``continue``; what follows the name is ignored."""
    return Jump(tag.span, tag.name)
