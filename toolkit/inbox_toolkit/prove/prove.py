"""``inbox prove`` as one call: two proofs, and a search for what they do not prove.

``json_proof.py`` proves that every path prints a JSON object, ``value_proof.py`` that no path reads
a value that is missing. Both hold for all data that the contracts allow. The search
(``counterexamples.py``) tries data, and finds what no proof is about as well: a payload that is too
large, that its client does not expect, or that says ``NaN``.
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
from inbox_toolkit.prove.json_proof import Proof, prove_json
from inbox_toolkit.prove.oracle import DEFAULT_MAX_BYTES, Oracle
from inbox_toolkit.prove.symbolic_execution import Unproved
from inbox_toolkit.prove.value_proof import prove_values
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.template.template import Template


@dataclass(frozen=True, slots=True)
class ProofResult:
    """What is known of a template under its contracts.

    ``json`` proves that it is JSON, ``values`` that every value is there.
    """

    template: Template
    json: Proof
    values: Proof
    search_result: SearchResult

    @property
    def holds(self) -> bool:
        """Return True if some data was tried and none of it fails."""
        return bool(self.search_result.cases) and not self.search_result.found

    @property
    def unreached(self) -> tuple[TemplateBranch, ...]:
        """The branches that no case took."""
        return tuple(
            self.template.program.branches[number] for number in self.search_result.unreached
        )

    @property
    def unproved(self) -> tuple[Unproved, ...]:
        """What is left open, of either proof, in source order."""
        found = (*self.json.unproved, *self.values.unproved)
        return tuple(sorted(found, key=lambda one: one.span))

    @property
    def verdict(self) -> str:
        """What is proved, what is not, and what the search found, in one sentence."""
        count, found = self.search_result.cases, len(self.search_result.found)
        if found:
            return f"it fails in {found} way{'s' * (found != 1)}, found in {count} cases"
        if not count:
            reason = "no data could be generated that its contract allows"
            return f"{self._proved}; nothing was tried, for {reason}"
        return f"{self._proved}; no counterexample in {count} cases covering {self._reached}"

    @property
    def _proved(self) -> str:
        match self.json.is_closed, self.values.is_closed:
            case True, True:
                return "proved to be JSON with every value"
            case True, False:
                return "proved to be JSON, but not to have every value"
            case False, True:
                return "proved to have every value, but not to be JSON"
            case _:
                return "not proved"

    @property
    def _reached(self) -> str:
        branches, left = self.search_result.branches, len(self.search_result.unreached)
        if left:
            return f"{branches - left} of {branches} branches"
        if branches < 2:
            return "its one branch" if branches else "all of it"
        return f"all {branches} branches"


def prove(
    template: Template,
    project: Project,
    environment: RenderEnvironment,
    *,
    seed: int,
    is_over: Callable[[], bool],
    progress: Callable[[int], None] = lambda _: None,
) -> ProofResult:
    """Prove what can be proved about a template, and search for data that it fails on.

    Raises ProjectError for a template that does not parse, or a contract that cannot be used.
    """
    oracle = open_oracle(template, project, environment)
    schemas = contract_schemas(template, project)
    search = Search(oracle, schemas, project.fixtures, seed=seed, is_over=is_over)
    return ProofResult(
        template,
        prove_json(template, schemas),
        prove_values(template, schemas, environment),
        search.run(progress),
    )


def open_oracle(template: Template, project: Project, environment: RenderEnvironment) -> Oracle:
    """Return the oracle of a template's cases, with the schema of its payload.

    Raises ProjectError for a template that does not parse, or a payload schema that cannot be used.
    """
    if template.body is None or template.parsed.errors:
        raise ProjectError(
            f"{template.file} does not parse, so nothing can be proved about it",
            help=f"see what is wrong with it: inbox validate {template.name}",
        )
    output = payload_checker(template.envelope.type, project.config)
    return Oracle(template, environment, output, max_payload_bytes(project))


def max_payload_bytes(project: Project) -> int:
    """Return how many bytes a payload may have, as the project configures the rule for it."""
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
    written = [_write_new(project, folder, name, one.data)]
    if one.profile:
        written.append(_write_new(project, f"{base}/profiles", name, one.profile))
    return written


def _write_new(project: Project, folder: str, name: str, data: Mapping[str, Any]) -> str:
    number, file = 1, f"{folder}/{name}.json"
    while (project.root / file).exists():
        number += 1
        file = f"{folder}/{name}_{number}.json"
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    project.config.write(file, text)
    return file
