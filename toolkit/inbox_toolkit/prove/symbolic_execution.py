"""Symbolic execution: follow every path through a template at once, values taken as any of a kind.

A branch forks the states, states that are alike become one again, and a loop is repeated until a
round leads to no new state, so that the result holds for every number of items. Of

    [{% for i in trigger.list %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]

four kinds of rounds are followed (the only one, the first, any between, the last); each ends in a
state of the JSON automaton (``json_automaton.py``), or shows where the text stops being JSON.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from inbox_toolkit.analysis.data_path import Steps
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
    FilteredExpression,
    For,
    If,
    IfChanged,
    JsonString,
    Jump,
    LiquidTag,
    Literal,
    Node,
    Output,
    Path,
    Range,
    Text,
    When,
)
from inbox_toolkit.liquid.syntax.tags.registry import TAGS
from inbox_toolkit.liquid.syntax.visitor import NodeVisitor, bound_names, walk_nodes
from inbox_toolkit.prove.conditions import Conditions, items_atom
from inbox_toolkit.prove.json_automaton import (
    InvalidJson,
    JsonState,
    UnsafeValue,
    feed_kind,
    feed_text,
)
from inbox_toolkit.prove.output_types import (
    ANY,
    NUMBER,
    SAFE,
    Alias,
    Alternative,
    Bound,
    OutputTypes,
    generalized,
    is_safe,
    widened,
)
from inbox_toolkit.prove.path_state import LoopRound, PathState, States, Trace
from inbox_toolkit.text.span import Span

MAX_STATES = 4_000
"""States at one place; more are not followed."""

MAX_STEPS = 200_000
"""Nodes that are followed, once for each state and each loop around: nested loops multiply."""

MAX_ROUNDS = 12
"""Rounds of a loop until one must lead to no new state."""

WIDENED_FROM = 3
"""The round from which a name that still has new values may have any."""

OUTER = "outer "
"""Marks what a loop's variable stands for outside of the loop; no name has a space."""

MAX_UNPROVED = 20
"""Places that are listed."""


@dataclass(frozen=True, slots=True)
class Unproved:
    """A place where the text may stop being JSON: why, and the decisions of a path to it.

    ``is_structural``: because of a comma, a bracket or a key, not of what a value prints.
    """

    span: Span
    reason: str
    trace: Trace
    is_structural: bool = False


class PathLimitExceeded(Exception):  # noqa: N818 - ends a proof; not an error
    """There are more paths than can be followed."""


