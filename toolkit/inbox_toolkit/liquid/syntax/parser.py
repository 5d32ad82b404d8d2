"""Parse Liquid into frozen nodes: python-liquid walks the tags, our readers build the nodes.

The only module that imports python-liquid. It contributes the token stream, the tag table, the walk
over nested blocks and its depth limit. Its tokens come from our scanner and its nodes from
``tags/``, because its own lexer and expression grammar differ from the service's (``scanner.py``,
``cursor.py``) and its tree has no end offsets. Every mistake is collected: bad Liquid never raises.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, NoReturn, cast

from liquid import Environment
from liquid.ast import Node as LiquidNode
from liquid.exceptions import BlockNestingError
from liquid.parser import Parser, get_parser
from liquid.stream import TokenStream as LiquidTokenStream
from liquid.tag import Tag as LiquidTag

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.syntax.characters import BLANKS
from inbox_toolkit.liquid.syntax.cursor import Cursor, plain_path
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.liquid.syntax.nodes import Body, FilteredExpression, Node, Output, Text
from inbox_toolkit.liquid.syntax.parse_result import ParseResult
from inbox_toolkit.liquid.syntax.scanner import Token, scan
from inbox_toolkit.liquid.syntax.tags.registry import (
    tags_of,
    unknown_tag_error,
)
from inbox_toolkit.liquid.syntax.tags.tag import Tag
from inbox_toolkit.text.span import Span

MAX_DEPTH = 100
"""How deep blocks may nest."""

_STANDALONE = frozenset({"tag", "raw", "comment"})


def parse(text: str, *, span: Span | None = None, version: str = "latest") -> ParseResult:
    """Parse ``text`` (only ``span`` of it, if given); all spans are offsets into ``text``."""
    span = span or Span(0, len(text))
    if version == "legacy":
        from inbox_toolkit.liquid.legacy.parser import parse_legacy  # few projects need it

        return parse_legacy(text, span)
    tokens, errors = scan(text, span)
    stream = _Stream(text, tokens, errors, _ENVIRONMENT)
    nodes: Body = ()
    try:
        nodes = _flatten(stream.parser.parse(stream))
    except BlockNestingError:
        errors.append(
            LiquidSyntaxError(
                f"blocks nest deeper than {MAX_DEPTH} here",
                stream.current_span(),
                help="nest fewer blocks",
            )
        )
    errors.sort(key=lambda error: error.span)
    return ParseResult(text, span, nodes, tuple(errors))


class _Stream(LiquidTokenStream):
    """python-liquid's stream over our tokens: each tag on its own, what is between tags as one run.

    A token answers what python-liquid's parser asks of one: its kind and, for a tag, its name.
    """

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        errors: list[LiquidSyntaxError],
        environment: "_Environment",
        depth: int = 0,
    ) -> None:
        super().__init__(iter(()), depth)
        self.tokens = _group(tokens)  # type: ignore[assignment]
        self.text = text
        self.scanned = tokens
        self.errors = errors
        self.environment = environment
        self.parser: Parser = get_parser(environment)
        self.closings: list[str] = []

    def __next__(self) -> Token:  # type: ignore[override]
        """Advance without the checks that nobody here needs."""
        self.pos += 1
        return cast(Token, self.eof)

    def body(self, ends: frozenset[str], closing: str) -> tuple[Body, Tag | None]:
        """Parse the block behind the current tag up to its end, or up to an outer block's."""
        next(self)
        self.closings.append(closing)
        block = self.parser.parse_block(self, ends.union(self.closings))
        self.closings.pop()
        nodes = _flatten(block.nodes)
        if self.pos < len(self.tokens) and self.current.value in ends:
            return nodes, self.tag()
        self.pos -= 1  # the end of an outer block is left to that block
        return nodes, None

    def tag(self) -> Tag:
        """Return the current tag."""
        token = self.token()
        inner = token.inner
        return Tag(token, Cursor(self.text, inner.start + len(token.name or ""), inner.end), self)

    def token(self) -> Token:
        """Return the current token, which must be a tag, raw or a comment."""
        return self.tokens[self.pos]  # type: ignore[return-value]

    def current_span(self) -> Span:
        """Return where the stream is."""
        current: object = self.tokens[self.pos]
        return self.scanned[current.first].span if isinstance(current, _Run) else self.token().span

    def take(self) -> Token | None:
        """Advance to the next token and return it, None at the end."""
        if self.pos + 1 >= len(self.tokens):
            return None
        self.pos += 1
        return self.token()

    def within(self, tokens: list[Token]) -> Body:
        """Parse the lines of a ``liquid`` tag; a block opened in it is closed in it."""
        inner = _Stream(self.text, tokens, self.errors, self.environment, self.block_depth)
        return _flatten(self.parser.parse(inner))

    def report(self, error: LiquidSyntaxError) -> None:
        """Record a mistake and carry on."""
        self.errors.append(error)


