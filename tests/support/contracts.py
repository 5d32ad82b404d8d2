"""Hold inferred contracts against real renders, and make small ones for tests."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from inbox_toolkit.contract.inference.infer import Contract, infer
from inbox_toolkit.generate.generator import DataGenerator
from inbox_toolkit.generate.mutations import attacks
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.project.fixtures import Fixture, Fixtures
from inbox_toolkit.prove.counterexamples import observed_values
from inbox_toolkit.schemas.checking import Checker
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source

from tests.support.flow_fuzz import worlds
from tests.support.projects import template

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)

_REQUIREMENTS = ("required", "allOf", "properties", "items", "minItems")


def contract(body: str, *, of: str = "message_data", shown: object = None) -> Contract:
    """Infer the contract of a template whose properties are ``body``."""
    return infer(of_body(body), of=of, fixtures=fixtures(shown) if shown is not None else None)


def of_body(body: str) -> Template:
    """Make a template from the text of its properties."""
    return template('{"properties": ' + body + "}")


def fixtures(data: object) -> Fixtures:
    """Make fixtures of one message data, which is the profile as well."""
    assert isinstance(data, dict)
    one = Fixture("standard", Source("standard.json", ""), data)
    return Fixtures(profiles=(one,), message_data={"t": (one,)})


def needs_of(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema's requirements alone: what must be there, and what holds it."""
    found: dict[str, Any] = {}
    held = schema.get("type")
    if held in ("object", "array"):
        found["type"] = [held, "null"]  # of null, nothing is missing
    elif held == ["array", "string"]:
        found["type"] = [*held, "null"]
    for key in _REQUIREMENTS:
        if key not in schema:
            continue
        value = schema[key]
        if key == "properties":
            value = {name: needs_of(inner) for name, inner in value.items()}
        found[key] = needs_of(value) if key == "items" else value
    return found


def required_paths(schema: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what must be there in every case: each name required of something required."""
    for name in schema.get("required", ()):
        yield (*above, name)
        yield from required_paths(schema["properties"][name], (*above, name))


def lacks(data: Any, path: tuple[str, ...]) -> bool:
    """Return True if a path is missing although the object around it exists."""
    for step in path[:-1]:
        if not isinstance(data, dict) or step not in data:
            return False
        data = data[step]
    return isinstance(data, dict) and path[-1] not in data


def disagreements(made: Template, random: Random) -> list[str]:
    """Return where renders of a template and its contracts say different things."""
    wrong: list[str] = []
    contracts = {"trigger": infer(made), "customer": infer(made, of="customer")}
    checkers = {root: Checker(needs_of(one.schema)) for root, one in contracts.items()}
    for data in worlds(random):
        failures = run(made.program, data, now=NOW).failures
        first = failures[:1]  # the service stops there; what fails later may follow from it
        for root, one in contracts.items():
            assumed = tuple(end.path for end in one.unsettled if end.is_required)
            for path in required_paths(one.schema, ()):
                is_assumed = any(name.startswith(".".join((root, *path))) for name in assumed)
                if lacks(data[root], path) and not failures and not is_assumed:
                    wrong.append(f"called required, and nothing fails: {root} {path}")
            for failure in first:
                open_ends = {end.span for end in one.unsettled if not end.is_required}
                name = failure.path or ""
                contested = {each.path.partition("[")[0] for each in one.contradictions}
                if (
                    name.split(".")[0] == root
                    and failure.span not in open_ends
                    and not name.startswith(tuple(contested))  # nothing fits there, as was said
                    and checkers[root].fits(data[root])
                ):
                    wrong.append(f"fits the contract, and fails: {failure.message} in {data}")
    return wrong


def missing_values(made: Template, *, seed: int = 0, draws: int = 60) -> dict[str, object]:
    """Return the failures for want of message data that a template's own contract allows.

    Each with the data that it fails on. What the contract says it cannot ensure is left out.
    """
    found = infer(made)
    observed = observed_values(made, "trigger")
    maker = DataGenerator(found.schema, Random(seed), observed)
    bases = [one for one in (maker.plain(), maker.bare()) if one is not None]
    drawn = [maker.drawn(0.3) for _ in range(draws)]
    turned = (one for base in bases for one in attacks(base, observed) if maker.checker.fits(one))
    open_ends = {one.span for one in found.unsettled if not one.is_required}
    failures: dict[str, object] = {}
    for data in (*bases, *drawn, *turned):
        roots = {"trigger": data, "customer": {"id": "1"}, "snippets": {}, "objects": {}}
        for failure in run(made.program, roots, now=NOW).failures[:1]:
            is_profile = (failure.path or "customer").startswith("customer")
            if data is not None and not is_profile and failure.span not in open_ends:
                failures.setdefault(failure.message, data)
    return failures


def write(folder: Path, name: str, text: str) -> Path:
    """Write one file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
