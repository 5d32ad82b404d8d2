"""What every tag's reader works with: the tag it stands at and the pieces that follow."""

from dataclasses import dataclass
from typing import Protocol

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.legacy.expressions import read_condition
from inbox_toolkit.liquid.syntax.cursor import Reader
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.liquid.syntax.nodes import Body, Branch, Filtered, Literal
from inbox_toolkit.liquid.syntax.scanner import Piece
from inbox_toolkit.text.span import Span


class Pieces(Protocol):
    """The pieces behind a tag, as far as a tag's reader may take them."""

    text: str
    is_legacy: bool

    def body(self, ends: frozenset[str], closing: str) -> "tuple[Body, Tag | None]":
        """Parse up to a tag named in ``ends``; None where the text ends or another block does."""

    def take(self) -> Piece | None:
        """Move to the next piece and return it; None at the end."""

    def within(self, pieces: list[Piece]) -> Body:
        """Parse other pieces of the same text, such as the lines of ``liquid``."""

    def complain(self, error: LiquidSyntaxError) -> None:
        """Note a mistake and go on."""


_CONDITIONAL = frozenset({"if", "elsif", "unless"})


@dataclass(slots=True)
class Tag:
    """A tag as written; ``reader`` stands behind its name."""

    piece: Piece
    reader: Reader
    pieces: Pieces

    @property
    def name(self) -> str:
        """The tag's name."""
        return self.piece.name or ""

    @property
    def span(self) -> Span:
        """The whole tag, delimiters included."""
        return self.piece.span

    @property
    def written(self) -> str:
        """The tag as people recognise it: its source on one line, shortened."""
        source = " ".join(self.span.of(self.pieces.text).split())
        return source if len(source) <= 40 else source[:37] + "..."

    def filtered(self) -> Filtered:
        """Read an expression with filters; where it is wrong, note it and go on with nothing."""
        try:
            if self.pieces.is_legacy and self.name in _CONDITIONAL:
                return read_condition(self.reader)
            return read_filtered(self.reader)
        except LiquidSyntaxError as error:
            self.pieces.complain(error)
            return Filtered(self.span, Literal(self.span, MISSING), ())

    def body(self, closing: str, *between: str) -> "tuple[Body, Tag | None]":
        """Parse up to the tag that closes this one, or to one of ``between``."""
        body, end = self.pieces.body(frozenset((closing, *between)), closing)
        if end is None:
            self.complain(
                f"`{self.name}` is never closed", self.span, f"close it with {{% {closing} %}}"
            )
        return body, end

    def branch(self, condition: Filtered | None, body: Body, end: "Tag | None") -> Branch:
        """Return this tag as an arm: it reaches to the tag that ends it."""
        stop = end.span.start if end else self.end_of(body)
        return Branch(Span(self.span.start, stop), self.span, condition, body)

    def end_of(self, body: Body) -> int:
        """Return where an unclosed body ends."""
        return body[-1].span.end if body else self.span.end

    def refuse_arguments(self) -> None:
        """Note it where something follows the tag's name."""
        if not self.reader.is_done():
            remedy = (
                "write `elsif`, which takes a condition" if self.name == "else" else "remove it"
            )
            self.complain(
                f"`{self.name}` takes nothing behind its name", self.reader.rest(), remedy
            )

    def complain(self, message: str, span: Span, remedy: str) -> None:
        """Note a mistake."""
        self.pieces.complain(LiquidSyntaxError(message, span, help=remedy))
