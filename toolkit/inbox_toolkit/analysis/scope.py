"""What each name may stand for at one place of a template."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from inbox_toolkit.analysis.abstract_values import (
    Computed,
    Constant,
    DataRef,
    Effort,
    EngineObject,
    Facts,
    ItemGroup,
    ItemGroups,
    ListOf,
    RoundFact,
    Undefined,
    Value,
    any_of,
    is_possible,
)
from inbox_toolkit.analysis.data_path import NO_LENGTH, ComputedStep, Element, Step, Steps
from inbox_toolkit.liquid.catalog.roots import (
    COLUMN_FACTS,
    FILLED,
    GIVEN,
    LOOP_FACTS,
    UNAVAILABLE,
)
from inbox_toolkit.liquid.javascript.values import MISSING, get_property, to_enumerable
from inbox_toolkit.liquid.syntax.nodes import Expression, Literal, Path, Range, Segment
from inbox_toolkit.text.record import record

MAX_POSSIBLE_VALUES = 24
"""How many values a name may have at one place before the unproblematic ones become one."""

MAX_CONSTANT_ITEMS = 100
"""How long a list in the template may be for its items to be told apart."""


@record
class PossibleValue:
    """One value that a name may have, and what holds where it has it."""

    value: Value
    when: Facts = ()


PossibleValues = tuple[PossibleValue, ...]


@record
class Binding:
    """The values of a name since it was last bound; ``version`` tells bindings apart."""

    version: Hashable
    values: PossibleValues


@dataclass(slots=True)
class Scope:
    """The names in sight at one place, and the facts that hold there.

    ``names`` are those the template assigns; ``loops`` the variables of the loops around, innermost
    last; ``round`` identifies the rounds of those loops that are followed.
    """

    names: dict[str, Binding] = field(default_factory=dict)
    loops: tuple[Mapping[str, Binding], ...] = ()
    facts: Facts = ()
    is_legacy: bool = False
    round: Hashable = ()
    versions: Iterator[int] = field(default_factory=count)
    effort: Effort = field(default_factory=Effort)

    def fork(self, facts: Facts = ()) -> "Scope":
        """Return a scope that goes its own way from here, under more facts."""
        names, held = dict(self.names), (*self.facts, *facts)
        return Scope(
            names, self.loops, held, self.is_legacy, self.round, self.versions, self.effort
        )

    def enter_loop(self, variables: Mapping[str, PossibleValues], mark: Hashable = ()) -> None:
        """Bring a loop's own variables into sight, for the round that the mark identifies."""
        bound = {name: Binding(next(self.versions), one) for name, one in variables.items()}
        self.loops = (*self.loops, bound)
        self.round = mark

    def bind(self, name: str, values: PossibleValues) -> None:
        """Give a name these values, and no others."""
        self.names[name] = Binding(next(self.versions), values)

    def binding(self, name: str) -> Binding:
        """Return what a root stands for."""
        for loop in reversed(self.loops):
            if name in loop:
                return loop[name]
        return self.names.get(name) or Binding(("root", name), (PossibleValue(_root(name)),))

    def lookup(self, name: str) -> PossibleValues:
        """Return what a root can stand for."""
        return self.binding(name).values

    def is_local(self, name: str) -> bool:
        """Return True if a name is assigned before this place, or a loop's."""
        return name in self.names or any(name in loop for loop in self.loops)

    def resolve(self, path: Path) -> PossibleValues:
        """Return what a variable can stand for."""
        first = path.segments[0].key
        if isinstance(first, str):
            found = self.lookup(first)
        elif isinstance(first, Literal):
            found = (PossibleValue(Constant(first.value)),)
        else:
            found = (PossibleValue(Computed(may_miss=not isinstance(first, Range))),)
        for segment in path.segments[1:]:
            step = self._step(segment)
            found = tuple([PossibleValue(member(one.value, step), one.when) for one in found])
        return found

    def _step(self, segment: Segment) -> Step:
        """Return the step a segment takes; a variable of one known value takes that one."""
        if not isinstance(segment.key, Path):
            return step_of(segment)
        values = [one.value for one in self.resolve(segment.key)]
        match values:
            case [Constant(value=str() | int() as key)] if not isinstance(key, bool):
                return key
        is_index = segment.key.root in ("forloop", "tablerowloop") or any(
            (isinstance(value, Computed) and value.is_number)
            or (isinstance(value, Constant) and isinstance(value.value, int))
            for value in values
        )
        return ComputedStep(self.key(segment.key) or segment.span, is_index)

    def key(self, node: Expression) -> Hashable:
        """Return what identifies the value of an expression, None if it has no simple identity."""
        if isinstance(node, Literal):
            return Constant(node.value)
        if not isinstance(node, Path):
            return None
        values = self.resolve(node)
        only = values[0].value if len(values) == 1 else None
        if isinstance(only, DataRef) and not any(
            isinstance(one, ComputedStep) for one in only.steps
        ):
            return only.steps
        keys: list[Hashable] = []
        for segment in node.segments:
            inner = segment.key if isinstance(segment.key, str | int) else self.key(segment.key)
            if inner is None:
                return None
            keys.append(inner)
        root = keys[0]
        return (self.binding(root).version if isinstance(root, str) else root, *keys[1:])

    def is_possible(
        self,
        facts: Facts,
        missing: Steps | None = None,
        chosen: tuple[tuple[Hashable, int], ...] = (),
        *,
        is_deep: bool = False,
    ) -> bool:
        """Return False only if facts cannot all hold under a hypothesis."""
        return is_possible(facts, missing, chosen, effort=self.effort, is_deep=is_deep)

    def choice(self, path: Path) -> Hashable:
        """Return the version of the name that a path's values depend on."""
        root = path.segments[0].key
        return self.binding(root).version if isinstance(root, str) else None

    def merge(self, exits: Iterable[tuple["Scope", Facts]]) -> None:
        """Become what holds after several ways through, each with what held on it."""
        ways = list(exits)
        for name in sorted({name for scope, _ in ways for name in scope.names}):
            each = [
                scope.names.get(name) or Binding(("root", name), (PossibleValue(_root(name)),))
                for scope, _ in ways
            ]
            if all(one.version == each[0].version for one in each):
                self.names[name] = each[0]
                continue
            self.bind(name, self._joined(each, [facts for _, facts in ways]))

    def _joined(self, each: list[Binding], ways: list[Facts]) -> PossibleValues:
        """Return the values of several bindings, each with what holds on its way."""
        if self.effort.is_spent:  # then nothing would look at the conditions
            every = [PossibleValue(one.value) for binding in each for one in binding.values]
            return _few(every)
        found = [
            PossibleValue(one.value, tuple(dict.fromkeys((*one.when, *facts))))
            for binding, facts in zip(each, ways, strict=True)
            for one in binding.values
        ]
        self.effort.left -= sum(len(one.when) for one in found)
        if any(may_fail(one.value) for one in found):
            found = [one for one in found if self.is_possible((*self.facts, *one.when))] or found
        return _few(found)


