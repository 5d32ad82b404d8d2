"""Parses Liquid to frozen nodes: python-liquid walks the tags, our readers say what each one is.

The only module that imports python-liquid. It gives the token stream, the tag table, the walk over
nested blocks and its limit; it gets its tokens from our scanner and its nodes from ``tags/``, since
its own lexer and expression grammar differ from the service's (``scanner.py``, ``reader.py``) and
its tree has no ends. Every mistake is collected; nothing raises for bad Liquid.
"""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, NoReturn, cast

from liquid import Environment
from liquid.ast import Node as LiquidNode
from liquid.exceptions import BlockNestingError
from liquid.parser import Parser, get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag as LiquidTag
from liquid.token import Token

from toolkit.errors import LiquidSyntaxError
from toolkit.liquid.collecting import without_collecting
from toolkit.liquid.expressions import read_filtered
from toolkit.liquid.lexis import BLANKS
from toolkit.liquid.nodes import Body, Filtered, Node, Output, Text
from toolkit.liquid.parsed import Parsed
from toolkit.liquid.reader import Reader, plain_path
from toolkit.liquid.scanner import Piece, scan
from toolkit.liquid.tags.registry import (
    BETWEEN,
    BLOCKS,
    LATEST_ONLY,
    LEGACY_ONLY,
    PARTIALS,
    READERS,
)
from toolkit.liquid.tags.tag import Tag
from toolkit.text.span import Span

DEEPEST = 100
"""How deep blocks may nest."""


@without_collecting
def parse(text: str, *, span: Span | None = None, version: str = "latest") -> Parsed:
    """Parse ``text`` (only ``span`` of it, where given); all spans count in ``text``."""
    span = span or Span(0, len(text))
    environment = _ENVIRONMENTS[version]
    pieces, errors = scan(text, span, is_legacy=environment.is_legacy)
    stream = _Stream(text, pieces, errors, environment)
    nodes: Body = ()
    try:
        nodes = _plain_nodes(stream.parser.parse(stream))
    except BlockNestingError:
        at = stream.pieces[min(stream.pos, len(pieces) - 1)].span
        errors.append(
            LiquidSyntaxError(
                f"blocks nest deeper than {DEEPEST} here", at, help="nest fewer blocks"
            )
        )
    errors.sort(key=lambda error: error.span)
    return Parsed(text, span, nodes, tuple(errors))


class _Stream(TokenStream):
    """python-liquid's stream over our pieces; the token at ``pos`` stands for the piece there."""

    def __init__(
        self,
        text: str,
        pieces: list[Piece],
        errors: list[LiquidSyntaxError],
        environment: "_Environment",
        depth: int = 0,
    ) -> None:
        super().__init__(iter(()), depth)
        # a piece answers what the parser asks of a token: its kind and, of a tag, its name
        self.tokens = pieces  # type: ignore[assignment]
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
        if self.pos < len(self.pieces) and self.pieces[self.pos].name in ends:
            return nodes, self.tag()
        self.pos -= 1  # what ends an outer block is left to it
        return nodes, None

    def tag(self) -> Tag:
        """Return the tag the stream stands at."""
        piece = self.pieces[self.pos]
        inner = piece.inner
        reader = Reader(self.text, inner.start + len(piece.name or ""), inner.end)
        return Tag(piece, reader, self)

    def take(self) -> Piece | None:
        """Move on by one piece."""
        if self.pos + 1 >= len(self.pieces):
            return None
        self.pos += 1
        return self.pieces[self.pos]

    def within(self, pieces: list[Piece]) -> Body:
        """Parse the lines of a ``liquid`` tag; a block opened in it is closed in it."""
        inner = _Stream(self.text, pieces, self.errors, self.environment, self.block_depth)
        return _plain_nodes(self.parser.parse(inner))

    def complain(self, error: LiquidSyntaxError) -> None:
        """Note a mistake and go on."""
        self.errors.append(error)


