"""One verb for each thing the engine does, for tests: parse, compile, run, print."""

from collections.abc import Mapping
from datetime import UTC, datetime

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.runtime.result import RenderedText
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.nodes import Body, FilteredExpression, Node, Output
from inbox_toolkit.liquid.syntax.parser import parse

NOW = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)


def nodes(text: str, *, version: str = "latest") -> Body:
    """Parse a text that has no mistakes."""
    parsed = parse(text, version=version)
    assert parsed.errors == ()
    return parsed.nodes


def node(text: str, *, version: str = "latest") -> Node:
    """Parse a text that is one node."""
    (only,) = nodes(text, version=version)
    return only


def chain(inside: str) -> FilteredExpression:
    """Parse what stands between ``{{`` and ``}}``; its spans count from the first brace."""
    only = node("{{" + inside + "}}")
    assert isinstance(only, Output)
    return only.expression


def mistakes(text: str, *, version: str = "latest") -> list[tuple[str, str]]:
    """Parse a text and return the source each mistake marks, with its message."""
    errors = parse(text, version=version).errors
    assert all(isinstance(error, LiquidSyntaxError) and error.help for error in errors)
    return [(error.span.of(text), error.message) for error in errors]


def program(text: str, *, version: str = "latest") -> Program:
    """Compile a text that has no mistakes."""
    parsed = parse(text, version=version)
    assert parsed.errors == ()
    return compile_nodes(parsed, version=version)


def render(
    text: str,
    data: Mapping[str, object] | None = None,
    *,
    version: str = "latest",
    collect: bool = True,
    strict: bool = True,
    trace: bool = False,
    seed: int = 0,
) -> RenderedText:
    """Render a text that has no mistakes."""
    return run(
        program(text, version=version),
        data or {},
        now=NOW,
        seed=seed,
        collect=collect,
        strict=strict,
        trace=trace,
    )


def prints(text: str, data: Mapping[str, object] | None = None, *, version: str = "latest") -> str:
    """Render a text that does not fail, and return what it prints."""
    rendered = render(text, data, version=version)
    assert rendered.failures == ()
    return rendered.text
