"""What parsing gives."""

from dataclasses import dataclass

from toolkit.errors import LiquidSyntaxError
from toolkit.liquid.nodes import Body
from toolkit.text.span import Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text and its nodes; where there are errors the nodes are what could be made of it."""

    text: str
    span: Span
    nodes: Body
    errors: tuple[LiquidSyntaxError, ...]