class _Held(LiquidNode):
    """One of our nodes (None: it is broken), as python-liquid's parser passes it on."""

    __slots__ = ("node",)

    def __init__(self, node: Node | None) -> None:
        self.node = node
        self.blank = False

    def render_to_output(self, *_: object) -> NoReturn:
        """Refuse: python-liquid parses, it does not render."""
        raise NotImplementedError


class _Reading(LiquidTag):
    """A tag, an output or a text of python-liquid's table, read by us."""

    block = False

    def __init__(self, env: Environment, read: Callable[[_Stream], Node | None]) -> None:
        super().__init__(env)
        self._read = read

    def get_node(self, stream: TokenStream) -> _Held:
        """Return our node for the piece the stream stands at; note it where there is none."""
        ours: _Stream = stream  # type: ignore[assignment] # there are no others
        try:
            if ours.is_legacy:
                _refuse_hyphen(ours.pieces[ours.pos])
            return _Held(self._read(ours))
        except LiquidSyntaxError as error:
            ours.errors.append(error)
            return _Held(None)

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
        self.tags["content"] = _Reading(self, _text)
        self.tags["output"] = _Reading(self, _output)

    def error(self, exc: type[Exception] | Exception, *_: Any, **__: Any) -> NoReturn:
        """Let pass what python-liquid itself finds: that blocks nest too deep."""
        raise exc


def _plain_nodes(held: Iterable[LiquidNode]) -> Body:
    nodes = [cast(_Held, one).node for one in held]
    return tuple([node for node in nodes if node is not None])


def _reading(read: Callable[[Tag], Node | None]) -> Callable[[_Stream], Node | None]:
    return lambda stream: read(stream.tag())


def _output(stream: _Stream) -> Output:
    piece = stream.pieces[stream.pos]
    start, end = piece.inner
    path = plain_path(stream.text, start, end)  # nearly always
    if path is not None:
        return Output(piece.span, Filtered(piece.inner, path, ()))
    return Output(piece.span, read_filtered(Reader(stream.text, start, end)))


def _text(stream: _Stream) -> Text | None:
    """Return literal text, without the blanks that a hyphen beside it takes away."""
    pieces, at = stream.pieces, stream.pos
    piece = pieces[at]
    if piece.kind != "text":
        return None  # a broken delimiter: the scanner has said so
    value = stream.text[piece.span.start : piece.span.end]
    if stream.is_legacy:
        return Text(piece.span, value)
    if at and pieces[at - 1].trim_right:
        value = value.lstrip(BLANKS)
    if at + 1 < len(pieces) and pieces[at + 1].trim_left:
        value = value.rstrip(BLANKS)
    return Text(piece.span, value)


def _refuse_hyphen(piece: Piece) -> None:
    if piece.trim_left:
        raise LiquidSyntaxError(
            "legacy Liquid knows no hyphen here",
            piece.span,
            help="remove the hyphen, or switch the template to latest",
        )


def _refuse(stream: _Stream) -> None:
    piece = stream.pieces[stream.pos]
    name = piece.name or ""
    if name:  # the scanner has said that a name is missing
        message, remedy = _refusal(name)
        raise LiquidSyntaxError(message, piece.span, help=remedy)


def _refusal(name: str) -> tuple[str, str]:
    if name in BLOCKS:
        return f"`{name}` closes nothing here", f"open it with {{% {BLOCKS[name]} %}}, or remove it"
    if name in BETWEEN:
        return f"`{name}` does not belong here", f"it stands inside {BETWEEN[name]}"
    if name in PARTIALS:
        return f"the service has no tag `{name}`", "put the text in a snippet: {{ snippets.name }}"
    near = get_close_matches(name, [*READERS, *BLOCKS, *BETWEEN], 1)
    remedy = f"did you mean `{near[0]}`?" if near else "see `inbox explain` for the tags there are"
    return f"there is no tag `{name}`", remedy


class _LegacyEnvironment(_Environment):
    """The same without the tags that came later."""

    is_legacy = True


_ENVIRONMENTS = {"latest": _Environment(), "legacy": _LegacyEnvironment()}
