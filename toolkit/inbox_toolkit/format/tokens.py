"""Cuts a template file into tokens: JSON punctuation, whole strings, scalars, Liquid.

A string is one token with the Liquid inside it; so are ``raw``, ``comment``, ``capture`` and
``ifchanged`` blocks, whose blanks count. What cannot be cut into whole tokens (a string that begins
in one branch and ends in another) is refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from inbox_toolkit.liquid.syntax.scanner import Token
from inbox_toolkit.liquid.syntax.tags.registry import BLOCKS, BRANCHES

JSON_BLANKS = " \t\n\r"
_LEXEME = re.compile(
    r'(?P<blank>[ \t\n\r]+)|(?P<punct>[{}\[\]:,])|(?P<quote>")|(?P<bare>[^ \t\n\r{}\[\]:,"]+)'
)
_STRING_END = re.compile(r'(?:[^"\\]|\\.)*?"', re.DOTALL)
_QUOTE = re.compile(r'\\.|"', re.DOTALL)

_VERBATIM_BLOCKS = {"capture": "endcapture", "ifchanged": "endifchanged"}
"""Blocks whose blanks are part of a value."""
_TEXT_BLOCKS = ("raw", "comment")
_BLOCKS = frozenset(BLOCKS.values()) - {*_VERBATIM_BLOCKS, *_TEXT_BLOCKS}


class UnformattableError(Exception):
    """A file that cannot be laid out safely; the message says why, ``offset`` where."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


class Kind(Enum):
    """What a token is to the layout."""

    OPEN = auto()
    CLOSE = auto()
    COLON = auto()
    COMMA = auto()
    STRING = auto()
    SCALAR = auto()
    """A number, a literal, an output: what another scalar beside it would join with."""
    BLOCK = auto()
    """The tag that opens a block."""
    BRANCH = auto()
    END = auto()
    TAG = auto()
    VERBATIM = auto()


JOINABLE = frozenset({Kind.SCALAR, Kind.VERBATIM})
"""What may print a part of a value, so that it joins with what stands beside it."""

TAGS = frozenset({Kind.BLOCK, Kind.BRANCH, Kind.END, Kind.TAG})


@dataclass(slots=True)
class LayoutToken:
    """One token, the blanks before it and, for brackets and blocks, the token that closes it.

    ``text`` is how it is written out, ``start`` its offset in the file. ``newlines`` counts the
    line breaks in the blanks before it; ``closer`` is an index into the list of tokens.
    """

    kind: Kind
    text: str
    start: int
    newlines: int = 0
    spaced: bool = False
    closer: int = -1
    is_broken: bool = field(default=False)
    """Whether a line break stands somewhere between it and its closer."""


def tokenize(
    text: str, pieces: list[Token], markup: Callable[[str, Token], str]
) -> list[LayoutToken]:
    """Return the tokens of a file; raises UnformattableError. ``markup`` writes Liquid out."""
    tokens = _Tokenizer(text, pieces, markup).tokens()
    _pair(tokens)
    return tokens


