"""How legacy Liquid reads conditions: what it does not understand it leaves out.

Brackets count for nothing unless they hold a range, and from the first thing that is no operator
on (``&&``, a filter) the rest of the condition is ignored (Ruby Liquid 2.5, ``tags/if.rb``).
"""

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.expressions import read_expression
from inbox_toolkit.liquid.syntax.nodes import FilteredExpression
from inbox_toolkit.text.span import Span


def read_condition(cursor: Cursor) -> FilteredExpression:
    """Read the condition of an ``if``, ``elsif`` or ``unless``."""
    start, end = cursor.at, cursor.end
    inside = cursor.text[start:end]
    if "(" in inside and ".." not in inside:
        inside = inside.replace("(", " ").replace(")", " ")
        cursor = Cursor(cursor.text[:start] + inside, start, end)
    value = read_expression(cursor)
    if value is None:
        raise LiquidSyntaxError(
            "there is no condition here",
            Span(max(start - 1, 0), end),
            help="write a variable, a text or a number",
        )
    return FilteredExpression(Span(start, end), value, ())
