"""What a template's use of each path says about its value: how it is used, and where it is needed.

``collect_usage`` runs the same interpreter as ``read_recorder.analyze`` and keeps two more things:
what filters, loops and comparisons make of a path, and the facts under which a missing one fails.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal as Choice

from inbox_toolkit.analysis.abstract_interpreter import AbstractInterpreter, ReadContext
from inbox_toolkit.analysis.abstract_values import (
    Computed,
    DataRef,
    Facts,
    ItemGroups,
    ListOf,
    Undefined,
    Value,
)
from inbox_toolkit.analysis.data_path import ComputedStep, Element, Steps
from inbox_toolkit.analysis.filter_effects import value_of
from inbox_toolkit.analysis.scope import (
    PossibleValue,
    PossibleValues,
    Scope,
    items_of,
    step_of,
)
from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.compiler.expressions import LEGACY, written
from inbox_toolkit.liquid.compiler.program import BranchKind
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.filters.spec import ArgumentType, FilterSpec, ValueType
from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.liquid.syntax.nodes import (
    Binary,
    Case,
    Expression,
    Filter,
    FilteredExpression,
    Literal,
    Path,
    Range,
)
from inbox_toolkit.liquid.syntax.visitor import walk_nodes
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span

Kind = Choice["any", "boolean", "list", "moment", "number", "printed", "sized", "text"]

_KINDS: dict[ValueType, Kind] = {
    "any": "any", "boolean": "boolean", "date": "moment", "list": "list", "number": "number",
    "scalar": "printed", "sized": "sized", "text": "text",
}  # fmt: skip
_ARGUMENT_KINDS: dict[ArgumentType, Kind] = {"list": "list", "number": "number"}

_COMPARES = frozenset({"==", "!=", "<", ">", "<=", ">="})


@dataclass(frozen=True, slots=True)
class TypeUse:
    """One use of a path; ``word`` is what uses it, ``values`` what it is compared with.

    ``is_closed`` tells that nothing is done for any other value.
    """

    steps: Steps
    kind: Kind
    span: Span
    word: str
    values: tuple[object, ...] = ()
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A path that must not be missing where ``facts`` hold; always, where there are none."""

    steps: Steps
    facts: Facts
    span: Span


