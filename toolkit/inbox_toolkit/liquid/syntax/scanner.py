"""Split a text into tokens, literal text and Liquid markup, exactly where liquidjs does.

An output ends at the first ``}}`` outside quotes, a tag at the first ``%}`` anywhere, raw at the
first ``endraw``; the content of a comment is scanned the same way and then dropped. Scanning is
linear: each character is examined a bounded number of times, even if nothing is closed.
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
    """Literal text, or one piece of markup with its delimiters.

    ``inner`` is the content between the delimiters without hyphens and blanks; for text, raw and
    comment it is the span itself. ``name`` is a tag's name. ``broken`` marks an opening delimiter
    that is never closed; scanning resumes right after it.
    """

    kind: Kind
    span: Span
    inner: Span
    name: str | None = None
    trim_left: bool = False
    trim_right: bool = False

    @property
    def value(self) -> str:
        """The name under which python-liquid's parser asks for it."""
        return self.name or ""


def scan(
    text: str, span: Span | None = None, *, is_legacy: bool = False
) -> tuple[list[Token], list[LiquidSyntaxError]]:
    """Return the tokens of ``text`` (only ``span`` of it, if given), and what is never closed.

    The tokens leave no gap, and their spans are offsets into ``text``.
    """
    scanner = _Scanner(text, span or Span(0, len(text)), _END_RAW_LEGACY if is_legacy else _END_RAW)
    return list(scanner.tokens()), scanner.errors


def markup_token(kind: Kind, text: str, span: Span, between: Span) -> Token:
    """Return an output or tag whose delimiters surround ``between``.

    Hyphens and blanks are stripped; a single hyphen counts as both the left and the right one.
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
    """Return the text with ``<< x >>`` rewritten to ``{{ x }}``; no offset moves.

    Only placeholders count: on one line, outside Liquid, starting with a name; if there are blanks
    inside, that name needs a dot, a bracket or a filter, so ``a << b >> c`` is left alone.
    """
    if "<<" not in text:
        return text
    return "".join(
        _PLACEHOLDER.sub(_as_braces, token.span.of(text))
        if token.kind == "text"
        else token.span.of(text)
        for token in scan(text)[0]
    )


def _as_braces(match: re.Match[str]) -> str:
    inside = match["inside"]
    is_bare = _BARE_NAME.fullmatch(inside.strip())
    if is_bare and inside != inside.strip():
        return match[0]
    return "{{" + inside + "}}"


class _Scanner:
    """The state of one pass over a text."""

    def __init__(self, text: str, span: Span, end_raw: re.Pattern[str]) -> None:
        self.text = text
        self.end_raw = end_raw
        self.start, self.end = span
        self.errors: list[LiquidSyntaxError] = []
        self.quotes_count = True
        """False after an output with an unclosed quote: from then on only ``}}`` ends one."""
        self.unclosed: dict[str, int] = {}
        """Delimiters that do not occur again, with the end of the last opening that needed one."""

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens in order, the content of each comment as one."""
        at = self.start
        while at < self.end:
            opening = _OPENING.search(self.text, at, self.end)
            begin = opening.start() if opening else self.end
            if begin > at:
                span = Span(at, begin)
                yield Token("text", span, span)
            if opening is None:
                return
            token = self._markup(begin)
            yield token
            at = token.span.end
            if token.name in {"raw", "comment"}:
                content = self._raw(token) if token.name == "raw" else self._comment(at)
                if content.span.end > at:
                    yield content
                at = content.span.end
                if at < self.end:
                    closing = self._end_raw(at) if token.name == "raw" else self._tag(at)
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
                self._report(
                    "a quote in this output is never closed", Span(begin, end), "close the quote"
                )
        return self._delimited("output", begin, end)

    def _tag(self, begin: int) -> Token:
        end = self._after("%}", begin + 1)
        if end < 0:
            return self._broken(begin, "tag", "%}")
        return self._delimited("tag", begin, end)

    def _delimited(self, kind: Kind, begin: int, end: int) -> Token:
        token = markup_token(kind, self.text, Span(begin, end), Span(begin + 2, end - 2))
        if token.name == "":
            self._report("this tag has no name", token.span, "name the tag, such as {% if x %}")
        return token

    def _raw(self, tag: Token) -> Token:
        """Return the content of a raw: everything up to the tag that ends it."""
        begin = tag.span.end
        found = self.end_raw.search(self.text, begin, self.end)
        if found is None or self._end_of_end_raw(found.end()) < 0:
            self._report(
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

        If another ``{%`` comes before its ``%}``, that one must be an ``endraw`` again.
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
        """Return the content of a comment; the next ``endcomment`` ends it, whatever is inside."""
        at = begin
        while (opening := _OPENING.search(self.text, at, self.end)) is not None:
            token = self._markup(opening.start())
            if token.name == "endcomment":
                return _plain("comment", begin, token.span.start)
            at = token.span.end
            if token.name == "raw":
                at = self._raw(token).span.end
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
            self._report(f"this {what} is never closed", span, f"close it with {delimiter}")
        self.unclosed[delimiter] = span.end
        return Token("broken", span, Span(span.end, span.end))

    def _report(self, message: str, span: Span, help_text: str) -> None:
        self.errors.append(LiquidSyntaxError(message, span, help=help_text))


def _plain(kind: Kind, begin: int, end: int) -> Token:
    span = Span(begin, end)
    return Token(kind, span, span)