def may_fail(value: Value) -> bool:
    """Return True if reading a value, or a member of it, may fail for want of a value."""
    if isinstance(value, Computed):
        return value.may_miss
    return not isinstance(value, Constant | RoundFact)


def _few(found: list[PossibleValue]) -> PossibleValues:
    """Return at most so many values, giving up first what matters least.

    Equal values become one, with all their conditions as alternatives of one fact; then those that
    print something for certain become one; then conditions are dropped.
    """
    values = tuple(dict.fromkeys(found))
    if len(values) <= MAX_POSSIBLE_VALUES:
        return values
    whens: dict[Value, list[Facts]] = {}
    for one in values:
        whens.setdefault(one.value, []).append(one.when)
    values = tuple(PossibleValue(value, any_of(each)) for value, each in whens.items())
    if len(values) <= MAX_POSSIBLE_VALUES:
        return values
    risky = [one for one in values if may_fail(one.value)]
    if len(risky) < MAX_POSSIBLE_VALUES:
        return (*risky, PossibleValue(Computed()))
    return (PossibleValue(Computed(may_miss=True)),)


def _root(name: str) -> Value:
    if name in GIVEN or name in FILLED:
        return DataRef((name,), 1)
    return Constant(None) if name in UNAVAILABLE else Undefined(name)


