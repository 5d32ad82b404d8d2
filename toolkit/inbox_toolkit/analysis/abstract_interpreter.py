"""Run a template without data: follow its control flow and report each read with what holds there.

Abstract interpretation: every name stands for the set of values it may have (``scope.py``), every
branch adds its condition to the facts (``abstract_values.py``), and a listener is told of each
expression where it is evaluated. One pass over the nodes.
"""

from dataclasses import dataclass, replace
from typing import Protocol, assert_never

from inbox_toolkit.analysis.abstract_values import (
    Computed,
    Constant,
    Fact,
    Facts,
    Guard,
    Term,
    Undefined,
)
from inbox_toolkit.analysis.filter_effects import (
    assigned_values,
    expression_term,
    term_of,
    value_of,
)
from inbox_toolkit.analysis.scope import (
    FOR_LOOP,
    TABLE_LOOP,
    PossibleValue,
    Scope,
    item_of,
)
from inbox_toolkit.liquid.compiler.expressions import LEGACY
from inbox_toolkit.liquid.compiler.program import Use
from inbox_toolkit.liquid.syntax.nodes import (
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
from inbox_toolkit.text.span import Span

_UNKNOWN = Term("?")
_NOT_JUMPED: Facts = (((Guard(_UNKNOWN, True, "jump"),),),)


@dataclass(frozen=True, slots=True)
class ReadContext:
    """Where an expression stands, and whether a missing value is forgiven there."""

    use: Use
    node_span: Span
    is_lenient: bool = False
    is_defaulted: bool = False


class Listener(Protocol):
    """What is told of each expression, at the moment it is evaluated."""

    def on_filtered(self, chain: FilteredExpression, context: ReadContext, scope: Scope) -> None:
        """A value and its filters, after everything in it was reported."""

    def on_expression(self, node: Expression, context: ReadContext, scope: Scope) -> None:
        """An expression, after everything in it was reported."""

    def on_read(self, node: Path, context: ReadContext, scope: Scope, facts: Facts) -> None:
        """A variable; ``facts`` hold there."""


class AbstractInterpreter(NodeVisitor[Scope, bool]):
    """One run; each visit returns False if a jump leaves before the node's end.

    ``loop_exits`` has the scopes that leave each open loop early. A jump outside of any loop ends
    the template: ``ended`` holds from there on, and says that nobody knows whether a run gets here.
    """

    def __init__(self, text: str, listener: Listener, *, version: str = "latest") -> None:
        self.text = text
        self.listener = listener
        self.is_legacy = version == LEGACY
        self.loop_exits: list[list[Scope]] = []
        self.ended: Facts = ()

    def run(self, nodes: Body) -> None:
        """Follow a whole template."""
        self._body(nodes, Scope(is_legacy=self.is_legacy))

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

    def visit_jump(self, node: Jump, scope: Scope) -> bool:  # noqa: ARG002 - break and continue both leave
        """Leave the loop's body, or the template."""
        if self.loop_exits:
            self.loop_exits[-1].append(scope.fork())
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
        scope.bind(node.name, (PossibleValue(Computed()),))
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
        self.listener.on_filtered(chain, context, scope)

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
        before: tuple[Guard, ...] = ()
        exits: list[tuple[Scope, tuple[Guard, ...]]] = []
        for number, branch in enumerate(node.branches):
            own = before
            if branch.condition is not None:
                context = ReadContext("condition", branch.tag_span, is_lenient=True)
                self._filtered(branch.condition, context, scope, _units(before))
                is_negated = node.negated and number == 0
                guard = self._guard(branch.condition, scope, wanted=not is_negated)
                own, before = (*before, guard), (*before, replace(guard, wanted=not guard.wanted))
            ended = self._branch(branch.body, scope, _units(own))
            if ended is not None:
                exits.append((ended, own))
        has_else = node.branches[-1].condition is None
        if not has_else:
            exits.append((scope.fork(), before))
        scope.merge([(ended, _units(own)) for ended, own in exits])
        has_jumped = len(exits) <= len(node.branches) - has_else
        if exits and has_jumped:
            scope.facts = (*scope.facts, *_survivors([own for _, own in exits]))
        return bool(exits)

    def _guard(self, chain: FilteredExpression, scope: Scope, *, wanted: bool) -> Guard:
        return Guard(term_of(scope, chain), wanted, chain.span.of(self.text))

    def visit_case(self, node: Case, scope: Scope) -> bool:
        """Follow each ``when``: all that match run, the ``else`` if none does."""
        context = ReadContext("condition", node.tag_span, is_lenient=True)
        self._filtered(node.subject, context, scope)
        subject = term_of(scope, node.subject)
        unmatched: tuple[Guard, ...] = ()
        for when in node.whens:
            guard = self._when(node, when, subject, scope)
            missed = replace(guard, wanted=False)
            ended = self._branch(when.body, scope, _units((guard,)))
            skipped = (scope.fork(), _units((missed,)))
            scope.merge([skipped, *([(ended, _units((guard,)))] if ended else [])])
            unmatched = (*unmatched, missed)
        body = node.otherwise.body if node.otherwise else ()
        ended = self._branch(body, scope, _units(unmatched))
        if ended:
            scope.merge([(scope.fork(), ()), (ended, _units(unmatched))])
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
        """Follow no round, a round that may follow another, and the ``else``."""
        self._expression(node.collection, ReadContext("loop", node.tag_span), scope)
        has_items = Guard(
            Term("items", parts=(expression_term(scope, node.collection),)),
            True,
            node.tag_span.of(self.text).strip("{}%- \n"),
        )
        if isinstance(node.collection, Range):
            has_items = replace(has_items, term=_UNKNOWN)
        empty, filled = _units((replace(has_items, wanted=False),)), _units((has_items,))
        # a `for` looks at `limit` and its like only once it has items
        own = () if node.tag == "tablerow" else filled
        for argument in node.arguments:
            context = ReadContext("argument", node.tag_span)
            self._expression(argument.value, context, scope, own)
        exits = [(scope.fork(), empty)]
        if node.arguments:  # `limit: 0` leaves no round of a list that has items
            exits.append((scope.fork(), filled))
        exits += [(ended, filled) for ended in self._rounds(node, has_items, scope)]
        if node.otherwise is not None:
            ended = self._branch(node.otherwise.body, scope, empty)
            exits[0] = (ended or exits[0][0], empty)
        scope.merge(exits)
        return True

    def _rounds(self, node: For, has_items: Guard, scope: Scope) -> list[Scope]:
        """Follow a loop's body; return the scopes that a round can end with."""
        chain = FilteredExpression(node.collection.span, node.collection, ())
        variable = tuple(
            PossibleValue(item_of(one.value, node.span.start), one.when)
            for one in value_of(scope, chain)
            if not isinstance(one.value, Undefined)
        ) or (PossibleValue(Computed()),)
        is_table = node.tag == "tablerow"
        own = "tablerowloop" if is_table else "forloop"
        drop = (PossibleValue(TABLE_LOOP if is_table else FOR_LOOP),)
        inner = scope.fork(_units((has_items,)))
        for name in bound_names(node.body):  # what an earlier round may have left
            inner.bind(name, (*scope.lookup(name), PossibleValue(Computed())))
        inner.enter_loop({own: drop, node.variable: variable})
        if not is_table:  # a jump in a cell leaves the loop around the table, or the template
            self.loop_exits.append([])
        falls_through = self._body(node.body, inner)
        jumped = [] if is_table else self.loop_exits.pop()
        return [*jumped, *([inner] if falls_through else [])]


def _units(guards: tuple[Guard, ...]) -> Facts:
    return tuple(((guard,),) for guard in guards)


def _survivors(groups: list[tuple[Guard, ...]]) -> Facts:
    """Return what holds after branches of which some have jumped away."""
    if len(groups) == 1:
        return _units(groups[0])
    fact: Fact = tuple(groups)
    return (fact,)
