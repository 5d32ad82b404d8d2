"""Renders a text in one call: parse, compile, run."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.parser import parse


def render(
    source: str,
    data: Mapping[str, object],
    *,
    version: str = "latest",
    now: datetime | None = None,
    seed: int = 0,
    strict: bool = True,
) -> str:
    """Render Liquid with data (JSON as Python reads it) as the service would.

    Raises LiquidSyntaxError, MissingValueError, RenderError or RenderLimitError for what would fail
    the delivery. ``version`` is ``latest`` or ``legacy``; ``now`` is an aware time, by default the
    clock's; ``seed`` makes random values repeatable; ``strict=False`` lets missing variables pass.
    """
    program = compiled(source, version)
    at = now or datetime.now(UTC)
    return run(program, data, now=at, seed=seed, collect=False, strict=strict).text


@lru_cache(maxsize=256)
def compiled(source: str, version: str = "latest") -> Program:
    """Return a text's program; raises its first syntax error."""
    parsed = parse(source, version=version)
    for error in parsed.errors:
        raise error
    return compile_nodes(parsed, version=version)
