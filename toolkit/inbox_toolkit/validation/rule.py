"""What a rule is: what it says about itself, what it is given and what it yields."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import chain
from os.path import lexists
from typing import TYPE_CHECKING, Any, Protocol

from inbox_toolkit.analysis.fixture_lookup import FixtureLookup
from inbox_toolkit.analysis.read_recorder import analyze
from inbox_toolkit.analysis.read_site import Analysis
from inbox_toolkit.diagnostics.diagnostic import Fix, Severity
from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.liquid.runtime.result import ReadGroup
from inbox_toolkit.liquid.syntax.nodes import Filter, Node
from inbox_toolkit.liquid.syntax.visitor import filters_in, walk_nodes
from inbox_toolkit.project.project import Project, contract_names
from inbox_toolkit.rendering.environment import RenderEnvironment, render_environment
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.text.span import Span

if TYPE_CHECKING:
    from inbox_toolkit.contract.contract import EffectiveContract
    from inbox_toolkit.contract.contract_file import ContractError
    from inbox_toolkit.validation.visual.rendered_cases import VisualRendering


@dataclass(frozen=True, slots=True)
class RuleMeta:
    """A rule's own facts; presets, ``inbox rules`` and reports are derived from them.

    ``options`` gives each option's default; its type is the option's type. A rule whose fix is
    meant to change what is printed says so with ``changes_output``; any other fix is only applied
    where every case renders to the same payload afterwards.
    """

    id: str
    summary: str
    severity: Severity
    recommended: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)
    changes_output: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; the runner adds rule and severity. ``cases`` are labels."""

    place: Location
    message: str
    label: str = ""
    notes: tuple[str, ...] = ()
    help: str = ""
    cases: tuple[str, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True)
class RuleContext:
    """One template with everything computed about it before any rule is asked.

    ``family`` holds the template and its translations, ``now`` is the clock of the run;
    ``is_whole`` tells that the outcomes are of all cases, not of one that was asked for. Findings
    are cached under exactly this (of the fixtures: the profiles, snippets, objects and the
    template's own message data; and the contracts beside it), so a rule looks at nothing else.
    """

    template: Template
    outcomes: tuple[Outcome, ...]
    project: Project
    now: datetime
    family: tuple[Template, ...]
    is_whole: bool = True

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node of the template in order, those inside others included."""
        return tuple(walk_nodes(self.template.parsed.nodes))

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        """Every filter that the template calls."""
        return tuple(filters_in(self.nodes))

    @cached_property
    def analysis(self) -> Analysis:
        """Where the template reads variables, and whether it can fail there."""
        return analyze(self.template)

    @cached_property
    def evidence(self) -> FixtureLookup:
        """What the fixtures hold for the template's variables, and its contracts say of them."""
        contracts = {}
        for one in self.contracts:
            if isinstance(one, ToolkitError) or one.file is None:
                continue  # a contract that cannot be used is a finding of its own
            contracts["trigger" if one.of == "message_data" else one.of] = one.file.schema
        return FixtureLookup(self.project.fixtures, self.template.name, contracts)

    @cached_property
    def unknown_roots(self) -> frozenset[str]:
        """The names that are read and that nothing gives a value."""
        return frozenset(read.unknown for read in self.analysis.reads)

    @cached_property
    def environment(self) -> RenderEnvironment:
        """What cases can read besides their own data, for a rule that renders."""
        return render_environment(self.project, now=self.now)

    @cached_property
    def contracts(self) -> tuple["EffectiveContract | ContractError", ...]:
        """The contracts kept beside the template, or why one of them cannot be used.

        They are judged with the base and all its cases, not with a translation or a single case.
        Where there are none, nothing of that room is imported.
        """
        stem = f"{self.project.config.templates}/{self.template.name}"
        names = contract_names(stem).values()
        base = f"{self.project.root}/"
        if not self.is_whole or self.template.language:
            return ()
        if not any(lexists(base + one) for one in names):
            return ()
        from inbox_toolkit.contract.contract import contracts_of

        return contracts_of(self.template, self.project)

    @cached_property
    def visual_renderings(self) -> tuple["VisualRendering", ...]:
        """What a visual message's template draws of each payload; none where nothing draws it."""
        from inbox_toolkit.validation.visual.rendered_cases import (
            visual_renderings,  # it is given a RuleContext
        )

        return tuple(visual_renderings(self))

    @cached_property
    def taken_branches(self) -> frozenset[int]:
        """The arms of the template that some case took."""
        return frozenset[int]().union(*(one.rendered.taken_branches for one in self.outcomes))

    @cached_property
    def failed_spans(self) -> frozenset[Span]:
        """Where some case failed; another rule has reported that already."""
        return frozenset(failure.span for one in self.outcomes for failure in one.rendered.failures)

    @cached_property
    def reads(self) -> tuple[ReadGroup, ...]:
        """What the cases read, each group that several of them share once."""
        groups = chain.from_iterable([one.rendered.read_groups for one in self.outcomes])
        return tuple({id(group): group for group in groups}.values())

    def readers(self, group: ReadGroup) -> list[int]:
        """Return the numbers of the outcomes that have a group of reads."""
        return self._readers[id(group)]

    @cached_property
    def _readers(self) -> Mapping[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number, outcome in enumerate(self.outcomes):
            for group in outcome.rendered.read_groups:
                found[id(group)].append(number)
        return found

    @cached_property
    def read_spans(self) -> frozenset[Span]:
        """Where some case has read a variable."""
        sites = {raw[0] for group in self.reads for raw in group}
        return frozenset(
            self.template.program.variables[one].span
            for one in sites
            if isinstance(one, int) and one >= 0
        )

    def share(self, count: int) -> str:
        """Say how many of the cases: ``3 of 18 cases``."""
        many = len(self.outcomes)
        return f"{count} of {quantity(many, 'case')}"


class Rule(Protocol):
    """The shape of a module in ``rules/``: its facts, and one generator over one template."""

    META: RuleMeta

    def check(self, context: RuleContext, options: Mapping[str, Any]) -> Iterator[Finding]:
        """Yield what is wrong with the context."""
        ...
