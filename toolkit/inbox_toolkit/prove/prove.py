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

from inbox_toolkit.contract.contract import agreed
from inbox_toolkit.contract.payload_schema import output_checker
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.liquid.compiler.program import TemplateBranch
from inbox_toolkit.project.files import write_atomically
from inbox_toolkit.project.project import Project
from inbox_toolkit.prove.counterexamples import Counterexample, Search, Searched
from inbox_toolkit.prove.json_automaton import finish
from inbox_toolkit.prove.oracle import LARGEST, Judge
from inbox_toolkit.prove.output_types import Printer
from inbox_toolkit.prove.path_state import Way
from inbox_toolkit.prove.symbolic_execution import MOST_WAYS, Gap, TooMany, Walk
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span


@dataclass(frozen=True, slots=True)
class Proof:
    """What could be shown; ``is_closed``: every way prints a JSON object, whatever the data."""

    gaps: tuple[Gap, ...]
    ways: int

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing is left open."""
        return not self.gaps


def prove_json(template: Template, schemas: Mapping[str, Mapping[str, Any]]) -> Proof:
    """Follow a template that parses, under the contracts of ``trigger`` and ``customer``.

    ``schemas`` may be of neither: then each value is taken as anything.
    """
    body = template.body
    if body is None:
        return Proof((Gap(Span(0, 0), "there are no properties", ()),), 0)
    walk = Walk(body.text, template.parsed.nodes, Printer(schemas, template.version != "latest"))
    end = Span(body.span.end - 1, body.span.end)
    try:
        ways = walk.body(template.parsed.nodes, {Way(): ()})
    except TooMany:
        return Proof((Gap(end, "there are too many ways through it to follow", ()),), MOST_WAYS)
    for way, trail in (*ways.items(), *walk.ended.items()):
        walk.attempt(end, trail, lambda way=way: finish(way.reading))  # type: ignore[misc]
    return Proof(tuple(walk.gaps.values()), len(ways))


@dataclass(frozen=True, slots=True)
class Proved:
    """What is known of a template under its contracts."""

    template: Template
    proof: Proof
    searched: Searched

    @property
    def holds(self) -> bool:
        """Tell whether something was tried and nothing was found that fails."""
        return bool(self.searched.cases) and not self.searched.found

    @property
    def unreached(self) -> tuple[TemplateBranch, ...]:
        """The branches that no case took."""
        return tuple(self.template.program.branches[number] for number in self.searched.unreached)

    @property
    def verdict(self) -> str:
        """Say what is known and what is not, in one sentence."""
        count, arms = self.searched.cases, self.searched.branches
        found = len(self.searched.found)
        if found:
            ways = "1 way" if found == 1 else f"{found} ways"
            return f"it fails in {ways}, found in {count} cases"
        proved = "proved to be JSON on every way" if self.proof.is_closed else "not proved"
        if not count:
            return (
                f"{proved}; nothing was tried, for no data could be made that its contract allows"
            )
        left = len(self.searched.unreached)
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
) -> Proved:
    """Prove what can be proved of a template, and search it for what cannot.

    Raises ProjectError for a template that does not parse, or a contract that cannot be used.
    """
    judge = judge_of(template, project, environment)
    schemas = schemas_of(template, project)
    search = Search(judge, schemas, project.fixtures, seed=seed, is_over=is_over)
    return Proved(template, prove_json(template, schemas), search.run(progress))


def judge_of(template: Template, project: Project, environment: RenderEnvironment) -> Judge:
    """Return who judges a template's cases, its client's contract included.

    Raises ProjectError for a template that does not parse, or a client's contract that cannot be
    used.
    """
    if template.body is None or template.parsed.errors:
        raise ProjectError(
            f"{template.file} cannot be rendered, so nothing can be proved of it",
            help=f"see what is wrong with it: inbox validate {template.name}",
        )
    output = output_checker(template.envelope.type, project.root)
    return Judge(template, environment, output, largest(project))


def largest(project: Project) -> int:
    """Return how many bytes a payload may have: what the project tells its rule, or the usual."""
    options = project.config.validate.options.get("payload-size", {})
    return int(options.get("bytes", LARGEST))


def schemas_of(template: Template, project: Project) -> dict[str, Mapping[str, Any]]:
    """Return the contracts in force, by the root that templates read them as."""
    return {
        "trigger": agreed(template, project).schema,
        "customer": agreed(template, project, of="customer").schema,
    }


def keep_counterexample(one: Counterexample, proved: Proved, project: Project) -> list[str]:
    """Write a counterexample as fixtures that do not exist yet; return the files' names."""
    name = f"found_{one.fault.kind.replace('-', '_')}"
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
    write_atomically(project.root / file, text)
    return file
