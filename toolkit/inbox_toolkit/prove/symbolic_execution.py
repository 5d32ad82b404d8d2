"""Follows all ways through a template at once, and notes where one stops being JSON."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inbox_toolkit.liquid.catalog.tags import TAGS
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
    IfChanged,
    JsonString,
    Jump,
    LiquidTag,
    Literal,
    Node,
    Output,
    Path,
    Text,
)
from inbox_toolkit.liquid.syntax.visitor import bound_names, every_node
from inbox_toolkit.prove.json_automaton import Broken, Reading, read_kind, read_text
from inbox_toolkit.prove.output_types import ANY, NUMBER, SAFE, Alias, Alternative, Printer
from inbox_toolkit.prove.path_state import Conditions, Trail, Way, Ways
from inbox_toolkit.text.span import Span

MOST_WAYS = 4_000
MOST_ROUNDS = 12
MOST_GAPS = 20


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where the text may stop being JSON: why, and what was decided on the way there."""

    span: Span
    reason: str
    trail: Trail


class TooMany(Exception):  # noqa: N818 - not an error: the way out of a proof
    """There are more ways than can be followed."""


class Walk:
    """Follows all ways; ``gaps`` gathers what broke, one per place and reason.

    ``ended`` has the ways that a jump outside of any loop ends before the text does.
    """

    def __init__(self, text: str, nodes: Body, printer: Printer) -> None:
        self.text = text
        self.printer = printer
        self.conditions = Conditions(text, nodes)
        self.gaps: dict[tuple[Span, str], Gap] = {}
        self.jumps: list[dict[str, dict[Way, Trail]]] = []
        self.ended: dict[Way, Trail] = {}

    def attempt(self, span: Span, trail: Trail, step: Callable[[], object]) -> object:
        """Take a step, or note the gap and return None."""
        try:
            return step() or True
        except Broken as broken:
            key = (span, str(broken))
            if len(self.gaps) < MOST_GAPS:
                self.gaps.setdefault(key, Gap(span, str(broken), trail))
            return None

    def body(self, nodes: Body, ways: Ways) -> Ways:
        """Follow nodes; ways that break or jump do not come out."""
        for node in nodes:
            ways = self._node(node, ways)
            if len(ways) > MOST_WAYS:
                raise TooMany
        return ways

    def _node(self, node: Node, ways: Ways) -> Ways:
        match node:
            case Text():
                return self._read(ways, node.span, (Alternative(None, node.value),))
            case Output():
                return self._print(ways, node)
            case JsonString():
                return self._read(ways, node.span, (Alternative("string"),))
            case If() | Case() | For():
                return self._forked(node, ways)
            case LiquidTag():
                return self.body(node.body, ways)
            case IfChanged():
                return {**ways, **self.body(node.body, ways)}
            case Jump():
                (self.jumps[-1][node.kind] if self.jumps else self.ended).update(ways)
                return {}
            case _:
                return self._simple(node, ways)

    def _forked(self, node: If | Case | For, ways: Ways) -> Ways:
        if isinstance(node, If):
            return self._if(node, ways)
        return self._case(node, ways) if isinstance(node, Case) else self._loop(node, ways)

    def _simple(self, node: Node, ways: Ways) -> Ways:
        match node:
            case Assign():
                bound = self.printer.bound
                return {
                    way.bind(node.name, bound(node.expression, way.known)): trail
                    for way, trail in ways.items()
                }
            case Capture():
                return self._capture(node, ways)
            case Counter():
                ways = self._read(ways, node.span, NUMBER)
                return {way.bind(node.name, NUMBER): trail for way, trail in ways.items()}
            case Cycle():
                chains = [FilteredExpression(one.span, one, ()) for one in node.values]
                return _union(
                    self._read({way: trail}, node.span, self.printer.chain(chain, way.known))
                    for way, trail in ways.items()
                    for chain in chains
                )
            case CioTag():
                return self._read(ways, node.span, _SERVICE.get(node.tag, _of_tag(node.tag)))
        return ways

    def _capture(self, node: Capture, ways: Ways) -> Ways:
        if any(isinstance(one, Jump) for one in every_node(node.body)):
            raise TooMany
        made = self._captured(node.body)
        for name in sorted(bound_names(node.body)):
            ways = {way.bind(name, ANY): trail for way, trail in ways.items()}
        return {way.bind(node.name, made): trail for way, trail in ways.items()}

    def _captured(self, body: Body) -> tuple[Alternative, ...]:
        """Say what a capture holds: harmless text where all it is made of is."""
        texts = [node.value for node in body if isinstance(node, Text)]
        is_plain = len(texts) == len(body)
        return (Alternative(None, "".join(texts)),) if is_plain else ANY

    # --- printing ----------------------------------------------------------------------------

    def _print(self, ways: Ways, node: Output) -> Ways:
        return _union(
            self._read({way: trail}, node.span, self.printer.chain(node.expression, way.known))
            for way, trail in ways.items()
        )

    def _read(self, ways: Ways, span: Span, kinds: tuple[Alternative, ...]) -> Ways:
        found: dict[Way, Trail] = {}
        for way, trail in ways.items():
            for one in kinds:
                reading = self.attempt(span, trail, lambda way=way, one=one: _fed(way, one))  # type: ignore[misc]
                if isinstance(reading, Reading):
                    found.setdefault(way._replace(reading=reading), trail)
        return found

    # --- branches ----------------------------------------------------------------------------

    def _if(self, node: If, ways: Ways) -> Ways:
        left = ways
        ended: list[Ways] = []
        for number, branch in enumerate(node.branches):
            if branch.condition is None:
                ended.append(self.body(branch.body, left))
                return _union(ended)
            wanted = not (node.negated and number == 0)
            taken, left = self._split(branch.condition, left, wanted=wanted)
            ended.append(self.body(branch.body, taken))
        return _union([*ended, left])

    def _split(
        self, condition: FilteredExpression, ways: Ways, *, wanted: bool
    ) -> tuple[Ways, Ways]:
        said = condition.span.of(self.text)
        taken: dict[Way, Trail] = {}
        left: dict[Way, Trail] = {}
        for way, trail in ways.items():
            outcomes: Iterable[tuple[Way, bool | None]] = [(way, None)]
            if not condition.filters:
                outcomes = self.conditions.decide(condition.value, way)
            for forked, outcome in outcomes:
                if outcome is not (not wanted):
                    taken.setdefault(forked, (*trail, said if wanted else f"not ({said})"))
                if outcome is not wanted:
                    left.setdefault(forked, (*trail, f"not ({said})" if wanted else said))
        return taken, left

    def _case(self, node: Case, ways: Ways) -> Ways:
        values = [value for when in node.whens for value in when.values]
        literals = [one.value for one in values if isinstance(one, Literal)]
        is_exclusive = len(literals) == len(values) and len(set(map(repr, literals))) == len(values)
        said = node.subject.span.of(self.text)
        matched: list[Ways] = []
        ongoing: Ways = {}
        for when in node.whens:
            name = f"{said} {when.tag_span.of(self.text).strip('{}%- ')}"
            taken = {way: (*trail, name) for way, trail in ways.items()}
            if is_exclusive:
                matched.append(self.body(when.body, taken))
            else:  # several may match, one after the other
                ongoing = {**ongoing, **self.body(when.body, {**taken, **ongoing})}
        otherwise = node.otherwise.body if node.otherwise else ()
        rest = {way: (*trail, f"no `when` of {said}") for way, trail in ways.items()}
        return _union([*matched, ongoing, self.body(otherwise, rest)])

    # --- loops -------------------------------------------------------------------------------

    def _loop(self, node: For, ways: Ways) -> Ways:
        if node.tag == "tablerow":
            return self._read(ways, node.span, ANY)
        said = node.tag_span.of(self.text).strip("{}%- ")
        none = {way: (*trail, f"{said}: no items") for way, trail in ways.items()}
        empty = self.body(node.otherwise.body, none) if node.otherwise else none
        if node.arguments:  # `limit: 0` leaves no round, and no `else` either
            empty = _union([empty, none])
        started = {self._item(node, way): (*trail, said) for way, trail in ways.items()}
        leaving: dict[Way, Trail] = {}
        ended = [self._round(node, started, (True, True), leaving)]
        going = self._round(node, started, (True, False), leaving)
        for _ in range(MOST_ROUNDS):
            more = self._round(node, going, (False, False), leaving)
            if all(way in going for way in more):
                break
            going = {**more, **going}
        else:
            raise TooMany
        ended.append(self._round(node, going, (False, True), leaving))
        return _union([empty, *({**_out(one, node, ways)} for one in (*ended, leaving))])

    def _round(
        self, node: For, ways: Ways, place: tuple[bool, bool], leaving: dict[Way, Trail]
    ) -> Ways:
        own = frozenset({node.variable, "forloop"})
        self.jumps.append({"break": {}, "continue": {}})
        started = {way._replace(round=place).forget(own): trail for way, trail in ways.items()}
        ended = dict(self.body(node.body, started))
        jumped = self.jumps.pop()
        leaving.update(jumped["break"])
        return {**jumped["continue"], **ended}

    def _item(self, node: For, way: Way) -> Way:
        steps = None
        if isinstance(node.collection, Path):
            steps = self.printer.steps(node.collection, way.known)
        return way.bind(node.variable, Alias((*steps, 0), may_be_null=False) if steps else ANY)


def _out(ways: Ways, node: For, before: Ways) -> Ways:
    """Return the ways behind a loop: its variable and its rounds are gone."""
    outer = next(iter(before), Way())
    shadowed = outer.known.get(node.variable)
    found = {}
    for way, trail in ways.items():
        names = {name: one for name, one in way.known.items() if name != node.variable}
        if shadowed is not None:
            names[node.variable] = ANY
        cleaned = way._replace(names=tuple(sorted(names.items(), key=lambda one: one[0])))
        own = frozenset({node.variable, "forloop"})
        found[cleaned._replace(round=outer.round).forget(own)] = trail
    return found


def _fed(way: Way, one: Alternative) -> Reading:
    if one.kind is None:
        return read_text(way.reading, one.const)
    return read_kind(way.reading, one.kind)


def _union(parts: Iterable[Ways]) -> Ways:
    found: dict[Way, Trail] = {}
    for part in parts:
        for way, trail in part.items():
            found.setdefault(way, trail)
    return found


_SERVICE = {"generate_uuid": SAFE, "random": NUMBER}


def _of_tag(name: str) -> tuple[Alternative, ...]:
    facts = TAGS.get(name)
    return (Alternative(None),) if facts is not None and not facts.applies else ANY
