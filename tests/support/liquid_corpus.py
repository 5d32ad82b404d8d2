"""Recorded cases of liquidjs, our answer to each, and whether the two agree."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from inbox_toolkit.errors import LiquidSyntaxError, RenderError
from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.parser import parse

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "liquid" / "corpus"

# The reference's clock stands still: 'now' is this moment in every recorded answer.
NOW = datetime.fromisoformat(
    json.loads((ROOT / "scripts" / "liquid_clock.json").read_text())["now"]
)

UNDEFINED = "undefined variable: "


class Refused(NamedTuple):
    """No text: what was said, and whether while parsing (``parse``) or rendering (``render``)."""

    err: str
    at: str


Outcome = str | Refused


class Recorded(NamedTuple):
    """One case and what liquidjs makes of it with and without ``strictVariables``."""

    template: str
    data: dict[str, object]
    strict: Outcome
    lax: Outcome


def recorded(path: Path) -> Iterator[Recorded]:
    """Read a file of the corpus; ``scripts/record_liquid_corpus.mjs`` describes its form."""
    for case in json.loads(path.read_text(encoding="utf-8")):
        strict = outcome(case["strict"])
        lax = outcome(case["lax"]) if "lax" in case else strict
        yield Recorded(case["template"], case.get("data", {}), strict, lax)


def outcome(answer: str | dict[str, str]) -> Outcome:
    """Read one recorded answer."""
    return answer if isinstance(answer, str) else Refused(**answer)


def compiled(template: str, version: str = "latest") -> Program | Refused:
    """Parse and compile a template for any number of renders."""
    parsed = parse(template, version=version)
    if parsed.errors:
        return Refused(parsed.errors[0].message, "parse")
    return compile_nodes(parsed, version=version)


def ours(program: Program | Refused, data: dict[str, object], *, strict: bool) -> Outcome:
    """Render one case as the service would: the first failure ends it."""
    if isinstance(program, Refused):
        return program
    try:
        return run(program, data, now=NOW, collect=False, strict=strict).text
    except LiquidSyntaxError as error:  # in the expression of a filter such as where_exp
        return Refused(error.message, "render")
    except RenderError as error:
        return Refused(error.message, "render")


def agree(theirs: Outcome, mine: Outcome) -> bool:
    """Return True if two outcomes are the same for everyone who reads them.

    Texts must be equal. A refusal must come at the same time, and where it is for a missing value
    in the same words; the wording of other refusals is our own.
    """
    if isinstance(theirs, str) or isinstance(mine, str):
        return theirs == mine
    if theirs.err.startswith(UNDEFINED) or mine.err.startswith(UNDEFINED):
        return theirs == mine
    return theirs.at == mine.at
