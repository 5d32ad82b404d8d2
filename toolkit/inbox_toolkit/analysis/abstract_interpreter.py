"""Run a template without data: follow its control flow and report each read with what holds there.

Abstract interpretation: every name stands for the set of values it may have (``scope.py``), every
branch adds its condition to the facts (``abstract_values.py``), and a listener is told of each
expression where it is evaluated.

A loop whose body binds names is followed round by round: the first, where ``forloop.first`` holds
and names have the values from before the loop; one that only prepares what an earlier round may
leave behind; and a later one. What the second leaves and the first does not is widened.

    {% for i in trigger.items %}{{ sep }}{{ i }}{% assign sep = ', ' %}{% endfor %}

In the first round ``sep`` has no value, in a later one it is ``', '``: it may be unset.
"""

from dataclasses import replace
from typing import Protocol, assert_never

from inbox_toolkit.analysis.abstract_values import (
    Computed,
    Constant,
    DataRef,
    Fact,
    Facts,
    Group,
    Guard,
    Term,
    Undefined,
    Value,
    as_guard,
    constant_outcome,
)
from inbox_toolkit.analysis.data_path import Element
from inbox_toolkit.analysis.filter_effects import (
    assigned_values,
    expression_term,
    may_fall_back,
    term_of,
    value_of,
)
from inbox_toolkit.analysis.scope import (
    FOR_LOOP,
    TABLE_LOOP,
    PossibleValue,
    Scope,
    items_of,
)
from inbox_toolkit.liquid.compiler.expressions import LEGACY
from inbox_toolkit.liquid.compiler.program import BranchKind, Use
from inbox_toolkit.liquid.syntax.nodes import (
    Argument,
    Assign,
    Binary,
    Body,
    Capture,
    Case,
    CioTag,
    Comment,
    Counter,
    Cycle,
    Expression,
    Filter,
    FilteredExpression,
    For,
    If,
    IfChanged,
    JsonString,
    Jump,
    LiquidTag,
    Literal,
    Output,
    Path,
    Range,
    Text,
    Unary,
    When,
)
from inbox_toolkit.liquid.syntax.visitor import NodeVisitor, bound_names
from inbox_toolkit.text.record import record
from inbox_toolkit.text.span import Span

MAX_DEPTH_OF_ROUNDS = 2
"""How many loops may be around one that is followed round by round."""

MAX_EARLIER_ROUNDS = 3
"""How many rounds are tried until names stand for nothing new."""

_UNKNOWN = Term("?")
_NOT_JUMPED: Facts = (((Guard(_UNKNOWN, True, "jump"),),),)


Exit = tuple[Scope, Facts]
"""A way out of a body: the scope there, and what holds on this way only."""


@record
class ReadContext:
    """Where an expression stands, and whether a missing value is forgiven there."""

    use: Use
    node_span: Span
    is_lenient: bool = False
    is_defaulted: bool = False


class Listener(Protocol):
    """What is told of each expression, at the moment it is evaluated."""

    def on_filtered(
        self, chain: FilteredExpression, context: ReadContext, scope: Scope, facts: Facts
    ) -> None:
        """A value and its filters, after everything in it was reported; ``facts`` hold there."""

    def on_expression(self, node: Expression, context: ReadContext, scope: Scope) -> None:
        """An expression, after everything in it was reported."""

    def on_read(self, node: Path, context: ReadContext, scope: Scope, facts: Facts) -> None:
        """A variable; ``facts`` hold there."""

    def on_branch(self, kind: BranchKind, tag_span: Span, *, is_possible: bool) -> None:
        """A branch, a loop or a fallback, and whether some data takes it."""


