"""Formats the text of one template file, and proves that nothing but its layout changed."""

from dataclasses import dataclass, fields, is_dataclass

from inbox_toolkit.diagnostics.diagnostic import SUPPRESSION
from inbox_toolkit.format.layout import Style, lay_out
from inbox_toolkit.format.markup import format_markup
from inbox_toolkit.format.tokens import JOINABLE, TAGS, LayoutToken, UnformattableError, tokenize
from inbox_toolkit.liquid.syntax.nodes import Text
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.liquid.syntax.scanner import Token, normalize_delimiters, scan
from inbox_toolkit.text.span import Span


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file's text as it should be; the text it had, where ``reason`` says why it is left alone.

    ``offset`` is where in the file the reason stands.
    """

    text: str
    reason: str | None = None
    offset: int = 0


def format_text(text: str, *, style: Style | None = None, version: str = "latest") -> Formatted:
    """Format a template file's text; ``version`` is its Liquid's.

    What cannot be formatted without a doubt comes back as it is, with the reason. Line ends and a
    byte order mark are kept.
    """
    style = style or Style()
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    mark = text[: len(text) - len(text.removeprefix("\ufeff"))]
    try:
        laid_out = _format(plain, style, version)
    except UnformattableError as error:
        return Formatted(text, error.reason, len(mark) + error.offset)
    if "\r\n" in text:
        laid_out = laid_out.replace("\n", "\r\n")
    return Formatted(mark + laid_out)


def _format(text: str, style: Style, version: str) -> str:
    is_legacy = version == "legacy"
    pieces, errors = scan(normalize_delimiters(text), is_legacy=is_legacy)
    parsed = parse(normalize_delimiters(text), version=version)
    for error in (*errors, *parsed.errors):
        raise UnformattableError(error.message, error.span.start)
    for markup in (format_markup, _as_written):
        tokens = tokenize(text, pieces, markup)
        if not tokens:
            raise UnformattableError("the file is empty", 0)
        laid_out = lay_out(tokens, style)
        if _is_same_program(text, laid_out, version) and _is_kept(tokens, laid_out, version):
            return laid_out
    raise UnformattableError("formatting would change what is rendered", 0)


def _as_written(text: str, piece: Token) -> str:
    return piece.span.of(text)


def _is_same_program(before: str, after: str, version: str) -> bool:
    """Return True if two texts parse to the same Liquid, literal text aside."""
    one, other = (parse(normalize_delimiters(text), version=version) for text in (before, after))
    return not other.errors and _structure(one.nodes) == _structure(other.nodes)


def _structure(value: object) -> object:
    """Return a node without its spans, and without the literal text between tags."""
    if isinstance(value, Span):
        return None
    if isinstance(value, Text):
        return Text
    if isinstance(value, tuple):
        parts = tuple(_structure(one) for one in value)
        # A text of nothing but blanks may come or go beside a tag.
        return (type(value).__name__, *(one for one in parts if one is not Text))
    if is_dataclass(value):
        return (
            type(value).__name__,
            *(_structure(getattr(value, one.name)) for one in fields(value)),
        )
    return (type(value).__name__, value)


def _is_kept(tokens: list[LayoutToken], laid_out: str, version: str) -> bool:
    """Return True if the text laid out has the same tokens, and no values joined or parted.

    Raises UnformattableError where a suppression would cover another line than before.
    """
    pieces, _ = scan(normalize_delimiters(laid_out), is_legacy=version == "legacy")
    again = tokenize(laid_out, pieces, _as_written)
    if [(one.kind, one.text) for one in again] != [(one.kind, one.text) for one in tokens]:
        return False
    _check_suppressions(tokens, again)
    return _joined(again) == _joined(tokens)


def _joined(tokens: list[LayoutToken]) -> list[int]:
    """Return the tokens that print right behind the value before them, by their place."""
    found = []
    is_beside = False
    for index, token in enumerate(tokens):
        is_beside = is_beside and not token.spaced
        if token.kind in JOINABLE:
            if is_beside:
                found.append(index)
            is_beside = True
        elif token.kind not in TAGS:
            is_beside = False
    return found


def _check_suppressions(before: list[LayoutToken], after: list[LayoutToken]) -> None:
    for index, token in enumerate(before):
        if SUPPRESSION in token.text and _next_line(before, index) != _next_line(after, index):
            raise UnformattableError(
                "a suppression covers a line that formatting would break", token.start
            )


def _next_line(tokens: list[LayoutToken], index: int) -> list[int]:
    """Return the places of the tokens on the line after the one a token ends on."""
    line = 0
    found = []
    for at in range(index + 1, len(tokens)):
        line += tokens[at].newlines
        if line == 1:
            found.append(at)
        line += tokens[at].text.count("\n")
        if line > 1:
            break
    return found
