"""What a rule is: its metadata, the context it is given, and the findings it yields.

A rule is a module in ``rules/`` with ``META`` and one generator for each scope it looks at:

================== ======================= ===================================================
scope              generator               runs
================== ======================= ===================================================
template           ``check_template``      once per template, after all of its cases rendered
fixture            ``check_fixture``       once per fixture file
project            ``check_project``       once per project
revision           ``check_revision``      once per kept contract, with ``--since`` only
================== ======================= ===================================================
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatch
from functools import cached_property
from itertools import chain
from os.path import lexists
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from inbox_toolkit.analysis.dependencies import branch_dependencies
from inbox_toolkit.analysis.fixture_lookup import FixtureLookup
from inbox_toolkit.analysis.read_recorder import analyze
from inbox_toolkit.analysis.read_site import Analysis, BranchKey
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Fix, Severity
from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.liquid.compiler.program import TemplateBranch
from inbox_toolkit.liquid.runtime.result import NO_REF, RawRead, ReadGroup
from inbox_toolkit.liquid.syntax.nodes import Branch, Filter, If, Literal, Node, Path
from inbox_toolkit.liquid.syntax.visitor import filters_in, node_expressions, walk_nodes
from inbox_toolkit.project.fixtures import FileProblem, Fixture
from inbox_toolkit.project.project import Project, contract_names
from inbox_toolkit.rendering.environment import RenderEnvironment, render_environment
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.condition_mistakes import (
    ConditionMistake,
    condition_mistakes,
    words_without_operator,
)
from inbox_toolkit.validation.visual.rendered_cases import VisualRendering, visual_renderings

if TYPE_CHECKING:
    from inbox_toolkit.contract.contract import EffectiveContract
    from inbox_toolkit.contract.contract_file import ContractError

Options = Mapping[str, Any]
"""A rule's options by name: numbers, texts, switches and lists of texts, as TOML has them."""

IgnoreEntry = tuple[str, str]
"""One entry of ``[validate.ignore]``: a file pattern and the rule it turns off there."""


@dataclass(frozen=True, slots=True)
class RuleMeta:
    """A rule's facts; presets, ``inbox rules``, the docs and the reports derive from them.

    ``options`` holds each option's default; the default's type is the option's type.
    ``changes_output`` marks a rule whose fix is meant to change what is printed; any other fix is
    kept only if every case still renders to the same payload. ``runs_last`` marks a rule about the
    findings of the others: it runs after them and finds them in ``TemplateContext.findings``.
    """

    id: str
    summary: str
    severity: Severity
    recommended: bool = True
    options: Options = field(default_factory=dict)
    changes_output: bool = False
    runs_last: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; the runner adds rule and severity. ``cases`` are case labels."""

    location: Location
    message: str
    label: str = ""
    notes: tuple[str, ...] = ()
    help: str = ""
    cases: tuple[str, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The rules as one project has configured them.

    ``severities`` holds the enabled rules, ``known_rules`` all there are, and ``revision_rules``
    those that need a revision to compare with, so that they may not have run.
    """

    severities: Mapping[str, Severity]
    configured_options: Mapping[str, Options] = field(default_factory=dict)
    ignored: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known_rules: tuple[str, ...] = ()
    revision_rules: frozenset[str] = frozenset()

    def severity(self, rule: str, file: str) -> Severity | None:
        """Return the severity of a rule's findings in a file; None if the rule is off there."""
        return None if self.ignoring(rule, file) else self.severities.get(rule)

    def ignoring(self, rule: str, file: str) -> str | None:
        """Return the file pattern by which ``[validate.ignore]`` turns a rule off in a file."""
        for pattern, rules in self.ignored.items():
            if rule in rules and fnmatch(file, pattern):
                return pattern
        return None

    def options(self, meta: RuleMeta) -> Options:
        """Return a rule's options: its defaults, overridden by what the project configured."""
        return {**meta.options, **self.configured_options.get(meta.id, {})}


@dataclass(frozen=True)
class RuleContext:
    """What every rule is given, whatever its scope."""

    settings: Settings

    def options(self, meta: RuleMeta) -> Options:
        """Return a rule's options as the project has set them."""
        return self.settings.options(meta)