class AbstractInterpreter(NodeVisitor[Scope, bool]):
    """One run; each visit returns False if a jump leaves before the node's end.

    ``jumps`` has the scopes that leave the round of each open loop early. A jump outside of any
    loop ends the template: ``ended`` holds from there on, and says that nobody knows whether a run
    gets here.
    """

    def __init__(self, text: str, listener: Listener, *, version: str = "latest") -> None:
        self.text = text
        self.listener = listener
        self.is_legacy = version == LEGACY
        self.jumps: list[dict[str, list[Scope]]] = []
        self.ended: Facts = ()

    def run(self, nodes: Body) -> None:
        """Follow a whole template."""
        self._body(nodes, Scope(is_legacy=self.is_legacy))

    def evaluate(self, chain: FilteredExpression, context: ReadContext, scope: Scope) -> None:
        """Follow one expression alone, such as the text that ``where_exp`` takes."""
        self._filtered(chain, context, scope)

    # --- bodies ------------------------------------------------------------------------------

    def _body(self, nodes: Body, scope: Scope) -> bool:
        return all(self.visit(node, scope) for node in nodes)

    def _branch(self, body: Body, scope: Scope, facts: Facts) -> Scope | None:
        """Follow a branch in a scope of its own and return that, None if it jumps away."""
        inner = scope.fork(facts)
        return inner if self._body(body, inner) else None

    def visit_liquid_tag(self, node: LiquidTag, scope: Scope) -> bool:
        """Its lines are a part of the body around it."""
        return self._body(node.body, scope)

    def visit_json_string(self, node: JsonString, scope: Scope) -> bool:
        """Nothing assigned in it outlives it, and no jump leaves it."""
        self._branch(node.body, scope, ())
        return True

    def visit_capture(self, node: Capture, scope: Scope) -> bool:
        """Run the body, then bind the name."""
        falls_through = self._body(node.body, scope)
        scope.bind(node.name, (PossibleValue(Computed()),))
        return falls_through

    def visit_if_changed(self, node: IfChanged, scope: Scope) -> bool:
        """The body always runs; what it printed is what may be dropped."""
        return self._body(node.body, scope)

    def visit_jump(self, node: Jump, scope: Scope) -> bool:
        """Leave the loop's body, or the template."""
        if self.jumps:
            self.jumps[-1][node.kind].append(scope.fork())
        else:
            self.ended = _NOT_JUMPED
        return False

    # --- plain nodes -------------------------------------------------------------------------

    def visit_text(self, node: Text, scope: Scope) -> bool:  # noqa: ARG002 - reads nothing
        """Text reads nothing."""
        return True

    def visit_comment(self, node: Comment, scope: Scope) -> bool:  # noqa: ARG002 - reads nothing
        """A comment reads nothing."""
        return True

    def visit_output(self, node: Output, scope: Scope) -> bool:
        """Print a value."""
        self._filtered(node.expression, ReadContext("output", node.span), scope)
        return True

    def visit_assign(self, node: Assign, scope: Scope) -> bool:
        """Bind a name; the latest Liquid forgives a missing value here."""
        context = ReadContext("assign", node.span, is_lenient=not self.is_legacy)
        self._filtered(node.expression, context, scope)
        scope.bind(node.name, assigned_values(scope, node.expression))
        return True

    def visit_counter(self, node: Counter, scope: Scope) -> bool:
        """Count, and bind the name."""
        scope.bind(node.name, (PossibleValue(Computed(is_number=True)),))
        return True

    def visit_cycle(self, node: Cycle, scope: Scope) -> bool:
        """Print one of the values in turn."""
        if node.group is not None:
            self._expression(node.group, ReadContext("argument", node.span), scope)
        in_turn = _units((Guard(_UNKNOWN, True, "cycle"),))
        for value in node.values:
            self._expression(value, ReadContext("output", node.span), scope, in_turn)
        return True

    def visit_cio_tag(self, node: CioTag, scope: Scope) -> bool:
        """Read the arguments."""
        for argument in node.arguments:
            self._expression(argument.value, ReadContext("argument", node.span), scope)
        return True

    # --- expressions -------------------------------------------------------------------------

    def _filtered(
        self, chain: FilteredExpression, context: ReadContext, scope: Scope, own: Facts = ()
    ) -> None:
        first = chain.filters[0].name if chain.filters else ""
        is_defaulted = first == "default" and not self.is_legacy
        base = replace(context, is_lenient=True, is_defaulted=True) if is_defaulted else context
        self._expression(chain.value, base, scope, own)
        argument_context = ReadContext("argument", context.node_span)
        for use in chain.filters:
            for argument in use.arguments:
                self._expression(argument.value, argument_context, scope, own)
            if use.name == "default":
                is_needed = may_fall_back(value_of(scope, _before(chain, use)))
                possible = is_needed and scope.is_possible((*scope.facts, *own))
                self.listener.on_branch("default", use.span, is_possible=possible)
        facts = (*scope.facts, *own, *self.ended)
        self.listener.on_filtered(chain, context, scope, facts)

    def _expression(
        self, node: Expression, context: ReadContext, scope: Scope, own: Facts = ()
    ) -> None:
        match node:
            case Path():
                self._path(node, context, scope, own)
            case Range():
                strict = replace(context, use="argument", is_lenient=False, is_defaulted=False)
                self._expression(node.start, strict, scope, own)
                self._expression(node.stop, strict, scope, own)
            case Unary():
                self._expression(node.operand, context, scope, own)
            case Binary():
                self._expression(node.left, context, scope, own)
                self._expression(node.right, context, scope, own)
            case Literal():
                pass
            case _:
                assert_never(node)
        self.listener.on_expression(node, context, scope)

    def _path(self, node: Path, context: ReadContext, scope: Scope, own: Facts) -> None:
        for segment in node.segments:
            if not isinstance(segment.key, str | int | Literal):
                inner = ReadContext("argument", context.node_span)  # brackets forgive nothing
                self._expression(segment.key, inner, scope, own)
        if len(node.segments) > 1 or not isinstance(node.segments[0].key, Literal | Range):
            self.listener.on_read(node, context, scope, (*scope.facts, *own, *self.ended))

    # --- branches ----------------------------------------------------------------------------

    def visit_if(self, node: If, scope: Scope) -> bool:
        """Follow each branch under its condition and the failure of those before."""
        before: Group = ()
        exits: list[tuple[Scope, Group]] = []
        for number, branch in enumerate(node.branches):
            own = before
            if branch.condition is not None:
                context = ReadContext("condition", branch.tag_span, is_lenient=True)
                self._filtered(branch.condition, context, scope, _units(before))
                is_negated = node.negated and number == 0
                guard = self._guard(branch.condition, scope, wanted=not is_negated)
                own, before = (*before, guard), (*before, replace(guard, wanted=not guard.wanted))
            kind: BranchKind = "else" if branch.condition is None else "elsif" if number else "if"
            kind = "unless" if node.negated and not number else kind
            self._report(kind, branch.tag_span, scope, _units(own))
            ended = self._branch(branch.body, scope, _units(own))
            if ended is not None:
                exits.append((ended, own))
        has_else = node.branches[-1].condition is None
        if not has_else:
            self._report("else", node.branches[0].tag_span, scope, _units(before))
            exits.append((scope.fork(), before))
        scope.merge([(ended, _units(own)) for ended, own in exits])
        has_jumped = len(exits) <= len(node.branches) - has_else
        if exits and has_jumped:
            scope.facts = (*scope.facts, *_survivors([own for _, own in exits]))
        return bool(exits)

    def _report(self, kind: BranchKind, tag_span: Span, scope: Scope, facts: Facts) -> None:
        possible = scope.is_possible((*scope.facts, *facts))
        self.listener.on_branch(kind, tag_span, is_possible=possible)

    def _guard(self, chain: FilteredExpression, scope: Scope, *, wanted: bool) -> Guard:
        return as_guard(term_of(scope, chain), wanted=wanted, text=chain.span.of(self.text))

    def visit_case(self, node: Case, scope: Scope) -> bool:
        """Follow each ``when``: all that match run, the ``else`` if none does."""
        context = ReadContext("condition", node.tag_span, is_lenient=True)
        self._filtered(node.subject, context, scope)
        subject = term_of(scope, node.subject)
        if subject.operator == "value" and subject.key is None:  # it is evaluated once
            subject = replace(subject, key=("case", next(scope.versions)))
        matched: Group = ()
        for when in node.whens:
            guard = self._when(node, when, subject, scope)
            missed = replace(guard, wanted=not guard.wanted)
            self._report("when", when.tag_span, scope, _units((guard,)))
            ended = self._branch(when.body, scope, _units((guard,)))
            skipped = (scope.fork(), _units((missed,)))
            scope.merge([skipped, *([(ended, _units((guard,)))] if ended else [])])
            if ended is None:
                scope.facts = (*scope.facts, *_units((missed,)))
            matched = (*matched, guard)
        unmatched = _units(tuple(replace(one, wanted=not one.wanted) for one in matched))
        tag_span = node.otherwise.tag_span if node.otherwise else node.tag_span
        self._report("case-else", tag_span, scope, unmatched)
        if node.otherwise is not None:
            any_matched: Facts = (tuple((one,) for one in matched),)
            ended = self._branch(node.otherwise.body, scope, unmatched)
            taken = [(ended, unmatched)] if ended else []
            scope.merge([(scope.fork(), any_matched), *taken])
            if ended is None:
                scope.facts = (*scope.facts, *any_matched)
        return True

    def _when(self, node: Case, when: When, subject: Term, scope: Scope) -> Guard:
        parts = []
        for value in when.values:
            context = ReadContext("condition", when.tag_span, is_lenient=True)
            self._expression(value, context, scope)
            parts.append(Term("==", parts=(subject, expression_term(scope, value))))
        term = parts[0] if parts else Term("value", (Constant(False),))
        for part in parts[1:]:
            term = Term("or", parts=(term, part))
        written = when.tag_span.of(self.text).strip("{}%- \n")
        return Guard(term, True, f"{node.subject.span.of(self.text)} {written}")

    # --- loops -------------------------------------------------------------------------------

    def visit_for(self, node: For, scope: Scope) -> bool:
        """Follow no round, the rounds, and the ``else``."""
        self._expression(node.collection, ReadContext("loop", node.tag_span), scope)
        has_items = Guard(
            Term("items", parts=(expression_term(scope, node.collection),)),
            True,
            node.tag_span.of(self.text).strip("{}%- \n"),
        )
        empty, filled = _units((replace(has_items, wanted=False),)), _units((has_items,))
        # a `for` of the latest Liquid looks at `limit` and its like only once it has items
        own = () if node.tag == "tablerow" or self.is_legacy else filled
        for argument in node.arguments:
            if not _is_offset_continue(argument):
                context = ReadContext("argument", node.tag_span)
                self._expression(argument.value, context, scope, own)
        is_table = node.tag == "tablerow"
        self._report("tablerow" if is_table else "for", node.tag_span, scope, filled)
        if not is_table:
            tag_span = node.otherwise.tag_span if node.otherwise else node.tag_span
            limited = scope.facts if node.arguments else (*scope.facts, *empty)
            self._report("for-else", tag_span, scope, limited)
        exits: list[Exit] = [(scope.fork(), empty)]
        if node.arguments:  # `limit: 0` leaves no round of a list that has items
            exits.append((scope.fork(), filled))
        exits += [(ended, (*filled, *own)) for ended, own in self._rounds(node, scope.fork(filled))]
        if node.otherwise is not None:
            ended = self._branch(node.otherwise.body, scope, empty)
            exits[0] = (ended or exits[0][0], empty)
        scope.merge(_told_apart(exits, scope))
        return True

    def _rounds(self, node: For, scope: Scope) -> list[Exit]:
        """Follow the rounds of a loop that has items; return the ways in which it can end."""
        names = bound_names(node.body)
        if not names:  # then all rounds are alike
            going, leaving = self._round(node, scope, "any")
            return going + leaving
        if len(self.jumps) > MAX_DEPTH_OF_ROUNDS:  # two rounds a loop would double with each level
            for name in names:
                scope.bind(name, (*scope.lookup(name), PossibleValue(Computed())))
            going, leaving = self._round(node, scope, "any")
            return going + leaving
        going, leaving = self._round(node, scope, "first")
        if not going:
            return leaving
        entry = scope.fork()
        entry.merge(_told_apart(going, scope))
        later, left = self._round(node, self._earlier(node, entry, names), "later")
        return [*going, *leaving, *later, *left]

    def _earlier(self, node: For, entry: Scope, names: frozenset[str]) -> Scope:
        """Return what a later round can start with: what the first left, or one after it."""
        if len(self.jumps) >= MAX_DEPTH_OF_ROUNDS or entry.effort.is_spent:
            for name in names:
                entry.bind(name, (*entry.lookup(name), PossibleValue(Computed())))
            return entry
        listener, self.listener = self.listener, _Silence()
        merged = entry
        for number in range(MAX_EARLIER_ROUNDS):
            going, _ = self._round(node, merged.fork(), f"earlier {number}")
            before, merged = merged, merged.fork()
            merged.merge(_told_apart([(before.fork(), ()), *going], before))
            _widen(merged, entry, names)
            if all(_kinds(merged, name) == _kinds(before, name) for name in names):
                break
        else:
            for name in names:
                merged.bind(name, (*merged.lookup(name), PossibleValue(Computed())))
        self.listener = listener
        return merged

    def _round(self, node: For, scope: Scope, phase: str) -> tuple[list[Exit], list[Exit]]:
        """Follow one round; return the ways on to the next one, and the ways out."""
        mark = (scope.round, node.span.start, phase)
        chain = FilteredExpression(node.collection.span, node.collection, ())
        variable = tuple(
            PossibleValue(item, one.when)
            for one in value_of(scope, chain)
            if not isinstance(one.value, Undefined)
            for item in items_of(one.value, mark)
        ) or (PossibleValue(Computed()),)
        is_table = node.tag == "tablerow"
        drop = replace(
            TABLE_LOOP if is_table else FOR_LOOP,
            known=_ROUND_FACTS.get(phase.partition(" ")[0], ()),
        )
        own = "tablerowloop" if is_table else "forloop"
        inner = scope.fork()
        inner.enter_loop({own: (PossibleValue(drop),), node.variable: variable}, mark)
        if not is_table:  # a jump in a cell leaves the loop around the table, or the template
            self.jumps.append({"break": [], "continue": []})
        falls_through = self._body(node.body, inner)
        jumped = {"break": [], "continue": []} if is_table else self.jumps.pop()
        going = [*jumped["continue"], *([inner] if falls_through else [])]
        return [_exit(one, scope) for one in going], [_exit(one, scope) for one in jumped["break"]]


