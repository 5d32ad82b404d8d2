"""Record every read of a template: what the variable can stand for, and whether it can fail."""

from dataclasses import dataclass, field

from inbox_toolkit.analysis.abstract_interpreter import AbstractInterpreter, ReadContext
from inbox_toolkit.analysis.abstract_values import Computed, DataRef, Facts, Undefined, is_possible
from inbox_toolkit.analysis.data_path import Steps
from inbox_toolkit.analysis.read_site import Analysis, ReadSite, Status
from inbox_toolkit.analysis.scope import PossibleValue, PossibleValues, Scope
from inbox_toolkit.liquid.compiler.expressions import LEGACY, written
from inbox_toolkit.liquid.compiler.program import Use
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Capture,
    Counter,
    Expression,
    FilteredExpression,
    For,
    Path,
)
from inbox_toolkit.liquid.syntax.visitor import walk_nodes
from inbox_toolkit.template.template import Template


def analyze(template: Template) -> Analysis:
    """Return every read of a template, none if it does not parse."""
    if template.body is None or template.parsed.errors:
        return Analysis(())
    nodes = template.parsed.nodes
    names = frozenset(
        node.variable if isinstance(node, For) else node.name
        for node in walk_nodes(nodes)
        if isinstance(node, Assign | Capture | Counter | For)
    )
    recorder = ReadRecorder(is_legacy=template.version == LEGACY)
    AbstractInterpreter(template.body.text, recorder, version=template.version).run(nodes)
    return Analysis(tuple(sorted(recorder.found, key=lambda read: read.span)), names)


_FORGIVEN: dict[Use, Status] = {"condition": "tested", "assign": "assigned"}


@dataclass(slots=True)
class ReadRecorder:
    """Collects the reads; legacy Liquid forgives a missing value in conditions only."""

    is_legacy: bool = False
    found: list[ReadSite] = field(default_factory=list)

    def on_filtered(self, chain: FilteredExpression, context: ReadContext, scope: Scope) -> None:
        """Ignore: only variables matter."""

    def on_expression(self, node: Expression, context: ReadContext, scope: Scope) -> None:
        """Ignore: only variables matter."""

    def on_read(self, node: Path, context: ReadContext, scope: Scope, facts: Facts) -> None:
        """Record a read with the values it may have."""
        values = scope.resolve(node)
        fails_at, can_fail = _failing(values, facts, is_legacy=self.is_legacy)
        self.found.append(
            ReadSite(
                span=node.span,
                node_span=context.node_span,
                path=written(node),
                use=context.use,
                status=_status(context, can_fail=can_fail, is_certain=not facts),
                conditions=_conditions(facts),
                origins=_origins(values),
                fails_at=fails_at,
                unknown=next(
                    (one.value.name for one in values if isinstance(one.value, Undefined)), ""
                ),
                is_local=scope.is_local(node.root),
            )
        )


def _status(context: ReadContext, *, can_fail: bool, is_certain: bool) -> Status:
    if context.is_defaulted:
        return "defaulted"
    if context.is_lenient:
        return _FORGIVEN[context.use]
    if not can_fail:
        return "guarded"
    return "required" if is_certain else "conditional"


def _failing(
    values: PossibleValues, facts: Facts, *, is_legacy: bool
) -> tuple[tuple[Steps, ...], bool]:
    """Return the parts of paths that can be missing here, and whether anything can."""
    missing: list[Steps] = []
    can_fail = False
    for one in values:
        held = (*facts, *one.when)
        if isinstance(one.value, DataRef):
            missing += [
                steps
                for steps in one.value.fallible_prefixes(is_legacy=is_legacy)
                if is_possible(held, steps)
            ]
        else:
            can_fail = can_fail or (_may_miss(one) and is_possible(held, None))
    return tuple(dict.fromkeys(missing)), can_fail or bool(missing)


def _may_miss(one: PossibleValue) -> bool:
    return isinstance(one.value, Undefined) or one.value == Computed(may_miss=True)


def _origins(values: PossibleValues) -> tuple[Steps, ...]:
    found = (one.value.steps for one in values if isinstance(one.value, DataRef))
    return tuple(dict.fromkeys(found))


def _conditions(facts: Facts) -> tuple[str, ...]:
    written = []
    for fact in facts:
        for test in fact[0] if len(fact) == 1 else ():
            written.append(test.text if test.wanted else f"not ({test.text})")
    return tuple(written)
