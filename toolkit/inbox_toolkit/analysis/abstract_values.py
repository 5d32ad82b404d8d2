"""What a name may stand for, what a condition says of it, and which conditions hold together.

A condition is evaluated with the engine's own comparisons under a hypothesis: one path of the data
is missing, or a name has one of its possible values; nothing is known of anything else.
``{% if a != blank %}`` guards ``a``, since it cannot be true while ``a`` is missing;
``{% if a != '' %}`` does not, since it can.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from itertools import product
from typing import Literal

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
from inbox_toolkit.text.record import record

MAX_VALUES = 16
"""How many values an expression may have before it counts as unknown."""

MAX_GROUPS = 200
"""How many alternatives a fact may have before it says nothing."""

MAX_EFFORT = 60_000
"""How many guards are looked at for one template; two nested loops with a flag need 20,000."""

MAX_SEARCH = 48
"""How many combinations of facts are tried before they count as possible."""


@record
class DataRef:
    """The value at a path of the data.

    Reading its first ``known_depth`` steps is known not to fail: they are null at worst.
    ``if_missing`` is what a filter makes of a missing value, such as the 0 of ``size``.
    """

    steps: Steps
    known_depth: int
    if_missing: object = field(default=None, compare=False)

    @property
    def is_exact(self) -> bool:
        """Return True if no step of the path is only known when rendering."""
        return not any(isinstance(step, ComputedStep) for step in self.steps)

    def fallible_prefixes(self, *, is_legacy: bool) -> list[Steps]:
        """Return the parts of the path that can be missing; to legacy Liquid, null is missing."""
        whole = len(self.steps)
        first = 2 if is_legacy and whole > self.known_depth else self.known_depth + 1
        return [self.steps[:count] for count in range(first, whole + 1)]


@record
class ListOf:
    """A list of the values at a path, one path for all its items.

    ``holds`` says which items of the list in the data: ``all`` of them, ``one`` or more if there
    are any, ``some`` or none; ``group``: those of a group, one at least.
    """

    item: DataRef
    holds: Literal["all", "one", "some", "group"] = "some"


@record
class ItemGroup:
    """A group that ``group_by`` makes of items: an object with ``name`` and ``items``."""

    item: DataRef


@record
class ItemGroups:
    """The list of groups that ``group_by`` makes."""

    item: DataRef


@record
class Constant:
    """A value that the template itself gives: a literal, or filters applied to some."""

    value: object = field(compare=False)
    identity: str = field(init=False, repr=False)
    """What two equal constants share; in Python, ``1``, ``1.0`` and ``True`` are equal."""

    def __post_init__(self) -> None:
        """Derive the identity from the value."""
        object.__setattr__(self, "identity", f"{type(self.value).__name__} {self.value!r}")


@record
class RoundFact:
    """What ``forloop`` says in the round that is followed, such as ``first``."""

    value: object


@record
class Computed:
    """The result of a filter, a capture or a loop; ``may_miss``: or nothing at all."""

    may_miss: bool = False
    is_number: bool = field(default=False, compare=False)


@record
class Undefined:
    """A name without a value."""

    name: str


@record
class EngineObject:
    """An object of the engine's own with exactly these members, such as ``forloop``.

    ``known`` are the members whose value is known in the round that is followed.
    """

    names: frozenset[str]
    known: tuple[tuple[str, object], ...] = ()


Value = (
    DataRef | ListOf | ItemGroup | ItemGroups | Constant | RoundFact | Computed | Undefined
    | EngineObject
)  # fmt: skip


@record
class Term:
    """An expression with its variables resolved.

    ``operator`` is as written, or ``value`` (one of ``values``), ``not``, ``items`` (has any) or
    ``?`` (unknown). ``key`` identifies what a value is read from: two values with the same key are
    the same value. ``binding`` is the name's binding and ``whens`` says, for each of its values,
    what holds where it has that one.
    """

    operator: str
    values: tuple[Value, ...] = ()
    parts: tuple["Term", ...] = ()
    key: Hashable = None
    binding: Hashable = field(compare=False, default=None)
    whens: tuple["Facts", ...] = field(compare=False, default=())
    hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Hash the term once: facts are looked up far more often than they are made."""
        key = (self.operator, self.values, self.parts, self.key)
        object.__setattr__(self, "hash", hash(key))

    def __hash__(self) -> int:
        return self.hash