_ROUND_FACTS: dict[str, tuple[tuple[str, object], ...]] = {
    "first": (("first", True), ("index", 1), ("index0", 0)),
    "earlier": (("first", False),),
    "later": (("first", False),),
}


class _Silence:
    """A listener for a round that only prepares another."""

    def on_filtered(
        self, chain: FilteredExpression, context: ReadContext, scope: Scope, facts: Facts
    ) -> None:
        """Ignore it."""

    def on_expression(self, node: Expression, context: ReadContext, scope: Scope) -> None:
        """Ignore it."""

    def on_read(self, node: Path, context: ReadContext, scope: Scope, facts: Facts) -> None:
        """Ignore it."""

    def on_branch(self, kind: BranchKind, tag_span: Span, *, is_possible: bool) -> None:
        """Ignore it."""


def _exit(scope: Scope, around: Scope) -> Exit:
    """Return a round's end as seen from around the loop."""
    outer = replace(scope, loops=around.loops, round=around.round, facts=around.facts)
    return outer, scope.facts[len(around.facts) :]


def _before(chain: FilteredExpression, use: Filter) -> FilteredExpression:
    return chain._replace(filters=chain.filters[: chain.filters.index(use)])


def _told_apart(exits: list[Exit], scope: Scope) -> list[Exit]:
    """Return exits that exclude each other: whoever took one has not taken another."""
    if len(exits) < 2:
        return exits
    way = Term("value", (Computed(),), key=("way", next(scope.versions)))
    return [
        (ended, (*facts, ((Guard(Term("==", parts=(way, _number(at))), True),),)))
        for at, (ended, facts) in enumerate(exits)
    ]