def step_of(segment: Segment) -> Step:
    """Return the step a segment takes."""
    key = segment.key
    if isinstance(key, Literal):
        key = key.value  # type: ignore[assignment] # a literal's value is checked below
    if isinstance(key, str) or (isinstance(key, int) and not isinstance(key, bool)):
        return key
    return ComputedStep(segment.span)


def member(value: Value, step: Step) -> Value:
    """Return what one step below a value is."""
    match value:
        case DataRef():
            return DataRef((*value.steps, step), value.known_depth)
        case ListOf():
            return _item(value, step)
        case ItemGroups() if isinstance(step, int) or step in ("first", "last"):
            return ItemGroup(value.item)
        case ItemGroup() if step == "items":
            return ListOf(value.item, "group")
        case ItemGroup() if step == "name":
            return Computed()
        case Constant() if isinstance(step, str | int):
            below = get_property(value.value, step)
            return Undefined(str(step)) if below is MISSING else Constant(below)
        case Undefined():
            return value
        case EngineObject():
            return _engine_member(value, step)
        case _:
            return Computed(may_miss=step != "size")


def _engine_member(value: EngineObject, step: Step) -> Value:
    if step not in value.names:
        return Undefined(str(step))
    known = dict(value.known)
    return RoundFact(known[str(step)]) if step in known else Computed()


def _item(value: ListOf, step: Step) -> Value:
    if isinstance(step, int) or step in ("first", "last"):
        return picked(value, step)
    if step not in ("size", "length"):
        return Computed(may_miss=True)
    at = _last_element(value.item.steps)
    is_whole = value.holds == "all" and at is not None
    return size_of(value.item.steps[:at]) if is_whole else Computed(is_number=True)


def size_of(steps: Steps) -> DataRef:
    """Return the size of a list in the data, as filters count it: 0 of nothing."""
    return DataRef((*steps, "size"), len(steps) + 1, if_missing=0)


def picked(value: ListOf, step: Step | None = None, mark: Hashable = None) -> DataRef:
    """Return the item of a list at an index or end; None: any one, which may not be there."""
    steps = value.item.steps
    own = (_mark(steps), step) if mark is None else mark
    steps = marked(steps, own, least=_least(value, step))
    at = _last_element(steps)
    return DataRef(steps, len(steps) - 1 if at is None else at)


def _least(value: ListOf, step: Step | None) -> int | None:
    """Return how long the list in the data must be for an item to exist."""
    if step is None or value.holds == "some":
        return NO_LENGTH
    count = _count(step) if isinstance(step, int) else 1
    if value.holds == "group" and count == 1:
        return None
    return count if value.holds == "all" or count == 1 else NO_LENGTH


def _count(index: int) -> int:
    return index + 1 if index >= 0 else -index


def _mark(steps: Steps) -> object:
    return next((step.mark for step in reversed(steps) if isinstance(step, Element)), None)


def _last_element(steps: Steps) -> int | None:
    return max((at for at, step in enumerate(steps) if isinstance(step, Element)), default=None)


def marked(steps: Steps, mark: Hashable, *, least: int | None = None) -> Steps:
    """Return steps whose last list item is another one; steps without one as they are."""
    at = _last_element(steps)
    return steps if at is None else (*steps[:at], Element(mark, least), *steps[at + 1 :])


def items_of(value: Value, mark: Hashable) -> tuple[Value, ...]:
    """Return what a loop's variable stands for when it goes over a value."""
    match value:
        case DataRef():
            return (DataRef((*value.steps, Element(mark)), len(value.steps) + 1),)
        case ListOf():
            return (DataRef(marked(value.item.steps, mark), value.item.known_depth),)
        case ItemGroups():
            return (ItemGroup(value.item),)
        case Constant():
            items = to_enumerable(value.value)
            if len(items) <= MAX_POSSIBLE_VALUES:
                return tuple(dict.fromkeys(map(Constant, items))) or (Computed(),)
            return (Computed(),)
        case _:
            return (Computed(),)


FOR_LOOP = EngineObject(LOOP_FACTS)
TABLE_LOOP = EngineObject(LOOP_FACTS | COLUMN_FACTS)