@record
class Guard:
    """A condition that came out true, or not.

    ``text`` is its source, which is true where ``wanted`` is ``source_wanted``: the term of
    ``a != 1`` is kept as ``a == 1``.
    """

    term: Term
    wanted: bool
    text: str = field(compare=False, default="")
    source_wanted: bool = field(compare=False, default=True)

    @property
    def written(self) -> str:
        """What holds, in the words of the template; empty if it has no words for it."""
        if not self.text or self.wanted is self.source_wanted:
            return self.text
        return f"not ({self.text})"

    def __hash__(self) -> int:
        return self.term.hash ^ self.wanted


Group = tuple[Guard, ...]
"""Guards that hold together."""

Fact = tuple[Group, ...]
"""What holds at a place: at least one of these groups."""

Facts = tuple[Fact, ...]


@record
class Hypothesis:
    """What is assumed: a path of the data is missing, bindings have the value of an index, and
    keys the constants of ``known``."""

    missing: Steps | None = None
    chosen: tuple[tuple[Hashable, int], ...] = ()
    known: Mapping[Hashable, Constant] = field(default_factory=dict)


class Effort:
    """How many guards may still be looked at for one template: the search is exponential."""

    __slots__ = ("left",)

    def __init__(self, left: int = MAX_EFFORT) -> None:
        self.left = left

    @property
    def is_spent(self) -> bool:
        """Return True if nothing more is searched, and everything counts as possible."""
        return self.left <= 0


def is_possible(
    facts: Facts,
    missing: Steps | None = None,
    chosen: tuple[tuple[Hashable, int], ...] = (),
    *,
    effort: Effort | None = None,
    is_deep: bool = False,
) -> bool:
    """Return False only if the facts cannot all hold under the hypothesis.

    ``is_deep`` also asks under which facts the names in conditions have the values that fit, so
    that a flag set together with a name guards the name. What is kept of the rounds of a loop is an
    approximation then, so nothing may be called impossible on that ground.
    """
    effort = effort or Effort()
    if not facts or effort.is_spent:
        return True
    return _Search(Hypothesis(missing, chosen), effort, is_deep=is_deep).can_hold(facts)


def certain_guards(facts: Facts) -> tuple[Guard, ...]:
    """Return what facts say for certain: alternatives that the others rule out are left out."""
    search = _Search(Hypothesis(), Effort(), is_deep=False)
    certain: dict[Guard, None] = {}
    open_facts = list(facts)
    while units := [fact for fact in open_facts if len(fact) == 1]:
        certain.update((guard, None) for (group,) in units for guard in group)
        rest = [fact for fact in open_facts if len(fact) != 1]
        open_facts = [search.reduced(fact, set(certain), search.hypothesis) for fact in rest]
    return tuple(certain)


