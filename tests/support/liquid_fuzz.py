"""Random and mutated text for the parser, and what must hold of every parse."""

import dataclasses
import random
from collections.abc import Iterator

from inbox_toolkit.liquid.syntax.parse_result import ParseResult
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.text.span import Span

# Bytes that mean something to Liquid come up as often as all others together.
TELLING = b"{{{}}}%%%-|:,.'\"()[]<>=!# \n\tifendorcasewhenrawforcommentin01"
WHOLE = (b"{{", b"}}", b"{%", b"%}", b"{% raw %}", b"{% endraw %}", b"{% if a %}", b"{% endif %}")


def random_text(rng: random.Random) -> str:
    """Return a text of random bytes, half of them bytes that Liquid knows."""
    parts: list[bytes] = []
    for _ in range(rng.choice((3, 10, 30, 80))):
        style = rng.random()
        if style < 0.2:
            parts.append(rng.choice(WHOLE))
        elif style < 0.7:
            parts.append(bytes([rng.choice(TELLING)]))
        else:
            parts.append(rng.randbytes(1))
    return b"".join(parts).decode(rng.choice(("latin-1", "utf-8")), "replace")


def mutated(rng: random.Random, text: str) -> str:
    """Return a text with a few stretches lost, doubled, moved or overwritten."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randint(0, len(text))
        stop = min(len(text), start + rng.randint(0, 8))
        piece = text[start:stop]
        text = rng.choice((
            text[:start] + text[stop:],
            text[:stop] + piece * rng.choice((1, 2, 30)) + text[stop:],
            text[:start] + random_text(rng)[:6] + text[stop:],
            text[stop:] + text[:stop],
        ))  # fmt: skip
    return text


def inputs(seed: int, count: int, templates: list[str]) -> Iterator[str]:
    """Yield random texts and mutations of ``templates``, the same ones for the same seed."""
    rng = random.Random(seed)
    for _ in range(count):
        if rng.random() < 0.4:
            yield random_text(rng)
        else:
            yield mutated(rng, rng.choice(templates))


def check(text: str) -> ParseResult:
    """Parse a text and hold the result to what it promises: spans that lie where they should."""
    parsed = parse(text)
    whole = Span(0, len(text))
    for error in parsed.errors:
        _within(error.span, whole, text, error.message)
        assert error.message, f"an error without words in {text!r}"
    for node in parsed.nodes:
        _check_node(node, whole, text)
    return parsed


def _check_node(node: object, around: Span, text: str) -> None:
    if isinstance(node, tuple) and not isinstance(node, Span):
        for one in node:
            _check_node(one, around, text)
    elif isinstance(node, Span):
        _within(node, around, text, "a span")
    elif dataclasses.is_dataclass(node):
        span: Span = getattr(node, "span")  # noqa: B009 - every node has one, no type says so
        _within(span, around, text, type(node).__name__)
        for field in dataclasses.fields(node):
            _check_node(getattr(node, field.name), span, text)


def _within(inner: Span, outer: Span, text: str, what: str) -> None:
    assert outer.start <= inner.start <= inner.end <= outer.end, (
        f"{what} at {tuple(inner)} lies outside {tuple(outer)} in {text!r}"
    )