def _number(value: int) -> Term:
    return Term("value", (Constant(value),))


def _widen(scope: Scope, entry: Scope, names: frozenset[str]) -> None:
    """Take values that grow from round to round as unknown ones."""
    for name in names:
        before = {one.value for one in entry.lookup(name)}
        values = scope.lookup(name)
        widened = tuple(replace(one, value=_widened(one.value, before)) for one in values)
        if widened != values:
            scope.bind(name, tuple(dict.fromkeys(widened)))


def _kinds(scope: Scope, name: str) -> set[object]:
    """Return what a name may be, whichever item of a list it is taken from."""
    return {
        tuple(None if isinstance(step, Element) else step for step in one.value.steps)
        if isinstance(one.value, DataRef)
        else one.value
        for one in scope.lookup(name)
    }


def _widened(value: Value, before: set[Value]) -> Value:
    """Return a value that grows from round to round as an unknown one."""
    return Computed() if isinstance(value, Constant) and value not in before else value


def _is_offset_continue(argument: Argument) -> bool:
    """Return True for ``offset: continue``, which is not a variable."""
    value = argument.value
    if argument.name != "offset" or not isinstance(value, Path):
        return False
    return len(value.segments) == 1 and value.root == "continue"


def _units(guards: Group) -> Facts:
    """Return guards as facts, without those that hold whatever the data."""
    return tuple(
        ((guard,),) for guard in guards if constant_outcome(guard.term) is not guard.wanted
    )


def _survivors(groups: list[Group]) -> Facts:
    """Return what holds after branches of which some have jumped away."""
    if len(groups) == 1:
        return _units(groups[0])
    fact: Fact = tuple(groups)
    return (fact,)