class _Search:
    """Unit propagation, then a bounded search over the groups that are left."""

    def __init__(self, hypothesis: Hypothesis, effort: Effort, *, is_deep: bool) -> None:
        self.hypothesis = hypothesis
        self.is_deep = is_deep
        self.effort = effort
        self.budget = MAX_SEARCH

    def can_hold(self, facts: Facts) -> bool:
        """Return False if the facts contradict each other or the hypothesis."""
        return self._solve(frozenset(), list(facts), {})

    def _solve(
        self, certain: frozenset[Guard], open_facts: list[Fact], known: dict[Hashable, Constant]
    ) -> bool:
        held = set(certain)
        known = dict(known)
        while True:
            units = [fact[0] for fact in open_facts if len(fact) == 1]
            if not units or self.effort.is_spent:
                return self._branch(frozenset(held), open_facts, known)
            self.effort.left -= len(held)
            open_facts = [fact for fact in open_facts if len(fact) != 1]
            fresh = []
            pinned = len(known)
            for guard in (guard for group in units for guard in group):
                if guard in held:
                    continue
                if _negation(guard) in held and _is_fixed(guard.term):
                    return False
                held.add(guard)
                fresh.append(guard)
                constant = _pinned(guard)
                if constant is not None:
                    known.setdefault(*constant)
                open_facts += self._implied(guard)
            hypothesis = Hypothesis(self.hypothesis.missing, self.hypothesis.chosen, known)
            changed = held if len(known) > pinned else fresh
            if any(_is_broken(guard, hypothesis) for guard in changed):
                return False
            open_facts = [self.reduced(fact, held, hypothesis) for fact in open_facts]
            if () in open_facts:
                return False

    def _branch(
        self, certain: frozenset[Guard], open_facts: list[Fact], known: dict[Hashable, Constant]
    ) -> bool:
        if not open_facts or self.effort.is_spent:
            return True
        shortest = min(open_facts, key=len)
        rest = [fact for fact in open_facts if fact is not shortest]
        for group in shortest:
            self.budget -= 1
            if self.budget < 0 or self._solve(certain, [(group,), *rest], known):
                return True
        return False

    def reduced(self, fact: Fact, certain: set[Guard], hypothesis: Hypothesis) -> Fact:
        """Return the groups of a fact that can still hold; all of it if one holds already."""
        kept = []
        for group in fact:
            self.effort.left -= len(group)
            if self.effort.is_spent:
                return fact
            fresh = [guard for guard in group if guard not in certain]
            if not fresh:
                return ((),)
            if not any(
                (_negation(guard) in certain and _is_fixed(guard.term))
                or _is_broken(guard, hypothesis)
                for guard in fresh
            ):
                kept.append(tuple(fresh))
        return tuple(kept)

    def _implied(self, guard: Guard) -> Iterator[Fact]:
        """Yield what a guard implies: its conjuncts, and how its name got a value that fits."""
        term, wanted = guard.term, guard.wanted
        if term.operator in ("and", "or"):
            parts = tuple(as_guard(part, wanted=wanted) for part in term.parts)
            if wanted is (term.operator == "and"):
                yield from (((part,),) for part in parts)
            else:
                yield tuple((part,) for part in parts)
        for leaf in _leaves(term) if self.is_deep and not self.effort.is_spent else ():
            chosen = dict(self.hypothesis.chosen)
            if len(leaf.values) < 2 or len(leaf.whens) != len(leaf.values):
                continue
            if leaf.binding in chosen:
                continue
            self.effort.left -= len(leaf.values)
            fitting = [
                when
                for number, when in enumerate(leaf.whens)
                if not _is_broken(
                    guard,
                    Hypothesis(
                        self.hypothesis.missing,
                        (*self.hypothesis.chosen, (leaf.binding, number)),
                    ),
                )
            ]
            yield from any_of(fitting)


def any_of(whens: list[Facts]) -> Facts:
    """Return what holds if one of several facts does: nothing, if one of them says nothing."""
    groups: dict[Group, None] = {}
    for when in whens:
        units = tuple(guard for fact in when if len(fact) == 1 for guard in fact[0])
        several = next((fact for fact in when if len(fact) > 1), ((),))
        groups.update((tuple(dict.fromkeys((*units, *group))), None) for group in several)
    return () if () in groups or len(groups) > MAX_GROUPS else (tuple(groups),)


def _leaves(term: Term) -> Iterator[Term]:
    if term.operator == "value":
        if term.binding is not None:
            yield term
    else:
        for part in term.parts:
            yield from _leaves(part)


def as_guard(term: Term, *, wanted: bool, text: str = "") -> Guard:
    """Return a guard in its normal form: without ``not`` and ``!=``."""
    is_turned = False
    while True:
        match term.operator:
            case "not":
                term, wanted, is_turned = term.parts[0], not wanted, not is_turned
            case "!=" | "legacy !=" | "legacy <>":
                operator = "==" if term.operator == "!=" else "legacy =="
                term = replace(term, operator=operator)
                wanted, is_turned = not wanted, not is_turned
            case "":
                term = term.parts[0]
            case _:
                return Guard(term, wanted, text, not is_turned)


def _negation(guard: Guard) -> Guard:
    return Guard(guard.term, not guard.wanted)


def _pinned(guard: Guard) -> tuple[Hashable, Constant] | None:
    """Return the key and the constant that a guard like ``a == 'x'`` says it equals."""
    if guard.term.operator != "==" or not guard.wanted:
        return None
    left, right = guard.term.parts
    for one, other in ((left, right), (right, left)):
        if one.key is not None and len(other.values) == 1 and other.operator == "value":
            value = other.values[0]
            if isinstance(value, Constant) and isinstance(value.value, str | int | float):
                return one.key, value
    return None


