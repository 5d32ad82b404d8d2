"""The inside of an output or a tag: one blank around ``|`` and operators, single quotes."""

import re

from inbox_toolkit.liquid.syntax.characters import BLANK, WORD
from inbox_toolkit.liquid.syntax.scanner import Token

_TOKEN = re.compile(
    rf"""(?P<blank>{BLANK}+)
    |(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<operator>==|!=|<>|<=|>=|<|>|=)
    |(?P<range>\.\.)
    |(?P<pipe>\|)
    |(?P<colon>:)
    |(?P<comma>,)
    |(?P<word>(?:{WORD})+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_SPACED = frozenset({"operator", "pipe"})
_VERBATIM_TAGS = frozenset({"#", "comment", "endcomment", "raw", "endraw", "liquid", ""})
"""Tags whose inside is text, or whose end the scanner looks for in one exact form."""


def format_markup(text: str, token: Token) -> str:
    """Return an output or tag of ``text`` with its inside spaced; delimiters and hyphens stay.

    >>> format_markup("{{a|default:\\"x\\"}}", ...)
    "{{ a | default: 'x' }}"
    """
    written = token.span.of(text)
    if written.startswith("<<") or (token.kind == "tag" and token.name in _VERBATIM_TAGS):
        return written
    opening, closing = written[:2], written[-2:]
    left = "-" if token.trim_left else ""
    right = "-" if token.trim_right else ""
    inside = _spaced(token.inner.of(text))
    if not inside:
        return f"{opening}{left}{right}{closing}" if left == right == "" else written
    return f"{opening}{left} {inside} {right}{closing}"


def _spaced(inside: str) -> str:
    out: list[str] = []
    had_blank = False
    before = ""
    for found in _TOKEN.finditer(inside):
        kind = found.lastgroup or "other"
        if kind == "blank":
            had_blank = bool(out)
            continue
        token = _single_quoted(found[0]) if kind == "string" else found[0]
        if out and _is_blank_between(before, kind, had_blank=had_blank):
            out.append(" ")
        out.append(token)
        before, had_blank = kind, False
    return "".join(out)


def _is_blank_between(before: str, kind: str, *, had_blank: bool) -> bool:
    if kind in _SPACED or before in _SPACED or before in ("colon", "comma"):
        return True
    if kind in ("colon", "comma"):
        return False
    return had_blank


def _single_quoted(string: str) -> str:
    """Return a string in single quotes, which need no escape inside a JSON string."""
    if string[0] == "'" or "'" in string or "\\" in string:
        return string
    return f"'{string[1:-1]}'"