class _Run(NamedTuple):
    """Text and outputs between two tags, as one token: those from ``first`` to before ``last``."""

    first: int
    last: int
    kind: str = "content"
    value: str = ""


def _group(tokens: list[Token]) -> list[Token | _Run]:
    grouped: list[Token | _Run] = []
    first = 0
    for at, token in enumerate(tokens):
        if token.kind in _STANDALONE:
            if first < at:
                grouped.append(_Run(first, at))
            grouped.append(token)
            first = at + 1
    if first < len(tokens):
        grouped.append(_Run(first, len(tokens)))
    return grouped


class _NodeAdapter(LiquidNode):
    """Our nodes for one token, in the wrapper that python-liquid's parser passes on."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.blank = False

    def render_to_output(self, *_: object) -> NoReturn:
        """Refuse: python-liquid parses, it does not render."""
        raise NotImplementedError


class _TagAdapter(LiquidTag):
    """An entry of python-liquid's tag table that calls one of our readers."""

    block = False

    def __init__(self, env: Environment, read: Callable[[_Stream], Sequence[Node]]) -> None:
        super().__init__(env)
        self._read = read

    def get_node(self, stream: LiquidTokenStream) -> _NodeAdapter:
        """Return our nodes for the current token; record a mistake if it has none."""
        ours: _Stream = stream  # type: ignore[assignment] # there are no others
        try:
            return _NodeAdapter(self._read(ours))
        except LiquidSyntaxError as error:
            ours.errors.append(error)
            return _NodeAdapter(())

    def parse(self, stream: LiquidTokenStream) -> _NodeAdapter:
        """Do the same as ``get_node``."""
        return self.get_node(stream)


class _Environment(Environment):
    """python-liquid with our tags only."""

    block_nesting_limit = MAX_DEPTH

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:  # noqa: ARG002 - the signature it has
        """Fill the table of tags."""
        self.tags = {
            name: _TagAdapter(self, _tag_reader(spec.read))
            for name, spec in tags_of("latest").items()
            if spec.read
        }
        self.tags["illegal"] = _TagAdapter(self, _refuse_tag)
        self.tags["content"] = self.tags["output"] = _TagAdapter(self, _read_run)

    def error(self, exc: type[Exception] | Exception, *_: Any, **__: Any) -> NoReturn:
        """Raise the one thing python-liquid itself finds: blocks nested too deep."""
        raise exc


def _flatten(adapters: Iterable[LiquidNode]) -> Body:
    return tuple([node for one in adapters for node in cast(_NodeAdapter, one).nodes])


def _tag_reader(read: Callable[[Tag], Node | None]) -> Callable[[_Stream], Sequence[Node]]:
    def read_tag(stream: _Stream) -> Sequence[Node]:
        node = read(stream.tag())
        return () if node is None else (node,)

    return read_tag


def _read_run(stream: _Stream) -> list[Node]:
    """Return the texts and outputs between two tags, recording outputs that are wrong."""
    run: object = stream.tokens[stream.pos]
    nodes: list[Node] = []
    if not isinstance(run, _Run):
        return nodes  # raw or a comment that its tag has left: the scanner has said why
    for at in range(run.first, run.last):
        kind = stream.scanned[at].kind
        if kind == "text":
            nodes.append(_text(stream, at))
        elif kind == "output":
            try:
                nodes.append(_output(stream, stream.scanned[at]))
            except LiquidSyntaxError as error:
                stream.errors.append(error)
    return nodes


def _output(stream: _Stream, token: Token) -> Output:
    start, end = token.inner
    path = plain_path(stream.text, start, end)  # nearly always
    if path is not None:
        return Output(token.span, FilteredExpression(token.inner, path, ()))
    return Output(token.span, read_filtered(Cursor(stream.text, start, end)))


def _text(stream: _Stream, at: int) -> Text:
    """Return literal text without the whitespace that a hyphen beside it strips."""
    tokens = stream.scanned
    span = tokens[at].span
    value = stream.text[span.start : span.end]
    if at and tokens[at - 1].trim_right:
        value = value.lstrip(BLANKS)
    if at + 1 < len(tokens) and tokens[at + 1].trim_left:
        value = value.rstrip(BLANKS)
    return Text(span, value)


def _refuse_tag(stream: _Stream) -> Sequence[Node]:
    token = stream.token()
    name = token.name or ""
    if name:  # otherwise the scanner has said that a name is missing
        raise unknown_tag_error(name, token.span)
    return ()


_ENVIRONMENT = _Environment()