@dataclass(frozen=True)
class TemplateContext(RuleContext):
    """One template with everything computed about it before any rule runs.

    ``family`` holds the template and its translations and ``now`` the clock of the run.
    ``is_complete`` is False if only one case was rendered, as ``inbox render`` does. ``findings``
    is filled for rules with ``runs_last`` only. Results are cached under exactly this (of the
    fixtures: profiles, snippets, objects, and the template's own message data; also the contracts
    beside it), so a rule must look at nothing else.
    """

    template: Template
    outcomes: tuple[Outcome, ...]
    project: Project
    now: datetime
    family: tuple[Template, ...]
    is_complete: bool = True
    findings: tuple[Diagnostic, ...] = ()

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node of the template in source order, nested ones included."""
        return tuple(walk_nodes(self.template.parsed.nodes))

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        """Every filter call in the template."""
        return tuple(filters_in(self.nodes))

    @cached_property
    def analysis(self) -> Analysis:
        """Where the template reads variables, and whether it can fail there."""
        return analyze(self.template)

    @cached_property
    def evidence(self) -> FixtureLookup:
        """What the fixtures hold for the template's variables, and what its contracts say."""
        contracts = {}
        for one in self.contracts:
            if isinstance(one, ToolkitError) or one.file is None:
                continue  # an unusable contract is a finding of its own
            contracts["trigger" if one.of == "message_data" else one.of] = one.file.schema
        return FixtureLookup(self.project.fixtures, self.template.name, contracts)

    @cached_property
    def unknown_roots(self) -> frozenset[str]:
        """The names that are read but never given a value."""
        return frozenset(read.unknown for read in self.analysis.reads)

    @cached_property
    def environment(self) -> RenderEnvironment:
        """What cases can read besides their own data, for a rule that renders."""
        return render_environment(self.project, now=self.now)

    @cached_property
    def contracts(self) -> tuple["EffectiveContract | ContractError", ...]:
        """The contracts kept beside the template, each usable or with the reason why not.

        Empty for a translation and for a single case: contracts are checked with the base template
        and all of its cases. The contract package is imported only if there is a contract.
        """
        stem = f"{self.project.config.templates}/{self.template.name}"
        names = contract_names(stem).values()
        base = f"{self.project.root}/"
        if not self.is_complete or self.template.language:
            return ()
        if not any(lexists(base + one) for one in names):
            return ()
        from inbox_toolkit.contract.contract import contracts_of

        return contracts_of(self.template, self.project)

    @cached_property
    def visual_renderings(self) -> tuple[VisualRendering, ...]:
        """What a visual message's template draws for each payload; empty if nothing draws it."""
        return tuple(visual_renderings(self.template, self.project, self.outcomes))

    @cached_property
    def taken_branches(self) -> frozenset[int]:
        """The branches of the template that at least one case took."""
        return frozenset[int]().union(*(one.rendered.taken_branches for one in self.outcomes))

    @cached_property
    def _dependencies(self) -> Mapping[BranchKey, frozenset[str]]:
        return branch_dependencies(self.template.parsed.nodes)

    def depends_on(self, branch: TemplateBranch) -> frozenset[str]:
        """Return the roots of the data that decide whether a branch is taken."""
        return self._dependencies.get((branch.kind, branch.tag_span), frozenset({"customer"}))

    def sources_of(self, branch: TemplateBranch) -> str:
        """Name the fixtures that decide whether a case takes a branch; empty if none does.

        Snippets and objects are one file for all cases: another value is no further case.
        """
        roots = self.depends_on(branch)
        if {"customer", "trigger"} <= roots or "" in roots:
            return "a profile or message data"
        named = {"customer": "a profile", "trigger": "message data"}
        return next((what for root, what in named.items() if root in roots), "")

    @cached_property
    def condition_mistakes(self) -> Mapping[Branch, tuple[ConditionMistake, ...]]:
        """What is wrong with the conditions, by branch."""
        text = self.template.body.text if self.template.body else ""
        return {
            branch: found
            for node in self.nodes
            if isinstance(node, If)
            for branch in node.branches
            if branch.condition is not None
            and (found := tuple(condition_mistakes(branch.condition.value, text)))
        }

    @cached_property
    def operatorless_words(self) -> Mapping[Span, str]:
        """The operands with no operator between them, such as ``is``, by span."""
        text = self.template.body.text if self.template.body else ""
        return {
            span: span.of(text)
            for node in self.nodes
            for expression in node_expressions(node)
            if type(expression) is not Path and type(expression) is not Literal  # most are
            for span in words_without_operator(expression)
        }

    @cached_property
    def doubtful_branches(self) -> frozenset[Span]:
        """The tags of the branches that a mistake in a condition decides about."""
        return frozenset(
            branch.tag_span
            for node in self.nodes
            if isinstance(node, If) and not self.condition_mistakes.keys().isdisjoint(node.branches)
            for branch in node.branches
        )

    @cached_property
    def failed_spans(self) -> frozenset[Span]:
        """Where at least one case failed; another rule has reported that already."""
        return frozenset(failure.span for one in self.outcomes for failure in one.rendered.failures)

    def failing_cases(self, span: Span) -> tuple[str, ...]:
        """Return the labels of the cases that fail at a place."""
        return tuple(
            one.case.label
            for one in self.outcomes
            if any(failure.span == span for failure in one.rendered.failures)
        )

    @cached_property
    def reads(self) -> tuple[ReadGroup, ...]:
        """What the cases read; a group that several cases share is listed once."""
        groups = chain.from_iterable([one.rendered.read_groups for one in self.outcomes])
        return tuple({id(group): group for group in groups}.values())

    @cached_property
    def reads_by_variable(self) -> Mapping[int, list[tuple[RawRead, ReadGroup]]]:
        """The reads of each variable, by its index in the program, with the group each is in.

        Groups are those of ``reads``. What filters read for themselves is not among them.
        """
        found: defaultdict[int, list[tuple[RawRead, ReadGroup]]] = defaultdict(list)
        for group in self.reads:
            for raw in group:
                found[raw[0]].append((raw, group))
        found.pop(NO_REF, None)
        return found

    def reads_only_text(self, node: Span) -> bool:
        """Return True if what a placeholder reads is a text in every case."""
        variables = self.template.program.variables
        return all(
            isinstance(raw[1], str)
            for index, reads in self.reads_by_variable.items()
            if variables[index].node_span == node
            for raw, _ in reads
        )

    def readers(self, group: ReadGroup) -> list[int]:
        """Return the indexes of the outcomes that share a group of reads."""
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
        """Where at least one case has read a variable."""
        variables = self.template.program.variables
        return frozenset(variables[index].span for index in self.reads_by_variable)

    def share(self, count: int) -> str:
        """Return a number of cases as a share of all: ``3 of 18 cases``."""
        return f"{count:,} of {quantity(len(self.outcomes), 'case')}"


