"""Liquid written as another language would have it: what is meant, and how Liquid says it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from inbox_toolkit.text.span import Span

CURLY = "“”„«»‘’‚‹›"
"""Quotes of a word processor, which are letters to Liquid."""

_CURLY_TEXT = re.compile(rf"[{CURLY}](?P<inner>[^{CURLY}{{}}]*)[{CURLY}]")
_ARITHMETIC = {"+": "plus", "-": "minus", "*": "times", "/": "divided_by", "%": "modulo"}
_OPERAND = r"(?P<operand>'[^']*'|\"[^\"]*\"|[\w.\[\]'-]+)"


@dataclass(frozen=True, slots=True)
class ForeignSyntax:
    """What was written, in words, and what to write; ``replacement`` of the span, if certain."""

    span: Span
    message: str
    help: str
    replacement: str = ""


def foreign_syntax(text: str, span: Span) -> ForeignSyntax | None:
    """Return what the text at a syntax error looks like; None if it looks like nothing known."""
    for recognize in _RECOGNIZERS:
        found = recognize(text, span)
        if found is not None:
            return found
    return None


def straightened(written: str) -> str:
    """Return a text in curly quotes with straight ones; "" if it is not one."""
    found = _CURLY_TEXT.fullmatch(written)
    return f"'{found['inner']}'" if found and "'" not in found["inner"] else ""


def minus_help(operand: str) -> str:
    """Say how Liquid subtracts."""
    return f"write `| minus: {operand}`"


def _curly_quotes(text: str, span: Span) -> ForeignSyntax | None:
    if text[span.start : span.start + 1] not in CURLY or span.start >= span.end:
        return None
    found = _CURLY_TEXT.match(text, span.start)
    at = Span(*found.span()) if found else Span(span.start, span.start + 1)
    straight = straightened(at.of(text))
    return ForeignSyntax(
        at,
        f"`{text[span.start]}` is not a quote in Liquid",
        f"write straight quotes: {straight}" if straight else "write straight quotes: '…'",
        straight,
    )


def _arithmetic(text: str, span: Span) -> ForeignSyntax | None:
    found = re.compile(rf"(?P<sign>[+*/%-])\s*{_OPERAND}").match(text, span.start, span.end)
    if found is None:
        return None
    use = f"| {_ARITHMETIC[found['sign']]}: {found['operand']}"
    is_condition = re.search(r"\{%-?\s*(?:if|elsif|unless|when)\b[^{}%]*\Z", text[: span.start])
    return ForeignSyntax(
        span,
        f"`{found['sign']}` does not calculate in Liquid",
        f"calculate first: {{% assign result = … {use} %}}" if is_condition else f"write `{use}`",
    )


def _equals(text: str, span: Span) -> ForeignSyntax | None:
    if not re.match(r"=(?!=)", span.of(text)):
        return None
    if text[span.start + 1 : span.start + 2] in ("<", ">"):
        sign = text[span.start + 1] + "="
        at = Span(span.start, span.start + 2)
        return ForeignSyntax(at, f"`{at.of(text)}` is not an operator", f"write `{sign}`", sign)
    if text[span.start - 2 : span.start] in ("==", "!="):
        at = Span(span.start - 2, span.start + 1)
        sign = text[span.start - 2 : span.start]
        return ForeignSyntax(at, f"`{at.of(text)}` is not an operator", f"write `{sign}`", sign)
    at = Span(span.start, span.start + 1)
    return ForeignSyntax(at, "`=` does not compare", "write `==`", "==")


def _connective(text: str, span: Span) -> ForeignSyntax | None:
    for sign, word in (("&&", "and"), ("||", "or")):
        for start in (span.start, span.start - 1):
            if start >= 0 and text.startswith(sign, start):
                at = Span(start, start + 2)
                message = f"`{sign}` is not an operator in Liquid"
                return ForeignSyntax(at, message, f"write `{word}`", word)
    return None


def _negation(text: str, span: Span) -> ForeignSyntax | None:
    if not re.match(r"![^=]", span.of(text)):
        return None
    return ForeignSyntax(
        span,
        "`!` does not negate in Liquid",
        "write {% unless … %}, or compare with `== false`",
    )


def _ternary(text: str, span: Span) -> ForeignSyntax | None:
    if not span.of(text).startswith(":") or not re.search(r"\?[^{}]*\Z", text[: span.start]):
        return None
    return ForeignSyntax(
        span,
        "Liquid has no `condition ? a : b`",
        "write {% if condition %}a{% else %}b{% endif %}",
    )


def _call(text: str, span: Span) -> ForeignSyntax | None:
    """Recognize ``| append('x')`` and ``| append 'x'``."""
    name = re.search(r"\|\s*(?P<name>\w+)\s*\Z", text[: span.start])
    if name is None:
        return None
    found = re.compile(r"\((?P<inside>[^(){}]*)\)").match(text, span.start, span.end)
    inside = found["inside"].strip() if found else span.of(text).strip()
    at = Span(*found.span()) if found else span
    if found is None and not re.match(r"['\"\d]", inside):
        return None
    written = f": {inside}" if inside else ""
    return ForeignSyntax(
        Span(len(text[: at.start].rstrip()), at.end),
        f"the arguments of `{name['name']}` follow a colon",
        f"write `| {name['name']}{written}`",
        written,
    )


_RECOGNIZERS: tuple[Callable[[str, Span], ForeignSyntax | None], ...] = (
    _curly_quotes, _equals, _connective, _negation, _ternary, _call, _arithmetic,
)  # fmt: skip