class _Tokenizer:
    """One pass over the pieces of a file."""

    def __init__(self, text: str, pieces: list[Token], markup: Callable[[str, Token], str]) -> None:
        self.text = text
        self.pieces = pieces
        self.markup = markup
        self.found: list[LayoutToken] = []
        self.blanks = ""
        self.string: list[str] | None = None
        """The parts of the string that is open, if one is."""
        self.string_start = 0

    def tokens(self) -> list[LayoutToken]:
        at = 0
        while at < len(self.pieces):
            at = self._piece(at)
        if self.string is not None:
            raise UnformattableError("a string is not closed", self.string_start)
        return self.found

    def _piece(self, at: int) -> int:
        """Take one piece, or a whole verbatim block; return the index of the next."""
        piece = self.pieces[at]
        if piece.kind == "broken":
            raise UnformattableError("a delimiter is not closed", piece.span.start)
        if piece.kind == "text":
            self._text(piece)
            return at + 1
        end = self._verbatim_end(at)
        if end is not None:
            self._verbatim(at, end)
            return end + 1
        written = self.markup(self.text, piece)
        if self.string is not None:
            self.string.append(written)
        elif piece.kind == "output":
            self._add(Kind.SCALAR, written, piece.span.start)
        else:
            self._add(_tag_kind(piece.name or ""), written, piece.span.start)
        return at + 1

    def _verbatim_end(self, at: int) -> int | None:
        """Return the index of the piece that ends a verbatim block which begins here."""
        name = self.pieces[at].name
        if name in _TEXT_BLOCKS:
            return next(
                (
                    index
                    for index in range(at + 1, min(at + 3, len(self.pieces)))
                    if self.pieces[index].name == f"end{name}"
                ),
                None,
            )
        if name not in _VERBATIM_BLOCKS:
            return None
        depth = 0
        for index in range(at, len(self.pieces)):
            depth += self.pieces[index].name == name
            depth -= self.pieces[index].name == _VERBATIM_BLOCKS[name]
            if depth == 0:
                return index
        return None

    def _verbatim(self, first: int, last: int) -> None:
        span = slice(self.pieces[first].span.start, self.pieces[last].span.end)
        held = self.text[span]
        prints = self.pieces[first].name != "comment"
        quotes = sum(
            one[0] == '"'
            for piece in self.pieces[first : last + 1]
            if piece.kind in ("text", "raw") and prints
            for one in _QUOTE.finditer(piece.span.of(self.text))
        )
        if quotes % 2 or (self.string is not None and quotes):
            raise UnformattableError(
                f"`{self.pieces[first].name}` holds a quote of the JSON around it", span.start
            )
        if self.string is not None:
            self.string.append(held)
            return
        if self.pieces[first].name in ("raw", "ifchanged") and not _is_balanced(held):
            raise UnformattableError(
                f"`{self.pieces[first].name}` holds a bracket of the JSON around it", span.start
            )
        self._add(Kind.VERBATIM, held, span.start)

    def _text(self, piece: Token) -> None:
        at, end = piece.span
        while at < end:
            if self.string is not None:
                at = self._string_part(self.string, at, end)
                continue
            found = _LEXEME.match(self.text, at, end)
            if found is None:  # unreachable: the pattern takes every character
                raise UnformattableError("an unexpected character", at)
            if found.lastgroup == "quote":
                self.string, self.string_start = ['"'], at
            elif found.lastgroup == "blank":
                self.blanks += found[0]
            elif found.lastgroup == "punct":
                self._add(_PUNCTUATION[found[0]], found[0], at)
            elif found[0] != "\ufeff":
                self._add(Kind.SCALAR, found[0], at)
            at = found.end()

    def _string_part(self, parts: list[str], at: int, end: int) -> int:
        """Take text of the open string up to its end or the end of the piece."""
        found = _STRING_END.match(self.text, at, end)
        stop = found.end() if found else end
        parts.append(self.text[at:stop])
        if found:
            self.string = None
            self._add(Kind.STRING, "".join(parts), self.string_start)
        return stop

    def _add(self, kind: Kind, written: str, start: int) -> None:
        newlines = self.blanks.count("\n") or self.blanks.count("\r")
        self.found.append(LayoutToken(kind, written, start, newlines, bool(self.blanks)))
        self.blanks = ""


_PUNCTUATION = {
    "{": Kind.OPEN,
    "[": Kind.OPEN,
    "}": Kind.CLOSE,
    "]": Kind.CLOSE,
    ":": Kind.COLON,
    ",": Kind.COMMA,
}


def _tag_kind(name: str) -> Kind:
    if name in _BLOCKS:
        return Kind.BLOCK
    if BLOCKS.get(name) in _BLOCKS:
        return Kind.END
    return Kind.BRANCH if name in BRANCHES else Kind.TAG


def _is_balanced(held: str) -> bool:
    """Return True if the brackets in what a verbatim block prints pair up by number."""
    return held.count("[") == held.count("]") and held.count("{") == held.count("}")


def _pair(tokens: list[LayoutToken]) -> None:
    """Give each bracket and block its closer; raises UnformattableError where they interleave."""
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token.newlines or "\n" in token.text:
            _break(tokens, stack)
        opener = _OPENER_OF.get(token.kind)
        if opener and not (stack and _is_pair(tokens[stack[-1]], token, opener)):
            raise UnformattableError("brackets and blocks do not pair up here", token.start)
        if token.kind in (Kind.OPEN, Kind.BLOCK):
            stack.append(index)
        elif token.kind in (Kind.CLOSE, Kind.END):
            tokens[stack.pop()].closer = index
    if stack:
        raise UnformattableError("a bracket or block is not closed", tokens[stack[-1]].start)


_OPENER_OF = {Kind.CLOSE: Kind.OPEN, Kind.END: Kind.BLOCK, Kind.BRANCH: Kind.BLOCK}


def _is_pair(opening: LayoutToken, closing: LayoutToken, opener: Kind) -> bool:
    wanted = {"}": "{", "]": "["}.get(closing.text, opening.text)
    return opening.kind is opener and opening.text == wanted


def _break(tokens: list[LayoutToken], stack: list[int]) -> None:
    """Note in all that is open that it holds a line break."""
    for index in reversed(stack):
        if tokens[index].is_broken:
            return
        tokens[index].is_broken = True
