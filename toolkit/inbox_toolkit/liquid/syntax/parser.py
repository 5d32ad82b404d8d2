"""Parses Liquid to frozen nodes: python-liquid walks the tags, our readers say what each one is.

The only module that imports python-liquid. It gives the token stream, the tag table, the walk over
nested blocks and its limit; it gets its tokens from our scanner and its nodes from ``tags/``, since
its own lexer and expression grammar differ from the service's (``scanner.py``, ``reader.py``) and
its tree has no ends. Every mistake is collected; nothing raises for bad Liquid.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, NoReturn, cast

from liquid import Environment
from liquid.ast import Node as LiquidNode
from liquid.exceptions import BlockNestingError
from liquid.parser import Parser, get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag as LiquidTag
from liquid.token import Token

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.gc_pause import gc_paused
from inbox_toolkit.liquid.syntax.characters import BLANKS
from inbox_toolkit.liquid.syntax.cursor import Reader, plain_path
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.liquid.syntax.nodes import Body, Filtered, Node, Output, Text
from inbox_toolkit.liquid.syntax.parse_result import ParseResult
from inbox_toolkit.liquid.syntax.scanner import Piece, scan
from inbox_toolkit.liquid.syntax.tags.registry import LATEST_ONLY, LEGACY_ONLY, READERS, refused
from inbox_toolkit.liquid.syntax.tags.tag import Tag
from inbox_toolkit.text.span import Span

DEEPEST = 100
"""How deep blocks may nest."""

_ALONE = frozenset({"tag", "raw", "comment"})


@gc_paused
def parse(text: str, *, span: Span | None = None, version: str = "latest") -> ParseResult:
    """Parse ``text`` (only ``span`` of it, where given); all spans count in ``text``."""
    span = span or Span(0, len(text))
    environment = _ENVIRONMENTS[version]
    pieces, errors = scan(text, span, is_legacy=environment.is_legacy)
    stream = _Stream(text, pieces, errors, environment)
    nodes: Body = ()
    try:
        nodes = _plain_nodes(stream.parser.parse(stream))
    except BlockNestingError:
        at = stream.piece().span
        errors.append(
            LiquidSyntaxError(
                f"blocks nest deeper than {DEEPEST} here", at, help="nest fewer blocks"
            )
        )
    errors.sort(key=lambda error: error.span)
    return ParseResult(text, span, nodes, tuple(errors))


class _Stream(TokenStream):
    """python-liquid's stream over our pieces: tags by themselves, what stands between them as one.

    A piece answers what the parser asks of a token: its kind and, of a tag, its name.
    """

    def __init__(
        self,
        text: str,
        pieces: list[Piece],
        errors: list[LiquidSyntaxError],
        environment: "_Environment",
        depth: int = 0,
    ) -> None:
        super().__init__(iter(()), depth)
        self.tokens = _tokens(pieces)  # type: ignore[assignment]
        self.text = text
        self.pieces = pieces
        self.errors = errors
        self.environment = environment
        self.is_legacy = environment.is_legacy
        self.parser: Parser = get_parser(environment)
        self.closings: list[str] = []

    def __next__(self) -> Token:
        """Move on, without the checks that no one here needs."""
        self.pos += 1
        return self.eof

    def body(self, ends: frozenset[str], closing: str) -> tuple[Body, Tag | None]:
        """Parse the block behind the current tag up to its end, or up to an outer block's."""
        next(self)
        self.closings.append(closing)
        block = self.parser.parse_block(self, ends.union(self.closings))
        self.closings.pop()
        nodes = _plain_nodes(block.nodes)
        if self.pos < len(self.tokens) and self.current.value in ends:
            return nodes, self.tag()
        self.pos -= 1  # what ends an outer block is left to it
        return nodes, None

    def tag(self) -> Tag:
        """Return the tag the stream stands at."""
        piece = self.piece()
        inner = piece.inner
        reader = Reader(self.text, inner.start + len(piece.name or ""), inner.end)
        return Tag(piece, reader, self)

    def piece(self) -> Piece:
        """Return the piece the stream stands at, where that is one: a tag, raw or a comment."""
        return self.tokens[self.pos]  # type: ignore[return-value]

    def take(self) -> Piece | None:
        """Move on by one piece."""
        if self.pos + 1 >= len(self.tokens):
            return None
        self.pos += 1
        return self.piece()

    def within(self, pieces: list[Piece]) -> Body:
        """Parse the lines of a ``liquid`` tag; a block opened in it is closed in it."""
        inner = _Stream(self.text, pieces, self.errors, self.environment, self.block_depth)
        return _plain_nodes(self.parser.parse(inner))

    def complain(self, error: LiquidSyntaxError) -> None:
        """Note a mistake and go on."""
        self.errors.append(error)


class _Between(NamedTuple):
    """What stands between two tags, as a token: the pieces from ``first`` to before ``last``."""

    first: int
    last: int
    kind: str = "content"
    value: str = ""


