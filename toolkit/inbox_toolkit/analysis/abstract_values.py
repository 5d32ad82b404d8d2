"""What a condition proves: whether it can hold while some variable has no value.

A condition is evaluated with the engine's own comparisons, under the hypothesis that one path of
the data is missing and nothing is known of any other. ``{% if a != blank %}`` guards ``a`` since
it cannot be true while ``a`` is missing; ``{% if a != '' %}`` does not, since it can.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from inbox_toolkit.analysis.data_path import ComputedStep, Steps
from inbox_toolkit.liquid.javascript.comparison import (
    at_least,
    at_most,
    contains,
    greater_than,
    less_than,
    liquid_equals,
)
from inbox_toolkit.liquid.javascript.values import is_truthy, to_enumerable

MAX_VALUES = 16
"""How many values an expression may have before nothing is said of it any more."""


@dataclass(frozen=True, slots=True)
class DataRef:
    """The value at a path of the data.

    Reading its first ``known_depth`` steps is known not to fail: they are null at worst.
    """

    steps: Steps
    known_depth: int

    def fallible_prefixes(self, *, is_legacy: bool) -> list[Steps]:
        """Return the parts of the path that can be missing; to legacy Liquid, null is missing."""
        whole = len(self.steps)
        first = 2 if is_legacy and whole > self.known_depth else self.known_depth + 1
        return [self.steps[:count] for count in range(first, whole + 1)]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list made of the values at a path, one path for all its items."""

    item: DataRef


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the template."""

    value: object


@dataclass(frozen=True, slots=True)
class Computed:
    """A value that a filter, a capture or a loop makes; ``may_miss``: or nothing at all."""

    may_miss: bool = False


@dataclass(frozen=True, slots=True)
class Undefined:
    """A name that nothing gave a value."""

    name: str


@dataclass(frozen=True, slots=True)
class EngineObject:
    """An object of the engine's own that has these members and no others, such as ``forloop``."""

    names: frozenset[str]


Value = DataRef | ListOf | Constant | Computed | Undefined | EngineObject


@dataclass(frozen=True, slots=True)
class Term:
    """An expression with its variables resolved.

    ``operator`` is as written, or ``value`` (one of ``values``), ``not``, ``items`` (has any) or
    ``?`` (nothing is known).
    """

    operator: str
    values: tuple[Value, ...] = ()
    parts: tuple["Term", ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """A term that came out true, or not; ``text`` is its source."""

    __test__ = False  # pytest, this is none of yours

    term: Term
    wanted: bool
    text: str = field(compare=False, default="")


Fact = tuple[tuple[Guard, ...], ...]
"""What holds at a place: at least one of these groups of tests, whole."""

Facts = tuple[Fact, ...]


def is_possible(facts: Facts, missing: Steps | None) -> bool:
    """Tell whether all facts can hold while the path ``missing`` has no value."""
    if not facts:
        return True
    certain = {test for fact in facts if len(fact) == 1 for test in fact[0]}
    return all(any(_holds(group, certain, missing) for group in fact) for fact in facts)


def _holds(group: tuple[Guard, ...], certain: set[Guard], missing: Steps | None) -> bool:
    return not any(
        _contradicts(test, certain) or (missing is not None and _is_broken(test, missing))
        for test in group
    )


def _contradicts(test: Guard, certain: set[Guard]) -> bool:
    return Guard(test.term, not test.wanted) in certain and _is_fixed(test.term)


def _is_fixed(term: Term) -> bool:
    """Tell whether a term has one value however often it is evaluated."""
    if term.operator == "?" or len(term.values) > 1:
        return False
    for value in term.values:
        if isinstance(value, Computed | ListOf | EngineObject):
            return False
        if isinstance(value, DataRef) and any(
            isinstance(step, ComputedStep) for step in value.steps
        ):
            return False
    return all(map(_is_fixed, term.parts))


def _is_broken(test: Guard, missing: Steps) -> bool:
    values = outcomes(test.term, missing)
    return values is not None and all(is_truthy(value) != test.wanted for value in values)


_OPERATORS: dict[str, Callable[[object, object], bool]] = {
    "==": liquid_equals,
    "!=": lambda left, right: not liquid_equals(left, right),
    "<": less_than,
    ">": greater_than,
    "<=": at_most,
    ">=": at_least,
    "contains": contains,
}


def outcomes(term: Term, missing: Steps) -> list[object] | None:
    """Return the values a term can have under the hypothesis; None where any is possible."""
    match term.operator:
        case "value":
            return _values(term.values, missing)
        case "not":
            inner = outcomes(term.parts[0], missing)
            return None if inner is None else [not is_truthy(value) for value in inner]
        case "items":
            inner = outcomes(term.parts[0], missing)
            return None if inner is None else [bool(to_enumerable(value)) for value in inner]
        case "and" | "or":
            return _joined(term, missing)
        case "":
            return outcomes(term.parts[0], missing)
        case "?":
            return None
        case _:
            return _compared(term, missing)


def _values(values: Iterable[Value], missing: Steps) -> list[object] | None:
    found: list[object] = []
    for value in values:
        if isinstance(value, Constant):
            found.append(value.value)
        elif isinstance(value, Undefined) or (
            isinstance(value, DataRef) and value.steps[: len(missing)] == missing
        ):
            found.append(None)  # a missing variable is null in a condition
        else:
            return None
    return found


def _joined(term: Term, missing: Steps) -> list[object] | None:
    """Evaluate ``and``/``or``: one side alone can decide it."""
    sides = [outcomes(part, missing) for part in term.parts]
    deciding = term.operator == "or"
    for side in sides:
        if side is not None and all(is_truthy(value) == deciding for value in side):
            return [deciding]
    left, right = sides
    if left is None or right is None or len(left) * len(right) > MAX_VALUES:
        return None
    both = all if term.operator == "and" else any
    return [both((is_truthy(one), is_truthy(other))) for one in left for other in right]


def _compared(term: Term, missing: Steps) -> list[object] | None:
    left, right = (outcomes(part, missing) for part in term.parts)
    if left is None or right is None or len(left) * len(right) > MAX_VALUES:
        return None
    compare = _OPERATORS[term.operator]
    return [compare(one, other) for one in left for other in right]