class SymbolicExecution(NodeVisitor[States, States]):
    """Follows all paths; ``unproved`` collects where they break, once per place and reason.

    ``ended`` has the states in which a jump outside of any loop ends the template.
    """

    def __init__(
        self, text: str, nodes: Body, types: OutputTypes, *, max_steps: int = MAX_STEPS
    ) -> None:
        self.text = text
        self.steps_left = max_steps
        self.types = types
        self.conditions = Conditions(text, nodes, types)
        self.unproved: dict[tuple[Span, str], Unproved] = {}
        self.jumps: list[dict[str, dict[PathState, Trace]]] = []
        self.ended: dict[PathState, Trace] = {}

    def attempt(self, span: Span, trace: Trace, step: Callable[[], object]) -> object:
        """Take a step; if the text stops being JSON, note it and return None.

        After a value that may not be JSON, go on as if it were.
        """
        try:
            return step() or True
        except InvalidJson as broken:
            key = (span, str(broken))
            is_value = isinstance(broken, UnsafeValue)
            if len(self.unproved) < MAX_UNPROVED:
                found = Unproved(span, str(broken), trace, is_structural=not is_value)
                self.unproved.setdefault(key, found)
            return broken.state if isinstance(broken, UnsafeValue) else None

    def body(self, nodes: Body, states: States) -> States:
        """Follow nodes; paths that break or jump do not come out."""
        for node in nodes:
            self.steps_left -= (len(states) + 1) * (len(self.jumps) + 1)
            if len(states) > MAX_STATES or self.steps_left < 0:
                raise PathLimitExceeded
            states = self.visit(node, states)
        return states

    # --- plain nodes -------------------------------------------------------------------------

    def visit_text(self, node: Text, states: States) -> States:
        """Feed the text itself."""
        return self._read(states, node.span, (Alternative(None, node.value),))

    def visit_output(self, node: Output, states: States) -> States:
        """Feed whatever the value may print."""
        return _union(
            self._read({state: trace}, node.span, self.types.chain(node.expression, state.known))
            for state, trace in states.items()
        )

    def visit_comment(self, node: Comment, states: States) -> States:  # noqa: ARG002 - prints nothing
        """A comment prints nothing."""
        return states

    def visit_assign(self, node: Assign, states: States) -> States:
        """Bind the name to what its value may print."""
        bound = self.types.bound
        return {
            state.bind(node.name, bound(node.expression, state.known)): trace
            for state, trace in states.items()
        }

    def visit_counter(self, node: Counter, states: States) -> States:
        """Feed a number, and bind the name to one."""
        states = self._read(states, node.span, NUMBER)
        return {state.bind(node.name, NUMBER): trace for state, trace in states.items()}

    def visit_cycle(self, node: Cycle, states: States) -> States:
        """Feed any of the values."""
        chains = [FilteredExpression(one.span, one, ()) for one in node.values]
        return _union(
            self._read({state: trace}, node.span, self.types.chain(chain, state.known))
            for state, trace in states.items()
            for chain in chains
        )

    def visit_cio_tag(self, node: CioTag, states: States) -> States:
        """Feed what the service's tag prints."""
        return self._read(states, node.span, _SERVICE.get(node.tag, _of_tag(node.tag)))

    # --- bodies ------------------------------------------------------------------------------

    def visit_json_string(self, node: JsonString, states: States) -> States:
        """Feed one string: what is in it can neither break it nor leave it."""
        return self._read(states, node.span, (Alternative("string"),))

    def visit_liquid_tag(self, node: LiquidTag, states: States) -> States:
        """Follow the lines in place."""
        return self.body(node.body, states)

    def visit_if_changed(self, node: IfChanged, states: States) -> States:
        """Follow the body; what it printed may be dropped, what it assigned is not."""
        return _union([_forget_names(node.body, states), self.body(node.body, states)])

    def visit_jump(self, node: Jump, states: States) -> States:
        """Leave the loop's body, or the template."""
        (self.jumps[-1][node.kind] if self.jumps else self.ended).update(states)
        return {}

    def visit_capture(self, node: Capture, states: States) -> States:
        """Bind the name to what the body may print."""
        if any(isinstance(one, Jump) for one in walk_nodes(node.body)):
            raise PathLimitExceeded
        states = _forget_names(node.body, states)
        return {
            state.bind(node.name, self._captured(node.body, state)): trace
            for state, trace in states.items()
        }

    def _captured(self, body: Body, state: PathState) -> Bound:
        """Return what a capture holds: its text, or text without quotes if all of it is."""
        if all(isinstance(node, Text) for node in body):
            text = "".join(node.value for node in body if isinstance(node, Text))
            return generalized((Alternative(None, text),))
        inner = state
        for node in walk_nodes(body):
            if isinstance(node, For):
                inner = inner.bind(node.variable, ANY)
        printed = [self._printed_by(node, inner) for node in walk_nodes(body)]
        return SAFE if all(is_safe(one) for part in printed for one in part) else ANY

    def _printed_by(self, node: Node, state: PathState) -> tuple[Alternative, ...]:
        """Return what a node prints itself; nothing for those that only hold others."""
        match node:
            case Text():
                return (Alternative(None, node.value),)
            case Output():
                return self.types.chain(node.expression, state.known)
            case Counter():
                return NUMBER
            case CioTag():
                return _SERVICE.get(node.tag, _of_tag(node.tag))
            case For() if node.tag == "tablerow":
                return ANY
            case If() | Case() | For() | Assign() | Comment() | LiquidTag() | IfChanged():
                return ()
            case Cycle() | Capture() | Jump() | JsonString():
                return ANY
            case _:
                assert_never(node)

    # --- printing ----------------------------------------------------------------------------

    def _read(self, states: States, span: Span, kinds: tuple[Alternative, ...]) -> States:
        found: dict[PathState, Trace] = {}
        for state, trace in states.items():
            for one in kinds:
                reading = self.attempt(span, trace, lambda state=state, one=one: _feed(state, one))  # type: ignore[misc]
                if isinstance(reading, JsonState):
                    found.setdefault(state._replace(reading=reading), trace)
        return found

    # --- branches ----------------------------------------------------------------------------

    def visit_if(self, node: If, states: States) -> States:
        """Follow each branch with the states that may take it."""
        left = states
        ended: list[States] = []
        for number, branch in enumerate(node.branches):
            if branch.condition is None:
                ended.append(self.body(branch.body, left))
                return _union(ended)
            wanted = not (node.negated and number == 0)
            taken, left = self._split(branch.condition, left, wanted=wanted)
            ended.append(self.body(branch.body, taken))
        return _union([*ended, left])

    def _split(
        self, condition: FilteredExpression, states: States, *, wanted: bool
    ) -> tuple[States, States]:
        said = condition.span.of(self.text)
        taken: dict[PathState, Trace] = {}
        left: dict[PathState, Trace] = {}
        for state, trace in states.items():
            outcomes: Iterable[tuple[PathState, bool | None]] = [(state, None)]
            if not condition.filters:
                outcomes = self.conditions.decide(condition.value, state)
            for forked, outcome in outcomes:
                if outcome is not (not wanted):
                    taken.setdefault(forked, (*trace, said if wanted else f"not ({said})"))
                if outcome is not wanted:
                    left.setdefault(forked, (*trace, f"not ({said})" if wanted else said))
        return taken, left

    def visit_case(self, node: Case, states: States) -> States:
        """Follow each ``when``, and the ``else``."""
        values = [value for when in node.whens for value in when.values]
        literals = [one.value for one in values if isinstance(one, Literal)]
        is_exclusive = len(literals) == len(values) and len(set(map(repr, literals))) == len(values)
        subject = node.subject.span.of(self.text)
        matched: list[States] = []
        ongoing: States = {}
        rest = states
        for when in node.whens:
            name = f"{subject} {when.tag_span.of(self.text).strip('{}%- ')}"
            outcomes = {state: self._matches(node, when, state) for state in rest}
            taken = {
                state: (*trace, name)
                for state, trace in rest.items()
                if outcomes[state] is not False
            }
            if is_exclusive:
                matched.append(self.body(when.body, taken))
                rest = {state: one for state, one in rest.items() if outcomes[state] is not True}
            else:  # several may match, one after the other
                ongoing = {**ongoing, **self.body(when.body, {**taken, **ongoing})}
        otherwise = node.otherwise.body if node.otherwise else ()
        unmatched = {state: (*trace, f"no `when` of {subject}") for state, trace in rest.items()}
        return _union([*matched, ongoing, self.body(otherwise, unmatched)])

    def _matches(self, node: Case, when: When, state: PathState) -> bool | None:
        """Return whether a ``when`` matches what the path knows of the subject."""
        if node.subject.filters:
            return None
        outcomes = [
            self.conditions.evaluate(Binary(value.span, "==", node.subject.value, value), state)
            for value in when.values
        ]
        return True if True in outcomes else None if None in outcomes else False

    # --- loops -------------------------------------------------------------------------------

    def visit_for(self, node: For, states: States) -> States:
        """Follow no round, one round, and rounds until no new state comes out."""
        if node.tag == "tablerow":
            return self._read(states, node.span, ANY)
        tag = node.tag_span.of(self.text).strip("{}%- ")
        filled, none = self._enter(node, states, tag)
        empty = self.body(node.otherwise.body, none) if node.otherwise else none
        if node.arguments:  # `limit: 0` leaves no round, and no `else` either
            empty = _union([empty, filled])
        started = {self._item(node, state): (*trace, tag) for state, trace in filled.items()}
        leaving: dict[PathState, Trace] = {}
        ended = [self._round(node, started, (True, True), leaving)]
        going = self._round(node, started, (True, False), leaving)
        known = {
            name: {state.known.get(name) for state in states} for name in bound_names(node.body)
        }
        fresh = going
        for number in range(MAX_ROUNDS):
            more = self._round(node, fresh, (False, False), leaving)
            if number >= WIDENED_FROM:
                more = _widened(more, known)
            for state in more:
                for name, values in known.items():
                    values.add(state.known.get(name))
            fresh = {state: trace for state, trace in more.items() if state not in going}
            if not fresh:
                break
            going = {**going, **fresh}
            if len(going) > MAX_STATES:
                raise PathLimitExceeded
        else:
            raise PathLimitExceeded
        ended.append(self._round(node, going, (False, True), leaving))
        return _union([empty, *(_out(one, node) for one in (*ended, leaving))])

    def _enter(self, node: For, states: States, tag: str) -> tuple[States, States]:
        """Return the states in which the list has items, and those in which it has none."""
        filled: dict[PathState, Trace] = {}
        empty: dict[PathState, Trace] = {}
        for state, trace in states.items():
            steps = self._list_of(node, state)
            known = state.outcome(items_atom(steps)) if steps is not None else None
            if known is not False:
                with_items = (
                    state if steps is None else state.decide(items_atom(steps), outcome=True)
                )
                filled.setdefault(with_items, trace)
            if known is not True:
                without = state if steps is None else state.decide(items_atom(steps), outcome=False)
                empty.setdefault(without, (*trace, f"{tag}: no items"))
        return filled, empty

    def _list_of(self, node: For, state: PathState) -> Steps | None:
        if not isinstance(node.collection, Path):
            return None
        return self.types.loop_list(node.collection, state.known)

    def _round(
        self, node: For, states: States, place: tuple[bool, bool], leaving: dict[PathState, Trace]
    ) -> States:
        own = frozenset({node.variable, "forloop"})
        self.jumps.append({"break": {}, "continue": {}})
        started = {
            state._replace(
                loops=(
                    *state.loops[:-1],
                    state.loops[-1]._replace(is_first=place[0], is_last=place[1]),
                )
            ).forget(own): trace
            for state, trace in states.items()
        }
        ended = dict(self.body(node.body, started))
        jumped = self.jumps.pop()
        leaving.update(jumped["break"])
        return {**jumped["continue"], **ended}

    def _item(self, node: For, state: PathState) -> PathState:
        """Return the state inside a loop: its item bound, its round to be set."""
        steps = None
        if isinstance(node.collection, Path):
            steps = self.types.steps(node.collection, state.known)
        whole = None if node.arguments else self._list_of(node, state)
        item: Bound = Alias((*steps, 0), may_be_null=False) if steps else ANY
        if isinstance(node.collection, Range):
            item = NUMBER
        state = state._replace(loops=(*state.loops, LoopRound(True, True, whole)))
        return (
            state.bind(f"{OUTER}{node.variable}", state.known[node.variable]).bind(
                node.variable, item
            )
            if node.variable in state.known
            else state.bind(node.variable, item)
        )


