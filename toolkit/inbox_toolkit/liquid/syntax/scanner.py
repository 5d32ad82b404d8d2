"""Cuts a text into literal text and Liquid markup, exactly where liquidjs cuts it.

An output ends at the first ``}}`` outside quotes, a tag at the first ``%}`` anywhere, raw at the
first ``endraw``; what stands in a comment is cut the same way and then set aside. Every step is
linear: each character is looked at a fixed number of times, also where nothing is closed.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.syntax.characters import BLANK, BLANKS, WORD
from inbox_toolkit.text.span import Span

Kind = Literal["text", "output", "tag", "raw", "comment", "broken"]

_OPENING = re.compile(r"\{[{%]")
# Possessive loops: a quote that is never closed fails at once instead of backtracking.
_OUTPUT_REST = re.compile(
    r"""(?>[^"'}]+|"(?>[^"\\]+|\\.)*+"|'(?>[^'\\]+|\\.)*+'|\}(?!\}))*+\}\}""", re.DOTALL
)
_TAG_NAME = re.compile(f"(?:#|{WORD}*)")
_END_RAW = re.compile(rf"\{{%{BLANK}*endraw(?!{WORD})")
_END_RAW_LEGACY = re.compile(rf"\{{%{BLANK}*endraw(?={BLANK}*%\}})")
_TAG_OR_OPENING = re.compile(r"%\}|\{%")
_PLACEHOLDER = re.compile(
    r"""<<(?P<inside>[ \t]*[A-Za-z_](?:[^<>\n{}"']|\\?"[^"\n<>]*"|'[^'\n<>]*')*)>>"""
)
_BARE_NAME = re.compile(r"[A-Za-z_][\w-]*")


class Token(NamedTuple):
    """One stretch of the text: literal text or one piece of markup with its delimiters.

    ``inner`` is what stands between the delimiters without hyphens and blanks; for text, raw and
    comment it is the span itself. ``name`` is a tag's name. ``broken`` marks an opening delimiter
    that is never closed; what follows it is cut on as usual.
    """

    kind: Kind
    span: Span
    inner: Span
    name: str | None = None
    trim_left: bool = False
    trim_right: bool = False

    @property
    def value(self) -> str:
        """The name, as python-liquid's parser asks a token for it."""
        return self.name or ""


def scan(
    text: str, span: Span | None = None, *, is_legacy: bool = False
) -> tuple[list[Token], list[LiquidSyntaxError]]:
    """Return the pieces of ``text`` (of ``span`` alone, where given) and what is not closed.

    The pieces follow each other without a gap, and their spans count in ``text``.
    """
    cut = _Cut(text, span or Span(0, len(text)), _END_RAW_LEGACY if is_legacy else _END_RAW)
    return list(cut.pieces()), cut.errors


def markup_token(kind: Kind, text: str, span: Span, between: Span) -> Token:
    """Return an output or tag whose delimiters stand around ``between``.

    Its hyphens and blanks are taken off; one hyphen may be both the left and the right one.
    """
    left, right = between
    trim_left, trim_right = text[left] == "-", text[right - 1] == "-"
    left, right = left + trim_left, right - trim_right
    while left < right and text[left] in BLANKS:
        left += 1
    while left < right and text[right - 1] in BLANKS:
        right -= 1
    inner = Span(left, max(left, right))
    name = None
    if kind == "tag":
        found = _TAG_NAME.match(text, inner.start, inner.end)
        name = found[0] if found else ""
    return Token(kind, span, inner, name, trim_left, trim_right)


def normalize_delimiters(text: str) -> str:
    """Return the text with ``<< x >>`` written ``{{ x }}``; no character moves.

    Only a placeholder counts: on one line, outside Liquid, starting with a name; where it is
    spaced, that name must have a dot, a bracket or a filter, so ``a << b >> c`` stays as it is.
    """
    if "<<" not in text:
        return text
    return "".join(
        _PLACEHOLDER.sub(_straight, piece.span.of(text))
        if piece.kind == "text"
        else piece.span.of(text)
        for piece in scan(text)[0]
    )


def _straight(match: re.Match[str]) -> str:
    inside = match["inside"]
    is_bare = _BARE_NAME.fullmatch(inside.strip())
    if is_bare and inside != inside.strip():
        return match[0]
    return "{{" + inside + "}}"


class _Cut:
    """One pass over a text."""

    def __init__(self, text: str, span: Span, end_raw: re.Pattern[str]) -> None:
        self.text = text
        self.end_raw = end_raw
        self.start, self.end = span
        self.errors: list[LiquidSyntaxError] = []
        self.quotes_count = True
        """False once an output was lost in a quote: from then on only ``}}`` ends one."""
        self.unclosed: dict[str, int] = {}
        """Delimiters that come no more, each with the end of the last opening that missed it."""

    def pieces(self) -> Iterator[Token]:
        """Yield the pieces in order, comments folded into one each."""
        at = self.start
        while at < self.end:
            opening = _OPENING.search(self.text, at, self.end)
            begin = opening.start() if opening else self.end
            if begin > at:
                span = Span(at, begin)
                yield Token("text", span, span)
            if opening is None:
                return
            piece = self._markup(begin)
            yield piece
            at = piece.span.end
            if piece.name in {"raw", "comment"}:
                content = self._raw(piece) if piece.name == "raw" else self._comment(at)
                if content.span.end > at:
                    yield content
                at = content.span.end
                if at < self.end:
                    closing = self._end_raw(at) if piece.name == "raw" else self._tag(at)
                    yield closing
                    at = closing.span.end

    def _markup(self, begin: int) -> Token:
        return self._tag(begin) if self.text[begin + 1] == "%" else self._output(begin)

    def _output(self, begin: int) -> Token:
        end = -1
        if self.quotes_count:
            rest = _OUTPUT_REST.match(self.text, begin + 2, self.end)
            end = rest.end() if rest else -1
        if end < 0:
            end = self._after("}}", begin + 2)
            lost_in_quote, self.quotes_count = self.quotes_count, False
            if end < 0:
                return self._broken(begin, "output", "}}")
            if lost_in_quote:
                self._complain(
                    "a quote in this output is never closed", Span(begin, end), "close the quote"
                )
        return self._delimited("output", begin, end)

    def _tag(self, begin: int) -> Token:
        end = self._after("%}", begin + 1)
        if end < 0:
            return self._broken(begin, "tag", "%}")
        return self._delimited("tag", begin, end)

    def _delimited(self, kind: Kind, begin: int, end: int) -> Token:
        piece = markup_token(kind, self.text, Span(begin, end), Span(begin + 2, end - 2))
        if piece.name == "":
            self._complain("this tag has no name", piece.span, "name the tag, such as {% if x %}")
        return piece

    def _raw(self, tag: Token) -> Token:
        """Return what stands in a raw: everything up to the tag that ends it."""
        begin = tag.span.end
        found = self.end_raw.search(self.text, begin, self.end)
        if found is None or self._end_of_end_raw(found.end()) < 0:
            self._complain(
                "`raw` is never closed", tag.span, "close it with {% endraw %} (no hyphen before)"
            )
            return _plain("raw", begin, self.end)
        return _plain("raw", begin, found.start())

    def _end_raw(self, begin: int) -> Token:
        found = self.end_raw.match(self.text, begin, self.end)
        after_name = found.end() if found else begin
        return self._delimited("tag", begin, self._end_of_end_raw(after_name))

    def _end_of_end_raw(self, at: int) -> int:
        """Return where an ``endraw`` whose name ends ``at`` is closed; -1 if never.

        Another ``{%`` before its ``%}`` must name ``endraw`` again, or the search goes on behind.
        """
        while (found := _TAG_OR_OPENING.search(self.text, at, self.end)) is not None:
            if found[0] == "%}":
                return found.end()
            again = self.end_raw.search(self.text, found.start(), self.end)
            if again is None:
                return -1
            at = again.end()
        return -1

    def _comment(self, begin: int) -> Token:
        """Return what stands in a comment; the next ``endcomment`` ends it, whatever is inside."""
        at = begin
        while (opening := _OPENING.search(self.text, at, self.end)) is not None:
            piece = self._markup(opening.start())
            if piece.name == "endcomment":
                return _plain("comment", begin, piece.span.start)
            at = piece.span.end
            if piece.name == "raw":
                at = self._raw(piece).span.end
                at = self._end_raw(at).span.end if at < self.end else at
        return _plain("comment", begin, self.end)

    def _after(self, delimiter: str, at: int) -> int:
        if delimiter in self.unclosed:
            return -1
        found = self.text.find(delimiter, at, self.end)
        return found + len(delimiter) if found >= 0 else -1

    def _broken(self, begin: int, what: str, delimiter: str) -> Token:
        span = Span(begin, begin + 2)
        if self.unclosed.get(delimiter) != begin:  # `{{{{{{` is one mistake, not three
            self._complain(f"this {what} is never closed", span, f"close it with {delimiter}")
        self.unclosed[delimiter] = span.end
        return Token("broken", span, Span(span.end, span.end))

    def _complain(self, message: str, span: Span, remedy: str) -> None:
        self.errors.append(LiquidSyntaxError(message, span, help=remedy))


def _plain(kind: Kind, begin: int, end: int) -> Token:
    span = Span(begin, end)
    return Token(kind, span, span)