def _tokens(pieces: list[Piece]) -> "list[Piece | _Between]":
    tokens: list[Piece | _Between] = []
    first = 0
    for at, piece in enumerate(pieces):
        if piece.kind in _ALONE:
            if first < at:
                tokens.append(_Between(first, at))
            tokens.append(piece)
            first = at + 1
    if first < len(pieces):
        tokens.append(_Between(first, len(pieces)))
    return tokens


class _Held(LiquidNode):
    """Our nodes for one token, as python-liquid's parser passes them on."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.blank = False

    def render_to_output(self, *_: object) -> NoReturn:
        """Refuse: python-liquid parses, it does not render."""
        raise NotImplementedError


class _Reading(LiquidTag):
    """A tag of python-liquid's table, or what stands between tags, read by us."""

    block = False

    def __init__(self, env: Environment, read: Callable[[_Stream], Sequence[Node]]) -> None:
        super().__init__(env)
        self._read = read

    def get_node(self, stream: TokenStream) -> _Held:
        """Return our nodes for the token the stream stands at; note it where there is none."""
        ours: _Stream = stream  # type: ignore[assignment] # there are no others
        try:
            return _Held(self._read(ours))
        except LiquidSyntaxError as error:
            ours.errors.append(error)
            return _Held(())

    def parse(self, stream: TokenStream) -> _Held:
        """Do the same as ``get_node``."""
        return self.get_node(stream)


class _Environment(Environment):
    """python-liquid with our tags alone."""

    block_nesting_limit = DEEPEST
    is_legacy = False

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:  # noqa: ARG002 - the signature it has
        """Fill the table of tags."""
        self.tags = {
            name: _Reading(self, _reading(read))
            for name, read in (READERS | LEGACY_ONLY).items()
            if name not in (LATEST_ONLY if self.is_legacy else LEGACY_ONLY)
        }
        self.tags["illegal"] = _Reading(self, _refuse)
        self.tags["content"] = self.tags["output"] = _Reading(self, _between)

    def error(self, exc: type[Exception] | Exception, *_: Any, **__: Any) -> NoReturn:
        """Let pass what python-liquid itself finds: that blocks nest too deep."""
        raise exc


def _plain_nodes(held: Iterable[LiquidNode]) -> Body:
    return tuple([node for one in held for node in cast(_Held, one).nodes])


def _reading(read: Callable[[Tag], Node | None]) -> Callable[[_Stream], Sequence[Node]]:
    def read_it(stream: _Stream) -> Sequence[Node]:
        if stream.is_legacy:
            _refuse_hyphen(stream.piece())
        node = read(stream.tag())
        return () if node is None else (node,)

    return read_it


def _between(stream: _Stream) -> list[Node]:
    """Return the texts and outputs between two tags; an output that is wrong is noted."""
    token: object = stream.tokens[stream.pos]
    nodes: list[Node] = []
    if not isinstance(token, _Between):
        return nodes  # raw or a comment that its tag has left: the scanner has said why
    for at in range(token.first, token.last):
        kind = stream.pieces[at].kind
        if kind == "text":
            nodes.append(_text(stream, at))
        elif kind == "output":
            try:
                nodes.append(_output(stream, stream.pieces[at]))
            except LiquidSyntaxError as error:
                stream.errors.append(error)
    return nodes


def _output(stream: _Stream, piece: Piece) -> Output:
    if stream.is_legacy:
        _refuse_hyphen(piece)
    start, end = piece.inner
    path = plain_path(stream.text, start, end)  # nearly always
    if path is not None:
        return Output(piece.span, Filtered(piece.inner, path, ()))
    return Output(piece.span, read_filtered(Reader(stream.text, start, end)))


def _text(stream: _Stream, at: int) -> Text:
    """Return literal text, without the blanks that a hyphen beside it takes away."""
    pieces = stream.pieces
    span = pieces[at].span
    value = stream.text[span.start : span.end]
    if stream.is_legacy:
        return Text(span, value)
    if at and pieces[at - 1].trim_right:
        value = value.lstrip(BLANKS)
    if at + 1 < len(pieces) and pieces[at + 1].trim_left:
        value = value.rstrip(BLANKS)
    return Text(span, value)


def _refuse_hyphen(piece: Piece) -> None:
    if piece.trim_left:
        raise LiquidSyntaxError(
            "legacy Liquid knows no hyphen here",
            piece.span,
            help="remove the hyphen, or switch the template to latest",
        )


def _refuse(stream: _Stream) -> Sequence[Node]:
    piece = stream.piece()
    name = piece.name or ""
    if name:  # the scanner has said that a name is missing
        raise refused(name, piece.span)
    return ()


class _LegacyEnvironment(_Environment):
    """The same without the tags that came later."""

    is_legacy = True


_ENVIRONMENTS = {"latest": _Environment(), "legacy": _LegacyEnvironment()}
