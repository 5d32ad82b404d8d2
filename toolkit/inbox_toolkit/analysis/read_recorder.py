"""Notes reads: what each variable of an expression can stand for, and whether it can fail there."""

from dataclasses import dataclass, field, replace

from inbox_toolkit.analysis.abstract_values import Computed, DataRef, Facts, Undefined, is_possible
from inbox_toolkit.analysis.data_path import Steps
from inbox_toolkit.analysis.read_site import ReadSite, Status
from inbox_toolkit.analysis.scope import PossibleValue, PossibleValues, Scope
from inbox_toolkit.liquid.compiler.expressions import written
from inbox_toolkit.liquid.compiler.program import Use
from inbox_toolkit.liquid.syntax.nodes import (
    Binary,
    FilteredExpression,
    Literal,
    Path,
    Range,
    Unary,
)
from inbox_toolkit.text.span import Span

_FORGIVEN: dict[Use, Status] = {"condition": "tested", "assign": "assigned"}


@dataclass(frozen=True, slots=True)
class ReadContext:
    """Where an expression stands, and whether a missing value is forgiven there."""

    use: Use
    node_span: Span
    is_lenient: bool = False
    is_defaulted: bool = False


@dataclass(slots=True)
class ReadRecorder:
    """The reads found so far; legacy Liquid forgives a missing value in conditions alone."""

    is_legacy: bool = False
    found: list[ReadSite] = field(default_factory=list)

    def chain(self, chain: FilteredExpression, at: ReadContext, scope: Scope, facts: Facts) -> None:
        """Note the reads of a value and of its filters' arguments."""
        first = chain.filters[0].name if chain.filters else ""
        is_defaulted = first == "default" and not self.is_legacy
        base = replace(at, is_lenient=True, is_defaulted=True) if is_defaulted else at
        self.expression(chain.value, base, scope, facts)
        argument = ReadContext("argument", at.node_span)
        for use in chain.filters:
            for one in use.arguments:
                self.expression(one.value, argument, scope, facts)

    def expression(self, node: object, at: ReadContext, scope: Scope, facts: Facts) -> None:
        """Note the reads of an expression."""
        match node:
            case Path():
                self._path(node, at, scope, facts)
            case Range():
                strict = replace(at, is_lenient=False, is_defaulted=False)
                self.expression(node.start, strict, scope, facts)
                self.expression(node.stop, strict, scope, facts)
            case Unary():
                self.expression(node.operand, at, scope, facts)
            case Binary():
                self.expression(node.left, at, scope, facts)
                self.expression(node.right, at, scope, facts)

    def _path(self, node: Path, at: ReadContext, scope: Scope, facts: Facts) -> None:
        for segment in node.segments:
            if not isinstance(segment.key, str | int | Literal):
                inner = ReadContext("argument", at.node_span)  # in brackets nothing is forgiven
                self.expression(segment.key, inner, scope, facts)
        if isinstance(node.segments[0].key, Literal | Range) and len(node.segments) == 1:
            return
        values = scope.resolve(node)
        fails_at, can_fail = _failing(values, facts, is_legacy=self.is_legacy)
        self.found.append(
            ReadSite(
                span=node.span,
                node_span=at.node_span,
                path=written(node),
                use=at.use,
                status=_status(at, can_fail=can_fail, is_certain=not facts),
                conditions=_said(facts),
                origins=_origins(values),
                fails_at=fails_at,
                unknown=next(
                    (one.value.name for one in values if isinstance(one.value, Undefined)), ""
                ),
                is_local=scope.is_local(node.root),
            )
        )


def _status(at: ReadContext, *, can_fail: bool, is_certain: bool) -> Status:
    if at.is_defaulted:
        return "defaulted"
    if at.is_lenient:
        return _FORGIVEN[at.use]
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
                for steps in prefixes(one.value, is_legacy=is_legacy)
                if is_possible(held, steps)
            ]
        else:
            can_fail = can_fail or (_may_miss(one) and is_possible(held, None))
    return tuple(dict.fromkeys(missing)), can_fail or bool(missing)


def prefixes(origin: DataRef, *, is_legacy: bool) -> list[Steps]:
    """Return the parts of a path that can be missing; in legacy Liquid null ends a path too."""
    whole, known_depth = len(origin.steps), origin.known_depth
    first = 2 if is_legacy and whole > known_depth else known_depth + 1
    return [origin.steps[:count] for count in range(first, whole + 1)]


def _may_miss(one: PossibleValue) -> bool:
    return isinstance(one.value, Undefined) or one.value == Computed(may_miss=True)


def _origins(values: PossibleValues) -> tuple[Steps, ...]:
    found = (one.value.steps for one in values if isinstance(one.value, DataRef))
    return tuple(dict.fromkeys(found))


def _said(facts: Facts) -> tuple[str, ...]:
    said = []
    for fact in facts:
        for test in fact[0] if len(fact) == 1 else ():
            said.append(test.text if test.wanted else f"not ({test.text})")
    return tuple(said)
