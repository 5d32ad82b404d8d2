"""What every tag reader is given: the current tag, and the stream of tokens after it."""

from dataclasses import dataclass
from typing import Protocol

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.liquid.syntax.nodes import Body, Branch, FilteredExpression, Literal
from inbox_toolkit.liquid.syntax.scanner import Token
from inbox_toolkit.text.span import Span


class TokenStream(Protocol):
    """The tokens after a tag, as far as a tag reader may consume them."""

    text: str

    def body(self, ends: frozenset[str], closing: str) -> "tuple[Body, Tag | None]":
        """Parse up to a tag named in ``ends``; None if the text or an outer block ends first."""

    def take(self) -> Token | None:
        """Advance to the next token and return it; None at the end."""

    def within(self, tokens: list[Token]) -> Body:
        """Parse other tokens of the same text, such as the lines of ``liquid``."""

    def report(self, error: LiquidSyntaxError) -> None:
        """Record a mistake and carry on."""


@dataclass(slots=True)
class Tag:
    """The current tag; ``cursor`` is right after its name."""

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
        """The tag's source on one line, shortened."""
        source = " ".join(self.span.of(self.tokens.text).split())
        return source if len(source) <= 40 else source[:37] + "..."

    def filtered(self) -> FilteredExpression:
        """Read an expression with filters; on a mistake, record it and return a missing value."""
        try:
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
        """Return the branch from this tag up to the tag that ends it."""
        stop = end.span.start if end else self.end_of(body)
        return Branch(Span(self.span.start, stop), self.span, condition, body)

    def end_of(self, body: Body) -> int:
        """Return where an unclosed body ends."""
        return body[-1].span.end if body else self.span.end

    def refuse_arguments(self) -> None:
        """Record a mistake if anything follows the tag's name."""
        if not self.cursor.is_done():
            help_text = (
                "write `elsif`, which takes a condition" if self.name == "else" else "remove it"
            )
            self.report(f"`{self.name}` takes no arguments", self.cursor.rest(), help_text)

    def report(self, message: str, span: Span, help_text: str) -> None:
        """Record a mistake."""
        self.tokens.report(LiquidSyntaxError(message, span, help=help_text))