@dataclass(frozen=True)
class FixtureContext(RuleContext):
    """One fixture file; ``fixture`` is None if the file cannot be used, and ``problems`` say why.

    ``template`` is the template whose message data it is, None for any other fixture, and
    ``templates`` are the names of all templates.
    """

    source: Source
    fixture: Fixture | None
    problems: tuple[FileProblem, ...] = ()
    template: str | None = None
    templates: Collection[str] = ()

    def problems_of(self, kind: str) -> Iterator[Finding]:
        """Yield the file's problems of one kind (see ``FileProblem``) as findings."""
        for one in self.problems:
            if one.kind == kind:
                yield Finding(Location(one.source, one.span), one.message, help=one.help)


@dataclass(frozen=True)
class ProjectContext(RuleContext):
    """A whole project, after everything else in it has been validated.

    ``used_ignores`` are the entries of ``[validate.ignore]`` that a finding was left out for; None
    if only a part of the project was validated. Of the fixtures, only the shared ones are loaded.
    """

    project: Project
    used_ignores: frozenset[IgnoreEntry] | None = None


@dataclass(frozen=True)
class RevisionContext(RuleContext):
    """A template's contract today and at ``revision``; one of the two may not be kept in a file."""

    template: Template
    now: "EffectiveContract"
    before: "EffectiveContract"
    revision: str


@runtime_checkable
class TemplateRule(Protocol):
    """A rule with template scope."""

    META: RuleMeta

    def check_template(self, context: TemplateContext, /) -> Iterable[Finding]:
        """Yield what is wrong with the template."""
        ...


@runtime_checkable
class FixtureRule(Protocol):
    """A rule with fixture scope."""

    META: RuleMeta

    def check_fixture(self, context: FixtureContext, /) -> Iterable[Finding]:
        """Yield what is wrong with the fixture."""
        ...


@runtime_checkable
class ProjectRule(Protocol):
    """A rule with project scope."""

    META: RuleMeta

    def check_project(self, context: ProjectContext, /) -> Iterable[Finding]:
        """Yield what is wrong with the project."""
        ...


@runtime_checkable
class RevisionRule(Protocol):
    """A rule with revision scope."""

    META: RuleMeta

    def check_revision(self, context: RevisionContext, /) -> Iterable[Finding]:
        """Yield what has become wrong since the revision."""
        ...


Rule = TemplateRule | FixtureRule | ProjectRule | RevisionRule
