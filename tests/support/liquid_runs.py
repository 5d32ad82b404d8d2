"""Parses, compiles and runs small templates, and shows what came of them in the source's words."""

from typing import Any

from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.runtime.result import RenderedText
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.parser import parse

from tests.support.liquid_corpus import NOW


def program(template: str, version: str = "latest") -> Program:
    """Return a template without mistakes, compiled."""
    parsed = parse(template, version=version)
    assert not parsed.errors
    return compile_nodes(parsed, version=version)


def rendered(
    template: str, data: dict[str, object] | None = None, version: str = "latest", **options: Any
) -> RenderedText:
    """Return what a template and its data become, every failure noted."""
    return run(program(template, version), data or {}, **{"now": NOW, **options})


def text(template: str, data: dict[str, object] | None = None, version: str = "latest") -> str:
    """Return what a template prints; nothing in it may fail."""
    found = rendered(template, data, version)
    assert not found.failures
    return found.text


def failures(template: str, data: dict[str, object] | None = None) -> list[tuple[str, str]]:
    """Return each failure as its message and the source it is marked at."""
    return [
        (failure.message, failure.span.of(template))
        for failure in rendered(template, data).failures
    ]


def node(template: str, version: str = "latest") -> Any:
    """Return the first node of a template without mistakes."""
    parsed = parse(template, version=version)
    assert not parsed.errors
    return parsed.nodes[0]


def mistakes(template: str, version: str = "latest") -> list[tuple[str, str]]:
    """Return each mistake of a template as the source it is marked at and its message."""
    return [
        (error.span.of(template), error.message)
        for error in parse(template, version=version).errors
    ]