@dataclass(frozen=True, slots=True)
class OpenRead:
    """A read that fails if what the template itself makes has no value: no data can prevent it."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Usage:
    """All uses and needs of one template, in the order of the walk."""

    uses: tuple[TypeUse, ...]
    needs: tuple[Need, ...]
    open_reads: tuple[OpenRead, ...] = ()


def collect_usage(template: Template) -> Usage:
    """Return what a template says about its data, nothing if it does not parse."""
    if template.body is None or template.parsed.errors:
        return Usage((), ())
    nodes = template.parsed.nodes
    cases = {node.tag_span: node for node in walk_nodes(nodes) if isinstance(node, Case)}
    recorder = _UsageRecorder(cases, is_legacy=template.version == LEGACY)
    AbstractInterpreter(template.body.text, recorder, version=template.version).run(nodes)
    return Usage(
        tuple(dict.fromkeys(recorder.uses)),
        tuple(dict.fromkeys(recorder.needs)),
        tuple(dict.fromkeys(recorder.open_reads)),
    )


class _UsageRecorder:
    """Records uses and needs."""

    def __init__(self, cases: Mapping[Span, Case], *, is_legacy: bool) -> None:
        self.cases = cases
        self.is_legacy = is_legacy
        self.uses: list[TypeUse] = []
        self.needs: list[Need] = []
        self.open_reads: list[OpenRead] = []

    def on_branch(self, kind: BranchKind, tag_span: Span, *, is_possible: bool) -> None:
        """Ignore: what is read in a branch says enough."""

    def on_filtered(
        self, chain: FilteredExpression, context: ReadContext, scope: Scope, facts: Facts
    ) -> None:
        """Record what filters, an output, a condition or a ``case`` make of a value."""
        for number, use in enumerate(chain.filters):
            before = value_of(
                scope, FilteredExpression(chain.span, chain.value, chain.filters[:number])
            )
            self._filter(tuple(one.value for one in before), use, scope)
            self._read_by_filter(before, use, scope, facts)
        last = _values(scope, chain)
        if context.use == "output":
            self._note(last, "printed", chain.value.span, "printed")
        elif context.use == "condition" and (case := self.cases.get(context.node_span)):
            self._case(case, last)
        elif context.use == "condition" and isinstance(chain.value, Path):
            self._note(last, "any", chain.value.span, "tested")

    def on_expression(self, node: Expression, context: ReadContext, scope: Scope) -> None:
        """Record what loops, ranges and comparisons make of a path."""
        match node:
            case Path() if context.use == "loop":
                self._note(_resolved(scope, node), "list", node.span, "for")
            case Path():
                self._note(_resolved(scope, node), "any", node.span, context.use)
            case Range():
                for end in (node.start, node.stop):
                    if isinstance(end, Path):
                        self._note(_resolved(scope, end), "number", end.span, "(..)")
            case Binary() if node.operator in _COMPARES:
                self._compare(node.left, node, scope)
                self._compare(node.right, node, scope)
            case Binary(
                operator="contains", left=Path() as holder, right=Literal(value=str(sought))
            ):
                held = _resolved(scope, holder)
                self._note(held, "any", holder.span, "contains", literals=(sought,))

    def on_read(self, node: Path, context: ReadContext, scope: Scope, facts: Facts) -> None:
        """Record what must not be missing here."""
        if context.is_lenient or context.is_defaulted:
            return
        choice = scope.choice(node)
        for number, one in enumerate(scope.resolve(node)):
            held = (*facts, *one.when)
            if isinstance(one.value, DataRef):
                for part in one.value.fallible_prefixes(is_legacy=self.is_legacy):
                    if scope.is_possible(held, part, ((choice, number),)):
                        self.needs.append(Need(part, _data_facts(held), node.span))
            elif _is_open(one.value) and scope.is_possible(held, None, ((choice, number),)):
                self.open_reads.append(OpenRead(written(node), node.span))

    def _note(
        self,
        values: tuple[Value, ...],
        kind: Kind,
        span: Span,
        word: str,
        *,
        literals: tuple[object, ...] = (),
        is_closed: bool = False,
    ) -> None:
        for value in values:
            if isinstance(value, DataRef):
                self.uses.append(TypeUse(value.steps, kind, span, word, literals, is_closed))

    def _filter(self, before: tuple[Value, ...], use: Filter, scope: Scope) -> None:
        spec = spec_of(use.name, "legacy" if scope.is_legacy else "latest")
        self._note(before, expected_kind(spec), use.name_span, use.name)
        first = use.arguments[0].value if use.arguments else None
        if _names_a_member(spec) and isinstance(first, Literal) and isinstance(first.value, str):
            within: Kind = "number" if use.name == "sum" else "any"
            for steps in _items(before, use.span):
                name = first.value
                self.uses.append(TypeUse((*steps, name), within, use.name_span, use.name))
        if spec is not None and spec.origin == "fallback":
            return
        for number, argument in enumerate(use.arguments):
            if isinstance(argument.value, Path):
                values = _resolved(scope, argument.value)
                wanted = _argument_kind(spec, number)
                self._note(values, wanted, argument.value.span, use.name)

    def _read_by_filter(
        self, before: PossibleValues, use: Filter, scope: Scope, facts: Facts
    ) -> None:
        """Record the members that a filter needs of every item, by name or in an expression."""
        spec = spec_of(use.name, "legacy" if scope.is_legacy else "latest")
        texts = [
            one.value.value
            for one in use.arguments[:2]
            if isinstance(one.value, Literal) and isinstance(one.value.value, str)
        ]
        if spec is None or not texts:
            return
        if spec.needs_member:
            for one in before:
                held = _data_facts((*facts, *one.when))
                is_group = isinstance(one.value, ItemGroups) and texts[0] in ("name", "items")
                if not isinstance(one.value, DataRef | ListOf) and not is_group:
                    self.open_reads.append(OpenRead(texts[0], use.name_span))
                for steps in _items((one.value,), use.span):
                    for part in _property_parts(steps, texts[0]):
                        self.needs.append(Need(part, held, use.name_span))
        elif len(texts) == 2 and spec.arguments[1:] and spec.arguments[1].type == "expression":
            self._read_by_expression(before, use, scope.fork(facts), texts[0], texts[1])

    def _read_by_expression(
        self, before: PossibleValues, use: Filter, scope: Scope, name: str, text: str
    ) -> None:
        try:
            chain = read_filtered(Cursor(text, 0, len(text)))
        except LiquidSyntaxError:
            return
        items = tuple(
            PossibleValue(item, one.when)
            for one in before
            for item in items_of(one.value, use.span)
        )
        scope.enter_loop({name: items}, (scope.round, use.span))
        inner = _UsageRecorder({}, is_legacy=self.is_legacy)
        version = LEGACY if self.is_legacy else "latest"
        context = ReadContext("argument", use.span)
        AbstractInterpreter(text, inner, version=version).evaluate(chain, context, scope)
        self.uses += [replace(one, span=use.name_span) for one in inner.uses]
        self.needs += [replace(one, span=use.name_span) for one in inner.needs]
        self.open_reads += [replace(one, span=use.name_span) for one in inner.open_reads]

    def _case(self, case: Case, values: tuple[Value, ...]) -> None:
        literals = [value for when in case.whens for value in when.values]
        known = tuple(one.value for one in literals if isinstance(one, Literal))
        plain = [one for one in known if isinstance(one, str | int | float)]
        if not plain or len(plain) != len(literals):
            return
        kind = _kind_of(plain[0])
        self._note(
            values,
            kind if all(_kind_of(one) == kind for one in plain) else "any",
            case.subject.span,
            "case",
            literals=tuple(plain),
            is_closed=case.otherwise is None,
        )

    def _compare(self, side: object, node: Binary, scope: Scope) -> None:
        other = node.right if side is node.left else node.left
        if not isinstance(side, Path) or not isinstance(other, Literal):
            return
        value = other.value
        if isinstance(value, str | int | float) and value != "":
            kind: Kind = _kind_of(value)
            literals = () if kind == "boolean" else (value,)
            self._note(_resolved(scope, side), kind, side.span, node.operator, literals=literals)


def _is_open(value: Value) -> bool:
    """Return True if a value that the template makes may be none."""
    return isinstance(value, Undefined) or (isinstance(value, Computed) and value.may_miss)


def _data_facts(facts: Facts) -> Facts:
    """Return the facts that are about the data, without those that tell ways of a loop apart."""
    return tuple(fact for fact in facts if any(guard.text for group in fact for guard in group))


def expected_kind(spec: FilterSpec | None) -> Kind:
    """Return what a filter makes sense of."""
    return _KINDS[spec.accepts] if spec else "any"


def _argument_kind(spec: FilterSpec | None, number: int) -> Kind:
    arguments = spec.arguments if spec else ()
    return _ARGUMENT_KINDS.get(arguments[number].type, "any") if number < len(arguments) else "any"


def _names_a_member(spec: FilterSpec | None) -> bool:
    return spec is not None and bool(spec.arguments) and spec.arguments[0].type == "member"


def _kind_of(value: object) -> Kind:
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "text"


def _values(scope: Scope, chain: FilteredExpression) -> tuple[Value, ...]:
    return tuple(one.value for one in value_of(scope, chain))


def _resolved(scope: Scope, path: Path) -> tuple[Value, ...]:
    return tuple(one.value for one in scope.resolve(path))


def _property_parts(steps: Steps, text: str) -> Iterator[Steps]:
    """Yield the paths that a property such as ``"address.city"`` reads of an item."""
    try:
        segments = Cursor(text, 0, len(text)).property()
    except LiquidSyntaxError:
        return
    for segment in segments:
        steps = (*steps, step_of(segment))
        if isinstance(steps[-1], ComputedStep):
            return
        yield steps


def _items(values: tuple[Value, ...], mark: Span) -> Iterator[Steps]:
    for value in values:
        if isinstance(value, DataRef):
            yield (*value.steps, Element(mark))
        elif isinstance(value, ListOf):
            yield value.item.steps
