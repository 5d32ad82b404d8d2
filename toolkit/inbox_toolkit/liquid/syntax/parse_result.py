"""What parsing a text gives."""

from dataclasses import dataclass

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.syntax.nodes import Body
from inbox_toolkit.text.span import Span


@dataclass(frozen=True, slots=True)
class ParseResult:
    """A text and its nodes; where there are errors the nodes are what could be made of it."""

    text: str
    span: Span
    nodes: Body
    errors: tuple[LiquidSyntaxError, ...]
