"""The syntax tree: frozen nodes, each with its exact span.

Spans are offsets into the parsed text (for a template file: into the file).
A node's span covers its source from the first character to the last: an ``Output`` from ``{{`` to
``}}``, a block tag from its opening tag to the end of its closing tag, a ``Path`` its dotted name.
Nodes that templates have by the dozen are named tuples: constructing one is three times as fast.
``visitor.py`` knows what each node holds; add a node there and in ``Node`` below.
"""

from dataclasses import dataclass
from typing import NamedTuple

from inbox_toolkit.text.span import Span


class Literal(NamedTuple):
    """A literal: text, number, ``true``, ``values.NIL``, ``values.BLANK``, ``EMPTY``.

    ``values.MISSING`` is an absent operand (``{{ a == }}`` compares with it).
    """

    span: Span
    value: object


class Segment(NamedTuple):
    """One step of a path: a name, an index, or (in brackets) another expression."""

    span: Span
    key: "str | int | Expression"


class Path(NamedTuple):
    """A variable: ``customer.address[0]['city name'].zip``; the first segment is its root.

    A first segment that is a ``Literal`` or ``Range`` is the value itself (``"abc".size``); one
    that is a ``Path`` computes the name (``[name].first``).
    """

    span: Span
    segments: tuple[Segment, ...]

    @property
    def root(self) -> str:
        """The name the path starts from; empty where it starts with a computed segment."""
        key = self.segments[0].key
        return key if isinstance(key, str) else ""


@dataclass(frozen=True, slots=True)
class Range:
    """``(1..n)``."""

    span: Span
    start: "Expression"
    stop: "Expression"


@dataclass(frozen=True, slots=True)
class Unary:
    """``not a``."""

    span: Span
    operator: str
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Binary:
    """``a == b``, ``a contains b``, ``a and b``: ``operator`` as written.

    Both sides are always evaluated. An empty operator means two values side by side: the engine
    evaluates both and keeps the left one.
    """

    span: Span
    operator: str
    left: "Expression"
    right: "Expression"


Expression = Literal | Path | Range | Unary | Binary


class Argument(NamedTuple):
    """One argument of a filter or tag; ``name`` is None for a positional one.

    A name without a value (``reversed``) has the literal ``true``.
    """

    span: Span
    name: str | None
    value: Expression


class Filter(NamedTuple):
    """``| name: arguments``; ``name_span`` covers the name alone."""

    span: Span
    name: str
    name_span: Span
    arguments: tuple[Argument, ...]


class FilteredExpression(NamedTuple):
    """A value with its chain of filters, possibly none."""

    span: Span
    value: Expression
    filters: tuple[Filter, ...]


class Text(NamedTuple):
    """Literal text; ``value`` is what it prints, after whitespace control."""

    span: Span
    value: str


class Output(NamedTuple):
    """``{{ ... }}``, or ``{% echo ... %}``."""

    span: Span
    expression: FilteredExpression


@dataclass(frozen=True, slots=True)
class Assign:
    """``{% assign name = ... %}``."""

    span: Span
    name: str
    name_span: Span
    expression: FilteredExpression


@dataclass(frozen=True, slots=True)
class Capture:
    """``{% capture name %} ... {% endcapture %}``."""

    span: Span
    name: str
    name_span: Span
    body: "Body"


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch: its opening tag, its condition (None for ``else``) and its body."""

    span: Span
    tag_span: Span
    condition: FilteredExpression | None
    body: "Body"


@dataclass(frozen=True, slots=True)
class If:
    """``if``/``elsif``/``else``; for ``unless`` the first branch's condition is negated.

    A condition of None is ``else``; it is the last branch.
    """

    span: Span
    branches: tuple[Branch, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class When:
    """One ``when`` of a ``case``: any of its values selects it.

    ``is_after_else``: it comes after the ``else``, which legacy Liquid allows; it counts only if
    one before that was selected.
    """

    span: Span
    tag_span: Span
    values: tuple[Expression, ...]
    body: "Body"
    is_after_else: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """``case``/``when``/``else``: every ``when`` that matches is rendered, else ``otherwise``."""

    span: Span
    tag_span: Span
    subject: FilteredExpression
    whens: tuple[When, ...]
    otherwise: Branch | None


@dataclass(frozen=True, slots=True)
class For:
    """``for`` or ``tablerow``; ``otherwise`` is the ``else`` branch, if any."""

    span: Span
    tag: str
    tag_span: Span
    variable: str
    variable_span: Span
    collection: Expression
    arguments: tuple[Argument, ...]
    reversed: bool
    body: "Body"
    otherwise: Branch | None


@dataclass(frozen=True, slots=True)
class Cycle:
    """``{% cycle group: a, b %}``."""

    span: Span
    group: Expression | None
    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Counter:
    """``increment`` (``step`` 1) or ``decrement`` (``step`` -1)."""

    span: Span
    name: str
    name_span: Span
    step: int


@dataclass(frozen=True, slots=True)
class Jump:
    """``break`` or ``continue``."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class LiquidTag:
    """``{% liquid %}``: several tags written in one, line by line."""

    span: Span
    body: "Body"


@dataclass(frozen=True, slots=True)
class IfChanged:
    """``{% ifchanged %}`` of legacy Liquid: prints its body if it differs from the last time."""

    span: Span
    tag_span: Span
    body: "Body"


@dataclass(frozen=True, slots=True)
class JsonString:
    """One JSON string rendered by itself: it prints its body as a JSON string, quotes included.

    No variable, counter or ``cycle`` outlives it or reaches into it, and no ``break`` leaves it.
    The parser makes none; ``template/per_string.py`` does.
    """

    span: Span
    body: "Body"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, block or inline; suppressions are read from its ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class CioTag:
    """One of Customer.io's own tags, such as ``generate_uuid`` or ``random 3``; see ``catalog``."""

    span: Span
    tag: str
    tag_span: Span
    arguments: tuple[Argument, ...]


Node = (
    Text
    | Output
    | Assign
    | Capture
    | If
    | Case
    | For
    | Cycle
    | Counter
    | Jump
    | LiquidTag
    | IfChanged
    | JsonString
    | Comment
    | CioTag
)
Body = tuple[Node, ...]
