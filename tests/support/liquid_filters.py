"""Calls a filter as the engine does, and reads the cases recorded from liquidjs."""

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.registry import lookup
from inbox_toolkit.liquid.filters.spec import Context
from inbox_toolkit.liquid.javascript.json_stringify import json_stringify

CASES = Path(__file__).parents[1] / "liquid" / "filters" / "cases"
NOW = datetime(2026, 3, 14, 15, 9, 26, 535000, UTC)


class Case(NamedTuple):
    """A filter, what it was given, and the JSON of what it gave; or the error it raised."""

    filter: str
    value: object
    arguments: list[object]
    json: str | None
    error: str | None


def cases(room: str) -> list[object]:
    """Return the cases of a module of filters as parameters of a test."""
    found = json.loads((CASES / f"{room}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(
            Case(one["filter"], one["value"], one["arguments"], one.get("json"), one.get("error")),
            id=f"{one['filter']}-{at}",
        )
        for at, one in enumerate(found)
    ]


def context(*, strict: bool = True, now: datetime = NOW, seed: int = 0) -> Context:
    """Return a context without an engine: expressions cannot be evaluated."""

    def evaluator(name: str, expression: str) -> object:
        raise AssertionError(f"{name}: {expression}")

    return Context(now, random.Random(seed), strict, evaluator)  # type: ignore[arg-type]


def apply(
    name: str,
    value: object,
    *arguments: object,
    within: Context | None = None,
    version: str = "latest",
) -> object:
    """Return what a filter makes of a value."""
    found = lookup(name, version)
    assert found is not None, name
    taken = arguments if found.max_arguments is None else arguments[: found.max_arguments]
    if found.needs_context:
        return found.function(value, *taken, context=within or context())
    return found.function(value, *taken)


def check(case: Case) -> None:
    """Hold a filter to a case."""
    if case.error is not None:
        with pytest.raises(FilterError):
            apply(case.filter, case.value, *case.arguments)
        return
    result = apply(case.filter, case.value, *case.arguments)
    assert json_stringify(result) == (case.json or None)
