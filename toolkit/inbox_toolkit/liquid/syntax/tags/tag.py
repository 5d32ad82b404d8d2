"""What every tag's reader works with: the tag it stands at and the pieces that follow."""

from dataclasses import dataclass
from typing import Protocol

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.legacy.expressions import read_condition
from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.liquid.syntax.nodes import Body, Branch, FilteredExpression, Literal
from inbox_toolkit.liquid.syntax.scanner import Token
from inbox_toolkit.text.span import Span


class TokenStream(Protocol):
    """The pieces behind a tag, as far as a tag's reader may take them."""

    text: str
    is_legacy: bool

    def body(self, ends: frozenset[str], closing: str) -> "tuple[Body, Tag | None]":
        """Parse up to a tag named in ``ends``; None where the text ends or another block does."""

    def take(self) -> Token | None:
        """Move to the next token and return it; None at the end."""

    def within(self, tokens: list[Token]) -> Body:
        """Parse other pieces of the same text, such as the lines of ``liquid``."""

    def report(self, error: LiquidSyntaxError) -> None:
        """Note a mistake and go on."""


_CONDITIONAL = frozenset({"if", "elsif", "unless"})


@dataclass(slots=True)
class Tag:
    """A tag as written; ``cursor`` is behind its name."""

    token: Token
    cursor: Cursor
    tokens: TokenStream

    @property
    def name(self) -> str:
        """The tag's name."""
        return self.token.name or ""

    @property
    def span(self) -> Span:
        """The whole tag, delimiters included."""
        return self.token.span

    @property
    def written(self) -> str:
        """The tag as people recognise it: its source on one line, shortened."""
        source = " ".join(self.span.of(self.tokens.text).split())
        return source if len(source) <= 40 else source[:37] + "..."

    def filtered(self) -> FilteredExpression:
        """Read an expression with filters; where it is wrong, note it and go on with nothing."""
        try:
            if self.tokens.is_legacy and self.name in _CONDITIONAL:
                return read_condition(self.cursor)
            return read_filtered(self.cursor)
        except LiquidSyntaxError as error:
            self.tokens.report(error)
            return FilteredExpression(self.span, Literal(self.span, MISSING), ())

    def body(self, closing: str, *between: str) -> "tuple[Body, Tag | None]":
        """Parse up to the tag that closes this one, or to one of ``between``."""
        body, end = self.tokens.body(frozenset((closing, *between)), closing)
        if end is None:
            self.report(
                f"`{self.name}` is never closed", self.span, f"close it with {{% {closing} %}}"
            )
        return body, end

    def branch(self, condition: FilteredExpression | None, body: Body, end: "Tag | None") -> Branch:
        """Return this tag as a branch: it reaches to the tag that ends it."""
        stop = end.span.start if end else self.end_of(body)
        return Branch(Span(self.span.start, stop), self.span, condition, body)

    def end_of(self, body: Body) -> int:
        """Return where an unclosed body ends."""
        return body[-1].span.end if body else self.span.end

    def refuse_arguments(self) -> None:
        """Note it where something follows the tag's name."""
        if not self.cursor.is_done():
            remedy = (
                "write `elsif`, which takes a condition" if self.name == "else" else "remove it"
            )
            self.report(f"`{self.name}` takes nothing behind its name", self.cursor.rest(), remedy)

    def report(self, message: str, span: Span, remedy: str) -> None:
        """Note a mistake."""
        self.tokens.report(LiquidSyntaxError(message, span, help=remedy))
