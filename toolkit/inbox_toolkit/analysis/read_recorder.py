"""Record every read of a template: what the variable can stand for, and whether it can fail."""

from collections.abc import Iterator
from dataclasses import replace

from inbox_toolkit.analysis.abstract_interpreter import AbstractInterpreter, ReadContext
from inbox_toolkit.analysis.abstract_values import (
    Computed,
    Constant,
    DataRef,
    Facts,
    Undefined,
    certain_guards,
)
from inbox_toolkit.analysis.data_path import Element, Steps
from inbox_toolkit.analysis.read_site import Analysis, BranchKey, ReadSite, Status
from inbox_toolkit.analysis.scope import PossibleValue, PossibleValues, Scope
from inbox_toolkit.liquid.compiler.expressions import LEGACY, written
from inbox_toolkit.liquid.compiler.program import BranchKind, Use
from inbox_toolkit.liquid.javascript.comparison import is_blank
from inbox_toolkit.liquid.syntax.nodes import (
    Expression,
    FilteredExpression,
    For,
    Path,
)
from inbox_toolkit.liquid.syntax.visitor import bound_names, walk_nodes
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span


def analyze(template: Template) -> Analysis:
    """Return every read of a template, none if it does not parse."""
    if template.body is None or template.parsed.errors:
        return Analysis(())
    nodes = template.parsed.nodes
    assigned = bound_names(nodes)
    loops = {node.variable for node in walk_nodes(nodes) if isinstance(node, For)}
    recorder = ReadRecorder(is_legacy=template.version == LEGACY)
    AbstractInterpreter(template.body.text, recorder, version=template.version).run(nodes)
    return Analysis(recorder.found, assigned | loops, assigned, recorder.impossible)


_FORGIVEN: dict[Use, Status] = {"condition": "tested", "assign": "assigned"}


class ReadRecorder:
    """Collects the reads; legacy Liquid forgives a missing value in conditions only."""

    def __init__(self, *, is_legacy: bool = False) -> None:
        self.is_legacy = is_legacy
        self._seen: dict[Span, list[ReadSite]] = {}
        self._branches: dict[BranchKey, bool] = {}

    @property
    def found(self) -> tuple[ReadSite, ...]:
        """The reads in the order they are written, each once."""
        return tuple(_merged(self._seen[span]) for span in sorted(self._seen))

    @property
    def impossible(self) -> frozenset[BranchKey]:
        """The branches that no data takes."""
        return frozenset(key for key, is_possible in self._branches.items() if not is_possible)

    def on_branch(self, kind: BranchKind, tag_span: Span, *, is_possible: bool) -> None:
        """Record a branch; one that is possible in some round is possible."""
        key = (kind, tag_span)
        self._branches[key] = self._branches.get(key, False) or is_possible

    def on_filtered(
        self, chain: FilteredExpression, context: ReadContext, scope: Scope, facts: Facts
    ) -> None:
        """Ignore: only variables matter."""

    def on_expression(self, node: Expression, context: ReadContext, scope: Scope) -> None:
        """Ignore: only variables matter."""

    def on_read(self, node: Path, context: ReadContext, scope: Scope, facts: Facts) -> None:
        """Record a read with the values it may have."""
        values = scope.resolve(node)
        feasible: list[tuple[PossibleValue, list[Steps]]] = []
        has_unset = any(isinstance(one.value, Undefined) for one in values)
        if has_unset or not (context.is_lenient or context.is_defaulted):
            feasible = self._feasible(scope, node, values, facts)
        unset = [
            (one.value.name, one.when) for one, _ in feasible if isinstance(one.value, Undefined)
        ]
        name, where = unset[0] if unset else ("", ())
        fails_at = tuple(dict.fromkeys(steps for _, missing in feasible for steps in missing))
        can_fail = bool(fails_at) or any(_may_miss(one) for one, _ in feasible)
        self._seen.setdefault(node.span, []).append(
            ReadSite(
                span=node.span,
                node_span=context.node_span,
                path=written(node),
                use=context.use,
                status=_status(context, can_fail=can_fail, is_certain=not facts),
                conditions=_conditions(facts),
                origins=_origins(values),
                fails_at=fails_at,
                unknown=name if len(unset) == len(feasible) else "",
                unset=name,
                unset_where=_conditions(where),
                is_local=scope.is_local(node.root),
                is_data=all(isinstance(one.value, DataRef) or _is_full(one) for one in values),
            )
        )

    def _feasible(
        self, scope: Scope, node: Path, values: PossibleValues, facts: Facts
    ) -> list[tuple[PossibleValue, list[Steps]]]:
        """Return the values possible here, each with the parts of its path that can be missing."""
        found = []
        choice = scope.choice(node)
        for number, one in enumerate(values):
            held, chosen = (*facts, *one.when), ((choice, number),)
            value = one.value
            if isinstance(value, DataRef):
                parts = value.fallible_prefixes(is_legacy=self.is_legacy)
                missing = [steps for steps in parts if scope.is_possible(held, steps, chosen)]
                found.append((one, missing))
            elif scope.is_possible(held, None, chosen, is_deep=True):
                found.append((one, []))
        return found


def _merged(sites: list[ReadSite]) -> ReadSite:
    """Return the reads of one place in several rounds as one."""
    first = sites[0]
    if len(sites) == 1:
        return first
    status = next((one.status for one in sites if one.can_fail), first.status)
    unset = next((one for one in sites if one.unset), first)
    live = [one for one in sites if one.unset or one.can_fail] or sites
    return replace(
        first,
        status=status,
        conditions=live[0].conditions,
        origins=tuple(dict.fromkeys(one for site in sites for one in _unmarked(site.origins))),
        fails_at=tuple(dict.fromkeys(one for site in sites for one in _unmarked(site.fails_at))),
        unknown=first.unknown if all(one.unknown for one in sites) else "",
        is_data=all(one.is_data for one in sites),
        unset=unset.unset,
        unset_where=unset.unset_where,
    )


def _unmarked(paths: tuple[Steps, ...]) -> Iterator[Steps]:
    """Yield paths without the round that their list items belong to."""
    for steps in paths:
        yield tuple(Element(None) if isinstance(step, Element) else step for step in steps)


def _status(context: ReadContext, *, can_fail: bool, is_certain: bool) -> Status:
    if context.is_defaulted:
        return "defaulted"
    if context.is_lenient:
        return _FORGIVEN[context.use]
    if not can_fail:
        return "guarded"
    return "required" if is_certain else "conditional"


def _may_miss(one: PossibleValue) -> bool:
    return isinstance(one.value, Undefined) or one.value == Computed(may_miss=True)


def _is_full(one: PossibleValue) -> bool:
    """Return True for a value of the template that is not empty."""
    return isinstance(one.value, Constant) and not is_blank(one.value.value)


def _origins(values: PossibleValues) -> tuple[Steps, ...]:
    found = (one.value.steps for one in values if isinstance(one.value, DataRef))
    return tuple(dict.fromkeys(found))


def _conditions(facts: Facts) -> tuple[str, ...]:
    """Return facts as people read them."""
    if not facts:
        return ()
    written = [guard.written for guard in certain_guards(facts) if guard.text]
    return tuple(dict.fromkeys(written))
