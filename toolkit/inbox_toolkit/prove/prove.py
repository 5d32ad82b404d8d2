"""``inbox prove`` as one call: the proof, the search, and the verdict in one honest sentence.

Proves that a template prints one JSON object on every way through it, or shows where not.

All ways are followed at once: branches fork them, ways that stand alike are one again, and a loop
is followed until another round changes nothing, so that the proof holds for every count of items.
What a placeholder prints is taken as anything of its kind. A proof is exact about what it
proves; a gap may be one that no data can reach.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.contract.contract import effective_contract
from inbox_toolkit.contract.payload_schema import payload_checker
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.liquid.compiler.program import TemplateBranch
from inbox_toolkit.project.project import Project
from inbox_toolkit.prove.counterexamples import Counterexample, Search, SearchResult
from inbox_toolkit.prove.json_automaton import finish
from inbox_toolkit.prove.oracle import DEFAULT_MAX_BYTES, Oracle
from inbox_toolkit.prove.output_types import OutputTypes
from inbox_toolkit.prove.path_state import PathState
from inbox_toolkit.prove.symbolic_execution import (
    MAX_STATES,
    PathLimitExceeded,
    SymbolicExecution,
    Unproved,
)
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span


@dataclass(frozen=True, slots=True)
class Proof:
    """What could be shown; ``is_closed``: every way prints a JSON object, whatever the data."""

    unproved: tuple[Unproved, ...]
    states: int

    @property
    def is_closed(self) -> bool:
        """Return True if nothing is left open."""
        return not self.unproved


def prove_json(template: Template, schemas: Mapping[str, Mapping[str, Any]]) -> Proof:
    """Follow a template that parses, under the contracts of ``trigger`` and ``customer``.

    ``schemas`` may be of neither: then each value is taken as anything.
    """
    body = template.body
    if body is None:
        return Proof((Unproved(Span(0, 0), "there are no properties", ()),), 0)
    walk = SymbolicExecution(
        body.text, template.parsed.nodes, OutputTypes(schemas, template.version != "latest")
    )
    end = Span(body.span.end - 1, body.span.end)
    try:
        states = walk.body(template.parsed.nodes, {PathState(): ()})
    except PathLimitExceeded:
        return Proof(
            (Unproved(end, "there are too many ways through it to follow", ()),), MAX_STATES
        )
    for state, trace in (*states.items(), *walk.ended.items()):
        walk.attempt(end, trace, lambda state=state: finish(state.reading))  # type: ignore[misc]
    return Proof(tuple(walk.unproved.values()), len(states))


@dataclass(frozen=True, slots=True)
class ProofResult:
    """What is known of a template under its contracts."""

    template: Template
    proof: Proof
    search_result: SearchResult

    @property
    def holds(self) -> bool:
        """Return True if something was tried and nothing was found that fails."""
        return bool(self.search_result.cases) and not self.search_result.found

    @property
    def unreached(self) -> tuple[TemplateBranch, ...]:
        """The branches that no case took."""
        return tuple(
            self.template.program.branches[number] for number in self.search_result.unreached
        )

    @property
    def verdict(self) -> str:
        """Say what is known and what is not, in one sentence."""
        count, arms = self.search_result.cases, self.search_result.branches
        found = len(self.search_result.found)
        if found:
            states = "1 way" if found == 1 else f"{found} ways"
            return f"it fails in {states}, found in {count} cases"
        proved = "proved to be JSON on every way" if self.proof.is_closed else "not proved"
        if not count:
            return (
                f"{proved}; nothing was tried, for no data could be made that its contract allows"
            )
        left = len(self.search_result.unreached)
        every = (
            "all of it" if not arms else "its one branch" if arms == 1 else f"all {arms} branches"
        )
        reached = every if not left else f"{arms - left} of {arms} branches"
        return f"{proved}; no counterexample in {count} cases covering {reached}"


def prove(
    template: Template,
    project: Project,
    environment: RenderEnvironment,
    *,
    seed: int,
    is_over: Callable[[], bool],
    progress: Callable[[int], None] = lambda _: None,
) -> ProofResult:
    """Prove what can be proved of a template, and search it for what cannot.

    Raises ProjectError for a template that does not parse, or a contract that cannot be used.
    """
    oracle = open_oracle(template, project, environment)
    schemas = contract_schemas(template, project)
    search = Search(oracle, schemas, project.fixtures, seed=seed, is_over=is_over)
    return ProofResult(template, prove_json(template, schemas), search.run(progress))


def open_oracle(template: Template, project: Project, environment: RenderEnvironment) -> Oracle:
    """Return who judges a template's cases, its client's contract included.

    Raises ProjectError for a template that does not parse, or a client's contract that cannot be
    used.
    """
    if template.body is None or template.parsed.errors:
        raise ProjectError(
            f"{template.file} cannot be rendered, so nothing can be proved of it",
            help=f"see what is wrong with it: inbox validate {template.name}",
        )
    output = payload_checker(template.envelope.type, project.config)
    return Oracle(template, environment, output, max_payload_bytes(project))


def max_payload_bytes(project: Project) -> int:
    """Return how many bytes a payload may have: what the project tells its rule, or the usual."""
    options = project.config.validate.options.get("payload-size", {})
    return int(options.get("bytes", DEFAULT_MAX_BYTES))


def contract_schemas(template: Template, project: Project) -> dict[str, Mapping[str, Any]]:
    """Return the contracts in force, by the root that templates read them as."""
    return {
        "trigger": effective_contract(template, project).schema,
        "customer": effective_contract(template, project, of="customer").schema,
    }


def write_counterexample(one: Counterexample, proved: ProofResult, project: Project) -> list[str]:
    """Write a counterexample as fixtures that do not exist yet; return the files' names."""
    name = f"found_{one.failure.kind.replace('-', '_')}"
    base = project.config.fixtures
    folder = f"{base}/message_data/{proved.template.name}"
    written = [_kept(project, folder, name, one.data)]
    if one.profile:
        written.append(_kept(project, f"{base}/profiles", name, one.profile))
    return written


def _kept(project: Project, folder: str, name: str, data: Mapping[str, Any]) -> str:
    number, file = 1, f"{folder}/{name}.json"
    while (project.root / file).exists():
        number += 1
        file = f"{folder}/{name}_{number}.json"
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    project.config.write(file, text)
    return file
