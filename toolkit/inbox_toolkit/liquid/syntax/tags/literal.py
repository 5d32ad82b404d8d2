"""``raw``, ``comment``, ``#``, ``echo`` and ``liquid``: tags about how the text itself is read."""

import re

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.catalog.sources import LATEST, LIQUIDJS
from inbox_toolkit.liquid.syntax.characters import BLANK, BLANKS
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.liquid.syntax.nodes import Comment, LiquidTag, Output, Text
from inbox_toolkit.liquid.syntax.scanner import Token, markup_token
from inbox_toolkit.liquid.syntax.tags.spec import TagTable
from inbox_toolkit.liquid.syntax.tags.tag import Tag
from inbox_toolkit.text.span import Span

TAGS = TagTable()

_LINE = re.compile(f"{BLANK}*+([^\n]+)\n?")
_OPEN_COMMENT_LINE = re.compile(rf"\n{BLANK}*[^#{BLANKS}]")


@TAGS.define("raw", "{% raw %}...{% endraw %}", closing="endraw")
def read_raw(tag: Tag) -> Text:
    """Read ``raw``: everything up to ``endraw`` is text."""
    inside, end = _up_to(tag, "endraw")
    is_line = not tag.tokens.text.startswith("{%", tag.span.start)
    if end is None and is_line:  # a whole tag that is not closed is the scanner's finding
        tag.report("`raw` is never closed", tag.span, "close it with endraw on a line of its own")
    value = "".join(token.span.of(tag.tokens.text) for token in inside)
    return Text(_whole(tag, inside, end), value)


@TAGS.define("comment", "{% comment %}...{% endcomment %}", closing="endcomment")
def read_comment(tag: Tag) -> Comment:
    """Read ``comment``: everything up to the first ``endcomment`` is left out."""
    inside, end = _up_to(tag, "endcomment")
    if end is None:
        tag.report("`comment` is never closed", tag.span, "close it with {% endcomment %}")
    text = "".join(token.span.of(tag.tokens.text) for token in inside)
    return Comment(_whole(tag, inside, end), text.strip())


def _up_to(tag: Tag, closing: str) -> tuple[list[Token], Token | None]:
    inside: list[Token] = []
    while (token := tag.tokens.take()) is not None:
        if token.kind == "tag" and token.name == closing:
            return inside, token
        inside.append(token)
    return inside, None


def _whole(tag: Tag, inside: list[Token], end: Token | None) -> Span:
    last = end or (inside[-1] if inside else tag.token)
    return Span(tag.span.start, last.span.end)


@TAGS.define("#", "{% # comment %}", versions=LATEST, source=LIQUIDJS, is_listed=False)
def read_inline_comment(tag: Tag) -> Comment:
    """Read ``# a comment``; each further line of it starts with ``#`` as well."""
    text = tag.cursor.rest().of(tag.tokens.text) if not tag.cursor.is_done() else ""
    if _OPEN_COMMENT_LINE.search(text):
        raise LiquidSyntaxError(
            "a line of this comment does not start with `#`",
            tag.span,
            help="start every line with #, or use {% comment %}",
        )
    return Comment(tag.span, text.strip())


@TAGS.define("echo", "{% echo x %}", versions=LATEST, source=LIQUIDJS, is_listed=False)
def read_echo(tag: Tag) -> Output | None:
    """Read ``echo value | filters``, the form of an output that ``liquid`` can hold."""
    return None if tag.cursor.is_done() else Output(tag.span, read_filtered(tag.cursor))


@TAGS.define("liquid", "{% liquid ... %}", versions=LATEST, source=LIQUIDJS, is_listed=False)
def read_liquid(tag: Tag) -> LiquidTag:
    """Read ``liquid``: one tag a line."""
    lines: list[Token] = []
    text, at = tag.tokens.text, tag.cursor.at
    while (found := _LINE.match(text, at, tag.cursor.end)) is not None:
        lines.append(_line(tag, found))
        at = found.end()
    return LiquidTag(tag.span, tag.tokens.within(lines))


def _line(tag: Tag, found: re.Match[str]) -> Token:
    span = Span(found.start(1), found.end())
    line = markup_token("tag", tag.tokens.text, span, span)
    if not line.name:
        tag.report("this line has no tag", Span(*found.span(1)), "start it with a tag's name")
    return line
