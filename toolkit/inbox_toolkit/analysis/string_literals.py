"""Find the JSON strings of a template that hold Liquid."""

from collections.abc import Iterator
from dataclasses import dataclass

from inbox_toolkit.liquid.syntax.scanner import Token, scan
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span


@dataclass(frozen=True, slots=True)
class StringLiteral:
    """A JSON string with its quotes, and its text and Liquid in order."""

    span: Span
    pieces: tuple[Token, ...]

    @property
    def outputs(self) -> tuple[Token, ...]:
        """The placeholders in it."""
        return tuple(piece for piece in self.pieces if piece.kind == "output")

    @property
    def has_tags(self) -> bool:
        """Return True if it contains anything but text and placeholders."""
        return any(piece.kind not in ("text", "output") for piece in self.pieces)


def string_literals(template: Template) -> Iterator[StringLiteral]:
    """Yield the JSON strings that hold Liquid, in order; spans count in the body's text.

    Branches are not followed: a string that begins in only one of them is read as in all.
    """
    body = template.body
    if body is None:
        return
    begin, held = -1, list[Token]()
    for piece in scan(body.text, body.span)[0]:
        if piece.kind not in ("text", "raw"):
            if begin >= 0:
                held.append(piece)
            continue
        at = piece.span.start
        for quote in _quotes(body.text, piece.span):
            if begin < 0:
                begin, at = quote, quote + 1
                continue
            held.append(_text(at, quote))
            if len(held) > 1:
                yield StringLiteral(Span(begin, quote + 1), tuple(held))
            begin, held = -1, []
        if begin >= 0 and at <= piece.span.end:
            held.append(_text(at, piece.span.end))


def _text(start: int, end: int) -> Token:
    return Token("text", Span(start, end), Span(start, end))


def _quotes(text: str, span: Span) -> Iterator[int]:
    """Yield where unescaped quotes stand."""
    at = span.start
    while at < span.end:
        if text[at] == "\\":
            at += 1
        elif text[at] == '"':
            yield at
        at += 1
