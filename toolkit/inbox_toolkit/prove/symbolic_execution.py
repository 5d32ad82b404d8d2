"""Follows all ways through a template at once, and notes where one stops being JSON."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
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
    Output,
    Path,
    Text,
)
from inbox_toolkit.liquid.syntax.tags.registry import TAGS
from inbox_toolkit.liquid.syntax.visitor import NodeVisitor, bound_names, walk_nodes
from inbox_toolkit.prove.json_automaton import InvalidJson, JsonState, feed_kind, feed_text
from inbox_toolkit.prove.output_types import ANY, NUMBER, SAFE, Alias, Alternative, OutputTypes
from inbox_toolkit.prove.path_state import Conditions, PathState, States, Trace
from inbox_toolkit.text.span import Span

MAX_STATES = 4_000
MAX_ROUNDS = 12
MAX_UNPROVED = 20


@dataclass(frozen=True, slots=True)
class Unproved:
    """A place where the text may stop being JSON: why, and what was decided on the way there."""

    span: Span
    reason: str
    trace: Trace


class PathLimitExceeded(Exception):  # noqa: N818 - not an error: the way out of a proof
    """There are more ways than can be followed."""


class SymbolicExecution(NodeVisitor[States, States]):
    """Follows all ways; ``unproved`` gathers what broke, one per place and reason.

    ``ended`` has the ways that a jump outside of any loop ends before the text does.
    """

    def __init__(self, text: str, nodes: Body, printer: OutputTypes) -> None:
        self.text = text
        self.printer = printer
        self.conditions = Conditions(text, nodes)
        self.unproved: dict[tuple[Span, str], Unproved] = {}
        self.jumps: list[dict[str, dict[PathState, Trace]]] = []
        self.ended: dict[PathState, Trace] = {}

    def attempt(self, span: Span, trace: Trace, step: Callable[[], object]) -> object:
        """Take a step, or note the gap and return None."""
        try:
            return step() or True
        except InvalidJson as broken:
            key = (span, str(broken))
            if len(self.unproved) < MAX_UNPROVED:
                self.unproved.setdefault(key, Unproved(span, str(broken), trace))
            return None

    def body(self, nodes: Body, states: States) -> States:
        """Follow nodes; ways that break or jump do not come out."""
        for node in nodes:
            states = self.visit(node, states)
            if len(states) > MAX_STATES:
                raise PathLimitExceeded
        return states

    # --- plain nodes -------------------------------------------------------------------------

    def visit_text(self, node: Text, states: States) -> States:
        """Feed the text itself."""
        return self._read(states, node.span, (Alternative(None, node.value),))

    def visit_output(self, node: Output, states: States) -> States:
        """Feed whatever the value may print."""
        return _union(
            self._read({state: trace}, node.span, self.printer.chain(node.expression, state.known))
            for state, trace in states.items()
        )

    def visit_comment(self, node: Comment, states: States) -> States:  # noqa: ARG002 - prints nothing
        """A comment prints nothing."""
        return states

    def visit_assign(self, node: Assign, states: States) -> States:
        """Bind the name to what its value may print."""
        bound = self.printer.bound
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
            self._read({state: trace}, node.span, self.printer.chain(chain, state.known))
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
        made = self._captured(node.body)
        states = _forget_names(node.body, states)
        return {state.bind(node.name, made): trace for state, trace in states.items()}

    def _captured(self, body: Body) -> tuple[Alternative, ...]:
        """Say what a capture holds: harmless text where all it is made of is."""
        texts = [node.value for node in body if isinstance(node, Text)]
        is_plain = len(texts) == len(body)
        return (Alternative(None, "".join(texts)),) if is_plain else ANY

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
        said = node.subject.span.of(self.text)
        matched: list[States] = []
        ongoing: States = {}
        for when in node.whens:
            name = f"{said} {when.tag_span.of(self.text).strip('{}%- ')}"
            taken = {state: (*trace, name) for state, trace in states.items()}
            if is_exclusive:
                matched.append(self.body(when.body, taken))
            else:  # several may match, one after the other
                ongoing = {**ongoing, **self.body(when.body, {**taken, **ongoing})}
        otherwise = node.otherwise.body if node.otherwise else ()
        rest = {state: (*trace, f"no `when` of {said}") for state, trace in states.items()}
        return _union([*matched, ongoing, self.body(otherwise, rest)])

    # --- loops -------------------------------------------------------------------------------

    def visit_for(self, node: For, states: States) -> States:
        """Follow no round, one round, and rounds until no new state comes out."""
        if node.tag == "tablerow":
            return self._read(states, node.span, ANY)
        said = node.tag_span.of(self.text).strip("{}%- ")
        none = {state: (*trace, f"{said}: no items") for state, trace in states.items()}
        empty = self.body(node.otherwise.body, none) if node.otherwise else none
        if node.arguments:  # `limit: 0` leaves no round, and no `else` either
            empty = _union([empty, none])
        started = {self._item(node, state): (*trace, said) for state, trace in states.items()}
        leaving: dict[PathState, Trace] = {}
        ended = [self._round(node, started, (True, True), leaving)]
        going = self._round(node, started, (True, False), leaving)
        for _ in range(MAX_ROUNDS):
            more = self._round(node, going, (False, False), leaving)
            if all(state in going for state in more):
                break
            going = {**more, **going}
        else:
            raise PathLimitExceeded
        ended.append(self._round(node, going, (False, True), leaving))
        return _union([empty, *({**_out(one, node, states)} for one in (*ended, leaving))])

    def _round(
        self, node: For, states: States, place: tuple[bool, bool], leaving: dict[PathState, Trace]
    ) -> States:
        own = frozenset({node.variable, "forloop"})
        self.jumps.append({"break": {}, "continue": {}})
        started = {
            state._replace(round=place).forget(own): trace for state, trace in states.items()
        }
        ended = dict(self.body(node.body, started))
        jumped = self.jumps.pop()
        leaving.update(jumped["break"])
        return {**jumped["continue"], **ended}

    def _item(self, node: For, state: PathState) -> PathState:
        steps = None
        if isinstance(node.collection, Path):
            steps = self.printer.steps(node.collection, state.known)
        return state.bind(node.variable, Alias((*steps, 0), may_be_null=False) if steps else ANY)


def _out(states: States, node: For, before: States) -> States:
    """Return the ways behind a loop: its variable and its rounds are gone."""
    outer = next(iter(before), PathState())
    shadowed = outer.known.get(node.variable)
    found = {}
    for state, trace in states.items():
        names = {name: one for name, one in state.known.items() if name != node.variable}
        if shadowed is not None:
            names[node.variable] = ANY
        cleaned = state._replace(names=tuple(sorted(names.items(), key=lambda one: one[0])))
        own = frozenset({node.variable, "forloop"})
        found[cleaned._replace(round=outer.round).forget(own)] = trace
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