def _out(states: States, node: For) -> States:
    """Return the states after a loop: its variable and its rounds are gone."""
    found: dict[PathState, Trace] = {}
    for state, trace in states.items():
        names = {name: one for name, one in state.known.items() if name != node.variable}
        shadowed = names.pop(f"{OUTER}{node.variable}", None)
        if shadowed is not None:
            names[node.variable] = shadowed
        outer = state._replace(
            names=tuple(sorted(names.items(), key=lambda one: one[0])), loops=state.loops[:-1]
        )
        found.setdefault(outer.forget(frozenset({node.variable, "forloop"})), trace)
    return found


def _widened(states: States, known: Mapping[str, set[Bound | None]]) -> States:
    """Return states in which names that still get new values may have any of their kind."""
    found: dict[PathState, Trace] = {}
    for state, trace in states.items():
        for name, values in known.items():
            value = state.known.get(name)
            if value is not None and value not in values:
                state = state.bind(name, widened(value))
        found.setdefault(state, trace)
    return found


def _feed(state: PathState, one: Alternative) -> JsonState:
    if one.kind is None:
        return feed_text(state.reading, one.const)
    return feed_kind(state.reading, one.kind)


def _forget_names(body: Body, states: States) -> States:
    """Return the states in which the names that a body binds may be anything."""
    for name in sorted(bound_names(body)):
        states = {state.bind(name, ANY): trace for state, trace in states.items()}
    return states


def _union(parts: Iterable[States]) -> States:
    found: dict[PathState, Trace] = {}
    for part in parts:
        for state, trace in part.items():
            found.setdefault(state, trace)
    return found


_SERVICE = {"generate_uuid": SAFE, "random": NUMBER}


def _of_tag(name: str) -> tuple[Alternative, ...]:
    facts = TAGS.get(name)
    return (Alternative(None),) if facts is not None and not facts.applies else ANY
