"""What each name can stand for at one place of a template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from inbox_toolkit.analysis.abstract_values import (
    Computed,
    Constant,
    DataRef,
    EngineObject,
    Facts,
    ListOf,
    Undefined,
    Value,
)
from inbox_toolkit.analysis.data_path import ComputedStep, Element, Step, Steps
from inbox_toolkit.liquid.catalog.roots import (
    COLUMN_FACTS,
    FILLED,
    GIVEN,
    LOOP_FACTS,
    UNAVAILABLE,
)
from inbox_toolkit.liquid.javascript.values import MISSING, get_property
from inbox_toolkit.liquid.syntax.nodes import Literal, Path, Range, Segment

MAX_POSSIBLE_VALUES = 24
"""How many values a name may have at one place before the conditions on them are dropped."""


@dataclass(frozen=True, slots=True)
class PossibleValue:
    """One value that a name may have, and what holds where it has it."""

    value: Value
    when: Facts = ()


PossibleValues = tuple[PossibleValue, ...]


@dataclass(slots=True)
class Scope:
    """The names in sight at one place, and the facts that hold there.

    ``names`` are those the template assigns; ``loops`` the variables of the loops around, innermost
    last.
    """

    names: dict[str, PossibleValues] = field(default_factory=dict)
    loops: tuple[Mapping[str, PossibleValues], ...] = ()
    facts: Facts = ()
    is_legacy: bool = False

    def fork(self, facts: Facts = ()) -> "Scope":
        """Return a scope that goes its own way from here, under more facts."""
        return Scope(dict(self.names), self.loops, (*self.facts, *facts), self.is_legacy)

    def enter_loop(self, variables: Mapping[str, PossibleValues]) -> None:
        """Bring a loop's own variables into sight."""
        self.loops = (*self.loops, variables)

    def bind(self, name: str, values: PossibleValues) -> None:
        """Give a name its values, and no other."""
        self.names[name] = values

    def lookup(self, name: str) -> PossibleValues:
        """Return what a root can stand for."""
        for loop in reversed(self.loops):
            if name in loop:
                return loop[name]
        return self.names.get(name) or (PossibleValue(_root(name)),)

    def is_local(self, name: str) -> bool:
        """Tell whether a name is assigned before this place, or a loop's."""
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
            step = step_of(segment)
            found = tuple([PossibleValue(member(one.value, step), one.when) for one in found])
        return found

    def merge(self, exits: Iterable[tuple["Scope", Facts]]) -> None:
        """Become what holds after several ways through, each with what held on it."""
        ways = list(exits)
        for name in sorted({name for scope, _ in ways for name in scope.names}):
            each = [scope.names.get(name) or (PossibleValue(_root(name)),) for scope, _ in ways]
            if all(one == each[0] for one in each):
                self.names[name] = each[0]
                continue
            found = [
                PossibleValue(one.value, (*one.when, *facts))
                for values, (_, facts) in zip(each, ways, strict=True)
                for one in values
            ]
            self.names[name] = _few(found)


def _few(found: list[PossibleValue]) -> PossibleValues:
    if len(found) <= MAX_POSSIBLE_VALUES:
        return tuple(dict.fromkeys(found))
    values = tuple(dict.fromkeys(PossibleValue(one.value) for one in found))
    return (
        values if len(values) <= MAX_POSSIBLE_VALUES else (PossibleValue(Computed(may_miss=True)),)
    )


def _root(name: str) -> Value:
    if name in GIVEN:
        return DataRef((name,), 1)
    if name in FILLED:
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
        case Constant() if isinstance(step, str | int):
            below = get_property(value.value, step)
            return Undefined(str(step)) if below is MISSING else Constant(below)
        case Undefined():
            return value
        case EngineObject():
            return Computed() if step in value.names else Undefined(str(step))
        case _:
            return Computed(may_miss=step != "size")


def _item(value: ListOf, step: Step) -> Value:
    if isinstance(step, int) or step in ("first", "last"):
        steps = marked(value.item.steps, (_mark(value.item.steps), step))
        return DataRef(steps, len(steps) - 1)
    return Computed(may_miss=step not in ("size", "length"))


def _mark(steps: Steps) -> object:
    return next((step.mark for step in reversed(steps) if isinstance(step, Element)), None)


def marked(steps: Steps, mark: object) -> Steps:
    """Return steps whose last list item is another one."""
    at = max(number for number, step in enumerate(steps) if isinstance(step, Element))
    return (*steps[:at], Element(mark), *steps[at + 1 :])


def item_of(value: Value, mark: object) -> Value:
    """Return what a loop's variable stands for when it goes over a value."""
    match value:
        case DataRef():
            return DataRef((*value.steps, Element(mark)), len(value.steps) + 1)
        case ListOf():
            return DataRef(marked(value.item.steps, mark), value.item.known_depth)
        case _:
            return Computed()


FOR_LOOP = EngineObject(LOOP_FACTS)
TABLE_LOOP = EngineObject(LOOP_FACTS | COLUMN_FACTS)