def _is_fixed(term: Term) -> bool:
    """Return True if a term has one value however often it is evaluated."""
    if term.operator == "?":
        return False
    if term.operator == "value":
        return term.key is not None or (len(term.values) == 1 and _is_plain(term.values[0]))
    return all(map(_is_fixed, term.parts))


def _is_plain(value: Value) -> bool:
    if isinstance(value, DataRef):
        return value.is_exact
    return isinstance(value, Constant | Undefined)


def _is_broken(guard: Guard, hypothesis: Hypothesis) -> bool:
    values = outcomes(guard.term, hypothesis)
    return values is not None and all(is_truthy(value) != guard.wanted for value in values)


def constant_outcome(term: Term) -> bool | None:
    """Return whether a condition is true whatever the data and the round; None if it depends."""
    values = outcomes(term, Hypothesis())
    if not values or _reads_round(term):
        return None
    found = {is_truthy(value) for value in values}
    return found.pop() if len(found) == 1 else None


def _reads_round(term: Term) -> bool:
    is_round = any(isinstance(value, RoundFact) for value in term.values)
    return is_round or any(map(_reads_round, term.parts))


_OPERATORS: dict[str, Callable[[object, object], bool]] = {
    "==": liquid_equals,
    "!=": lambda left, right: not liquid_equals(left, right),
    "<": less_than,
    ">": greater_than,
    "<=": at_most,
    ">=": at_least,
    "contains": contains,
}


def outcomes(term: Term, hypothesis: Hypothesis) -> list[object] | None:
    """Return the values a term can have under a hypothesis; None if any is possible."""
    match term.operator:
        case "value":
            return _values(term, hypothesis)
        case "not":
            inner = outcomes(term.parts[0], hypothesis)
            return None if inner is None else [not is_truthy(value) for value in inner]
        case "items":
            inner = outcomes(term.parts[0], hypothesis)
            return None if inner is None else [bool(to_enumerable(value)) for value in inner]
        case "and" | "or":
            return _joined(term, hypothesis)
        case "":
            return outcomes(term.parts[0], hypothesis)
        case operator if operator in _OPERATORS:
            return _compared(term, hypothesis)
        case _:
            return None


def _values(term: Term, hypothesis: Hypothesis) -> list[object] | None:
    values = term.values
    pinned = hypothesis.known.get(term.key) if term.key is not None else None
    otherwise = None if pinned is None else [pinned.value]
    if not values:
        return otherwise
    for binding, number in hypothesis.chosen:
        if term.binding == binding and number < len(values):
            values = (values[number],)
    found: list[object] = []
    for value in values:
        if isinstance(value, Constant | RoundFact):
            found.append(value.value)
        elif isinstance(value, Undefined):
            found.append(None)
        elif (
            isinstance(value, DataRef)
            and hypothesis.missing is not None
            and value.steps[: len(hypothesis.missing)] == hypothesis.missing
        ):
            found.append(value.if_missing)  # a missing variable is null in a condition
        else:
            return otherwise
    return found


def _joined(term: Term, hypothesis: Hypothesis) -> list[object] | None:
    """Evaluate ``and``/``or``: one side alone can decide it."""
    sides = [outcomes(part, hypothesis) for part in term.parts]
    deciding = term.operator == "or"
    for side in sides:
        if side is not None and all(is_truthy(value) == deciding for value in side):
            return [deciding]
    both = all if term.operator == "and" else any
    return _combined(sides, lambda one, other: both((is_truthy(one), is_truthy(other))))


def _compared(term: Term, hypothesis: Hypothesis) -> list[object] | None:
    sides = [outcomes(part, hypothesis) for part in term.parts]
    return _combined(sides, _OPERATORS[term.operator])


def _combined(
    sides: Iterable[list[object] | None], combine: Callable[[object, object], bool]
) -> list[object] | None:
    left, right = sides
    if left is None or right is None or len(left) * len(right) > MAX_VALUES:
        return None
    return [combine(one, other) for one, other in product(left, right)]
