"""Our own scripts and styles with what only people need taken out, so that little is sent.

Nothing is renamed and no statement changes but ``const``, which guards people as they write; so the
browser's own tools can lay a script out again.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_GAP = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_WORD = re.compile(r"[\w$]+")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"')
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[])+/\w*")
_CHUNK = re.compile(r"(?:\\.|\$(?!\{)|[^`$\\])*(?:`|\$\{)", re.DOTALL)
_OPERANDS = ")]}"  # a slash behind one of these, or a word, divides
_GOES_ON_BEHIND = frozenset("{([,;:?=&|<>")  # a line's end behind these ends no statement
_GOES_ON_BEFORE = frozenset(")]},.;:?=&|")  # nor before these
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE_SPACE = re.compile(r"\s*([{}])\s*|([:;,])\s+|\s*(>)\s*")


class _Token(NamedTuple):
    text: str
    is_word: bool = False
    is_gap: bool = False  # spaces and comments


def tight_script(source: str) -> str:
    """Return a script without comments and the space that divides nothing.

    For our own modules, which end each statement with a semicolon and write no text in single
    quotes. Each import and export keeps a line of its own.
    """
    parts: list[str] = []
    last, gap = _Token(";"), ""
    for token in _declared_together(_tokens(source)):
        if token.is_gap:
            gap = token.text
            continue
        _shorten(parts, token.text)
        parts += [_between(last, gap, token), token.text]
        last, gap = token, ""
    return "".join(parts).lstrip("\n")


def _declared_together(tokens: Iterator[_Token]) -> Iterator[_Token]:
    """Yield tokens with ``let`` for ``const``, and one ``let`` for those that follow each other."""
    first = [""]  # the word each open statement began with, by the brackets it stands in
    held: list[_Token] = []  # a statement's end, until it is known what begins behind it
    for token in tokens:
        if token.is_gap:
            if not held:
                yield token
            continue
        if token.text == "const":
            token = _Token("let", is_word=True)
        if held:
            if token.text == "let" == first[-1]:
                held = []
                yield _Token(",")
                continue
            yield from (held.pop(), _Token("\n", is_gap=True))
            first[-1] = token.text
        first[-1] = first[-1] or token.text
        if token.text == ";":
            held.append(token)
            continue
        _follow(first, token.text)
        yield token
    yield from held


def _follow(first: list[str], text: str) -> None:
    if text[0] in ")]}" and len(first) > 1:
        first.pop()
    if text[-1] in "([{" and (len(text) == 1 or text[0] in "`}"):
        first.append("")


def _shorten(parts: list[str], sign: str) -> None:
    """Take back what the next sign makes needless; ``parts`` are spaces and tokens in turn."""
    ends = parts[-1:] and parts[-1]
    if (sign == "}" and ends == ";") or (sign in ("}", ")", "]") and ends == ","):
        del parts[-2:]
    if sign == "=>" and len(parts) > 6 and not _WORD.fullmatch(parts[-7]):  # such as ``async``
        _, name, _ = around = parts[-5::2]
        if around == ["(", name, ")"] and _WORD.fullmatch(name):
            parts[-5:] = [name]


def tight_style(source: str) -> str:
    """Return a style sheet without comments, line breaks and the spaces between its words.

    A space before a colon stays: it joins a pseudo-class to what stands inside an element.
    """
    bare = _STYLE_COMMENT.sub("", source)
    return _STYLE_SPACE.sub(lambda found: found[1] or found[2] or found[3], bare).replace(";}", "}")


def _between(last: _Token, gap: str, token: _Token) -> str:
    """Return what has to stay of the space between two tokens."""
    if "\n" in gap and token.text in ("import", "export"):
        return "\n"
    if not gap or (last.is_word and token.is_word):
        return gap and " "
    if last.text[-1] == token.text[0] and token.text[0] in "+-/":
        return " "
    goes_on = last.text[-1] in _GOES_ON_BEHIND or token.text[0] in _GOES_ON_BEFORE
    return "\n" if "\n" in gap and not goes_on else ""


def _tokens(source: str) -> Iterator[_Token]:
    """Yield words, texts, patterns, single signs, and the gaps between them."""
    at, last = 0, _Token(";")
    braces: list[int] = []  # how deep we are in each expression of a template text
    while at < len(source):
        if found := _GAP.match(source, at):
            yield _Token(found[0], is_gap=True)
            at = found.end()
            continue
        last = _token(source, at, last, braces)
        yield last
        at += len(last.text)


def _token(source: str, at: int, last: _Token, braces: list[int]) -> _Token:
    sign = source[at]
    if found := _STRING.match(source, at):
        return _Token(found[0])
    if found := _WORD.match(source, at):
        return _Token(found[0], is_word=True)
    if sign == "/" and not (last.is_word and last.text != "return") and last.text not in _OPERANDS:
        found = _PATTERN.match(source, at)
        return _Token(found[0] if found else sign)
    if source.startswith("=>", at):
        return _Token("=>")
    if sign == "`" or (sign == "}" and braces and braces[-1] == 0):
        return _text(source, at, braces)
    if braces:
        braces[-1] += (sign == "{") - (sign == "}")
    return _Token(sign)


def _text(source: str, at: int, braces: list[int]) -> _Token:
    """Return a part of a template text: up to its end, or to an expression in it."""
    if source[at] == "}":
        braces.pop()
    found = _CHUNK.match(source, at + 1)
    if found is None:
        raise ValueError("a template text has no end")
    if found[0].endswith("{"):
        braces.append(0)
    return _Token(source[at] + found[0])
