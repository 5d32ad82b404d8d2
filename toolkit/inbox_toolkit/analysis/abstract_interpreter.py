"""Follows a template's control flow and notes every read with what holds there.

One pass over the nodes. What a loop's body assigns may hold an earlier round's value when the
next one begins, so those names are unknown at its start; everything else is exact.
"""

from dataclasses import dataclass, replace

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
from inbox_toolkit.analysis.read_recorder import ReadContext, ReadRecorder
from inbox_toolkit.analysis.read_site import ReadSite
from inbox_toolkit.analysis.scope import FOR_LOOP, TABLE_LOOP, PossibleValue, Scope, item_of
from inbox_toolkit.liquid.compiler.expressions import LEGACY
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Body,
    Capture,
    Case,
    CioTag,
    Counter,
    Cycle,
    FilteredExpression,
    For,
    If,
    JsonString,
    Jump,
    LiquidTag,
    Node,
    Output,
    Range,
    When,
)
from inbox_toolkit.liquid.syntax.visitor import bound_names

_UNKNOWN = Term("?")
_LASTED: Facts = (((Guard(_UNKNOWN, True, "jump"),),),)


@dataclass(slots=True)
class AbstractInterpreter:
    """One walk; ``scope`` and ``facts`` are what holds where it stands.

    ``jumps`` has the scopes that leave each open loop early. A jump outside of any loop ends the
    template: ``lasted`` holds from there on, and says that whether one gets so far is not known.
    """

    text: str
    scope: Scope
    facts: Facts
    recorder: ReadRecorder
    jumps: list[list[Scope]]
    lasted: Facts

    def __init__(self, text: str, version: str = "latest") -> None:
        self.text = text
        self.scope = Scope(is_legacy=version == LEGACY)
        self.facts = ()
        self.recorder = ReadRecorder(version == LEGACY)
        self.jumps = []
        self.lasted = ()

    def follow(self, nodes: Body) -> tuple[ReadSite, ...]:
        """Walk a whole template and return its reads in order."""
        self._body(nodes)
        return tuple(sorted(self.recorder.found, key=lambda read: read.span))

    # --- bodies ------------------------------------------------------------------------------

    def _body(self, nodes: Body) -> bool:
        """Walk nodes; return False where a jump leaves before their end."""
        return all(self._node(node) for node in nodes)

    def _branch(self, body: Body, own: Facts) -> Scope | None:
        """Walk a branch in a scope of its own and return that, None where it jumps away."""
        scope, facts = self.scope, self.facts
        self.scope, self.facts = scope.fork(), (*facts, *own)
        falls = self._body(body)
        ended, self.scope, self.facts = self.scope, scope, facts
        return ended if falls else None

    def _join(self, exits: list[tuple[Scope, Facts]]) -> None:
        self.scope.merge(exits)

    def _node(self, node: Node) -> bool:
        match node:
            case If():
                return self._if(node)
            case Case():
                self._case(node)
            case For():
                self._loop(node)
            case LiquidTag():
                return self._body(node.body)
            case JsonString():
                self._branch(node.body, ())  # nothing it assigns outlives it, no jump leaves it
            case Capture():
                falls = self._body(node.body)
                self.scope.bind(node.name, (PossibleValue(Computed()),))
                return falls
            case Jump():
                if self.jumps:
                    self.jumps[-1].append(self.scope.fork())
                else:
                    self.lasted = _LASTED
                return False
            case _:
                self._simple(node)
        return True

    def _simple(self, node: Node) -> None:
        match node:
            case Output():
                self._chain(node.expression, ReadContext("output", node.span))
            case Assign():
                is_lenient = not self.recorder.is_legacy
                self._chain(node.expression, ReadContext("assign", node.span, is_lenient))
                self.scope.bind(node.name, assigned_values(self.scope, node.expression))
            case Counter():
                self.scope.bind(node.name, (PossibleValue(Computed()),))
            case Cycle():
                self._cycle(node)
            case CioTag():
                for argument in node.arguments:
                    self._read(argument.value, ReadContext("argument", node.span))
            case _:
                pass  # text and comments read nothing

    def _chain(self, chain: FilteredExpression, at: ReadContext, own: Facts = ()) -> None:
        self.recorder.chain(chain, at, self.scope, (*self.facts, *own, *self.lasted))

    def _read(self, node: object, at: ReadContext, own: Facts = ()) -> None:
        self.recorder.expression(node, at, self.scope, (*self.facts, *own, *self.lasted))

    # --- branches ----------------------------------------------------------------------------

    def _if(self, node: If) -> bool:
        before: tuple[Guard, ...] = ()
        exits: list[tuple[Scope, tuple[Guard, ...]]] = []
        for number, branch in enumerate(node.branches):
            own = before
            if branch.condition is not None:
                at = ReadContext("condition", branch.tag_span, is_lenient=True)
                self._chain(branch.condition, at, _units(before))
                test = self._test(branch.condition, wanted=not (node.negated and number == 0))
                own, before = (*before, test), (*before, replace(test, wanted=not test.wanted))
            ended = self._branch(branch.body, _units(own))
            if ended is not None:
                exits.append((ended, own))
        if node.branches[-1].condition is not None:
            exits.append((self.scope.fork(), before))
        self._join([(scope, _units(own)) for scope, own in exits])
        has_jumped = len(exits) <= len(node.branches) - (node.branches[-1].condition is None)
        if exits and has_jumped:
            self.facts = (*self.facts, *_survivors([own for _, own in exits]))
        return bool(exits)

    def _test(self, chain: FilteredExpression, *, wanted: bool) -> Guard:
        return Guard(term_of(self.scope, chain), wanted, chain.span.of(self.text))

    def _case(self, node: Case) -> None:
        self._chain(node.subject, ReadContext("condition", node.tag_span, is_lenient=True))
        subject = term_of(self.scope, node.subject)
        unmatched: tuple[Guard, ...] = ()
        for when in node.whens:
            test = self._when(node, when, subject)
            missed = replace(test, wanted=False)
            ended = self._branch(when.body, _units((test,)))
            skipped = (self.scope.fork(), _units((missed,)))
            self._join([skipped, *([(ended, _units((test,)))] if ended else [])])
            unmatched = (*unmatched, missed)
        body = node.otherwise.body if node.otherwise else ()
        ended = self._branch(body, _units(unmatched))
        if ended:
            self._join([(self.scope.fork(), ()), (ended, _units(unmatched))])

    def _when(self, node: Case, when: When, subject: Term) -> Guard:
        parts = []
        for value in when.values:
            at = ReadContext("condition", when.tag_span, is_lenient=True)
            self._read(value, at)
            parts.append(Term("==", parts=(subject, expression_term(self.scope, value))))
        term = parts[0] if parts else Term("value", (Constant(False),))
        for part in parts[1:]:
            term = Term("or", parts=(term, part))
        said = when.tag_span.of(self.text).strip("{}%- \n")
        return Guard(term, True, f"{node.subject.span.of(self.text)} {said}")

    def _cycle(self, node: Cycle) -> None:
        if node.group is not None:
            self._read(node.group, ReadContext("argument", node.span))
        in_turn = _units((Guard(_UNKNOWN, True, "cycle"),))
        for value in node.values:
            self._read(value, ReadContext("output", node.span), in_turn)

    # --- loops -------------------------------------------------------------------------------

    def _loop(self, node: For) -> None:
        self._read(node.collection, ReadContext("loop", node.tag_span))
        has_items = Guard(
            Term("items", parts=(expression_term(self.scope, node.collection),)),
            True,
            node.tag_span.of(self.text).strip("{}%- \n"),
        )
        if isinstance(node.collection, Range):
            has_items = replace(has_items, term=_UNKNOWN)
        empty, filled = _units((replace(has_items, wanted=False),)), _units((has_items,))
        self._options(node, filled)
        exits = [(self.scope.fork(), empty)]
        if node.arguments:  # `limit: 0` leaves no round of a list that has items
            exits.append((self.scope.fork(), filled))
        exits += [(scope, filled) for scope in self._rounds(node, has_items)]
        if node.otherwise is not None:
            ended = self._branch(node.otherwise.body, empty)
            exits[0] = (ended or exits[0][0], empty)
        self._join(exits)

    def _options(self, node: For, filled: Facts) -> None:
        """Read `limit` and its like: a `for` looks at them only once it has items."""
        own = () if node.tag == "tablerow" else filled
        for argument in node.arguments:
            self._read(argument.value, ReadContext("argument", node.tag_span), own)

    def _rounds(self, node: For, has_items: Guard) -> list[Scope]:
        """Walk a loop's body; return the scopes that a round can end with."""
        collection = value_of(
            self.scope, FilteredExpression(node.collection.span, node.collection, ())
        )
        variable = tuple(
            PossibleValue(item_of(one.value, node.span.start), one.when)
            for one in collection
            if not isinstance(one.value, Undefined)
        ) or (PossibleValue(Computed()),)
        is_table = node.tag == "tablerow"
        own = "tablerowloop" if is_table else "forloop"
        facts = (PossibleValue(TABLE_LOOP if is_table else FOR_LOOP),)
        names = dict(self.scope.names)
        for name in bound_names(node.body):  # what an earlier round may have left
            self.scope.bind(name, (*self.scope.lookup(name), PossibleValue(Computed())))
        self.scope.loops.append({own: facts, node.variable: variable})
        if not is_table:  # a jump in a cell leaves the loop around the table, or the template
            self.jumps.append([])
        ended = self._branch(node.body, _units((has_items,)))
        self.scope.loops.pop()
        self.scope.names = names
        return [*([] if is_table else self.jumps.pop()), *([ended] if ended else [])]


def _units(tests: tuple[Guard, ...]) -> Facts:
    return tuple(((test,),) for test in tests)


def _survivors(groups: list[tuple[Guard, ...]]) -> Facts:
    """Return what holds behind branches of which some have jumped away."""
    if len(groups) == 1:
        return _units(groups[0])
    fact: Fact = tuple(groups)
    return (fact,)
