"""``raw``, ``comment``, ``#``, ``echo`` and ``liquid``: tags about how the text itself is read."""

import re

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.syntax.characters import BLANK, BLANKS
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.liquid.syntax.nodes import Block, Comment, Output, Text
from inbox_toolkit.liquid.syntax.scanner import Piece, markup
from inbox_toolkit.liquid.syntax.tags.tag import Tag
from inbox_toolkit.text.span import Span

_LINE = re.compile(f"{BLANK}*+([^\n]+)\n?")
_OPEN_COMMENT_LINE = re.compile(rf"\n{BLANK}*[^#{BLANKS}]")


def read_raw(tag: Tag) -> Text:
    """Read ``raw``: everything up to ``endraw`` is text."""
    inside, end = _up_to(tag, "endraw")
    value = "".join(piece.span.of(tag.pieces.text) for piece in inside)
    return Text(_whole(tag, inside, end), value)


def read_comment(tag: Tag) -> Comment:
    """Read ``comment``: everything up to the first ``endcomment`` is left out."""
    inside, end = _up_to(tag, "endcomment")
    if end is None:
        tag.complain("`comment` is never closed", tag.span, "close it with {% endcomment %}")
    said = "".join(piece.span.of(tag.pieces.text) for piece in inside)
    return Comment(_whole(tag, inside, end), said.strip())


def _up_to(tag: Tag, closing: str) -> tuple[list[Piece], Piece | None]:
    inside: list[Piece] = []
    while (piece := tag.pieces.take()) is not None:
        if piece.kind == "tag" and piece.name == closing:
            return inside, piece
        inside.append(piece)
    return inside, None


def _whole(tag: Tag, inside: list[Piece], end: Piece | None) -> Span:
    last = end or (inside[-1] if inside else tag.piece)
    return Span(tag.span.start, last.span.end)


def read_inline_comment(tag: Tag) -> Comment:
    """Read ``# a comment``; each further line of it starts with ``#`` as well."""
    said = tag.reader.rest().of(tag.pieces.text) if not tag.reader.is_done() else ""
    if _OPEN_COMMENT_LINE.search(said):
        raise LiquidSyntaxError(
            "a line of this comment does not start with `#`",
            tag.span,
            help="start every line with #, or use {% comment %}",
        )
    return Comment(tag.span, said.strip())


def read_echo(tag: Tag) -> Output | None:
    """Read ``echo value | filters``, the form of an output that ``liquid`` can hold."""
    return None if tag.reader.is_done() else Output(tag.span, read_filtered(tag.reader))


def read_liquid(tag: Tag) -> Block:
    """Read ``liquid``: one tag a line."""
    lines: list[Piece] = []
    text, at = tag.pieces.text, tag.reader.at
    while (found := _LINE.match(text, at, tag.reader.end)) is not None:
        lines.append(_line(tag, found))
        at = found.end()
    return Block(tag.span, tag.pieces.within(lines))


def _line(tag: Tag, found: re.Match[str]) -> Piece:
    span = Span(found.start(1), found.end())
    line = markup("tag", tag.pieces.text, span, span)
    if not line.name:
        tag.complain("this line has no tag", Span(*found.span(1)), "start it with a tag's name")
    return line
