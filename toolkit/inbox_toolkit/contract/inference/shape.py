"""The tree of data that a template reads: members, items, uses, needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from inbox_toolkit.analysis.abstract_values import (
    Constant,
    DataRef,
    Fact,
    ItemGroups,
    ListOf,
    Term,
)
from inbox_toolkit.analysis.data_path import (
    NO_LENGTH,
    ComputedStep,
    Element,
    Step,
    Steps,
    steps_text,
)
from inbox_toolkit.analysis.usage import Need, TypeUse
from inbox_toolkit.text.span import Span

END_STEPS = ("first", "last")
SIZE_STEPS = ("size", "length")

Key = str | None
"""One step of a shape's path: a member's name, or None for any item."""


@dataclass(slots=True)
class Shape:
    """One place in the data; ``shown`` are the values that fixtures have there.

    ``item`` is any item of a list, ``entry`` the value of any key of an object that is looked up by
    a computed key, such as a language. ``least`` is how long a list must be.
    """

    path: tuple[Key, ...]
    members: dict[str, "Shape"] = field(default_factory=dict)
    item: "Shape | None" = None
    entry: "Shape | None" = None
    is_required: bool = False
    least: int = 0
    is_measured: bool = False
    uses: list[TypeUse] = field(default_factory=list)
    shown: list[object] = field(default_factory=list)
    as_member: Span | None = None
    as_list: Span | None = None

    @property
    def path_text(self) -> str:
        """The path as a template writes it."""
        steps = tuple(Element(None) if step is None else step for step in self.path)
        return steps_text(steps)

    def below(self) -> Iterator["Shape"]:
        """Yield this shape and every shape below it."""
        yield self
        for member in self.members.values():
            yield from member.below()
        for inner in (self.item, self.entry):
            if inner is not None:
                yield from inner.below()

    def include(self, other: "Shape") -> None:
        """Take over what is used and needed of another shape, which may be the same value."""
        self.uses += other.uses
        self.least = max(self.least, other.least)
        self.is_measured = self.is_measured or other.is_measured
        self.as_member, self.as_list = (
            self.as_member or other.as_member,
            self.as_list or other.as_list,
        )
        for name, inner in other.members.items():
            shown = [one[name] for one in self.shown if isinstance(one, dict) and name in one]
            own = self.members.setdefault(name, Shape((*self.path, name), shown=shown))
            own.is_required = own.is_required or inner.is_required
            own.include(inner)
        if other.item is not None:
            shown = [value for one in self.shown if isinstance(one, list) for value in one]
            self.item = self.item or Shape((*self.path, None), shown=shown)
            self.item.include(other.item)


@dataclass(slots=True)
class ShapeTree:
    """The shapes of one root, and the fixtures' values of that root."""

    root: str
    documents: tuple[object, ...]
    top: Shape = field(init=False)

    def __post_init__(self) -> None:
        self.top = Shape((self.root,), shown=list(self.documents))

    def add(self, steps: Steps, span: Span) -> Shape | None:
        """Return the shape at a path, adding what is missing; None below what has a type of its
        own, such as a size."""
        here = self.top
        for step in steps[1:]:
            below = self._below(here, step, span)
            if below is None:
                return None
            here = below
        return here

    def _below(self, here: Shape, step: object, span: Span) -> Shape | None:
        if isinstance(step, ComputedStep) and not _is_index(here, step):
            if here.entry is None:
                shown = [
                    value for one in here.shown if isinstance(one, dict) for value in one.values()
                ]
                here.entry = Shape((*here.path, None), shown=shown)
            here.as_member = here.as_member or span
            return here.entry
        if step in SIZE_STEPS and not _has(here, step):
            here.is_measured = True
            return None
        if isinstance(step, str) and (step not in END_STEPS or _has(here, step)):
            if step not in here.members:
                shown = [one[step] for one in here.shown if isinstance(one, dict) and step in one]
                here.members[step] = Shape((*here.path, step), shown=shown)
            here.as_member = here.as_member or span
            return here.members[step]
        if here.item is None:
            shown = [value for one in here.shown if isinstance(one, list) for value in one]
            here.item = Shape((*here.path, None), shown=shown)
        here.as_list = here.as_list or span
        return here.item

    def need(self, need: Need) -> None:
        """Mark a path as required wherever its parent is present.

        An item that must exist makes its list required, and as long as it takes.
        """
        here = self.add(need.steps, need.span)
        if here is not None:
            here.is_required = True
        for at, step in enumerate(need.steps):
            if isinstance(step, Element) and (step.least or 0) > 0:
                for count in range(2, at + 1):
                    above = self.add(need.steps[:count], need.span)
                    if above is not None:
                        above.is_required = True
        holder = self.add(need.steps[:-1], need.span)
        if holder is not None and holder.item is not None and holder.item is here:
            holder.least = max(holder.least, least_items(need.steps[-1]))

    def is_met(self, need: Need) -> bool:
        """Return True if what is required already includes a need."""
        here = self.add(need.steps, need.span)
        holder = self.add(need.steps[:-1], need.span)
        if here is None:
            return True
        if holder is not None and holder.item is here:
            return holder.least >= least_items(need.steps[-1])
        return here.is_required

    def settle(self) -> None:
        """Let each named member of an object meet what a computed key needs of any member."""
        for shape in list(self.top.below()):
            if shape.entry is not None:
                for member in shape.members.values():
                    member.include(shape.entry)


def least_items(step: Step) -> int:
    """Return how many items a list must have for a step into it to lead somewhere."""
    match step:
        case Element(least=least):
            return max(least or 0, 0)
        case bool() | ComputedStep():
            return 0
        case int():
            return step + 1 if step >= 0 else -step
        case _:
            return 1 if step in END_STEPS else 0


def is_guaranteed(steps: Steps) -> bool:
    """Return True if a schema can make sure that the last step leads somewhere."""
    last = steps[-1]
    return not isinstance(last, ComputedStep) and not (
        isinstance(last, Element) and last.least == NO_LENGTH
    )


def _is_index(here: Shape, step: ComputedStep) -> bool:
    return (
        step.is_index
        or here.as_list is not None
        or any(isinstance(one, list) for one in here.shown)
    )


def _has(here: Shape, name: object) -> bool:
    return name in here.members or any(isinstance(one, dict) and name in one for one in here.shown)


def relevant_facts(need: Need) -> tuple[Fact, ...]:
    """Return the facts of a need that its parent being present does not imply.

    Inside ``{% for i in list %}`` the list has items; below ``{% if o %}`` the object is present.
    """
    return tuple(fact for fact in need.facts if not _implied(fact, need.steps))


def _implied(fact: Fact, steps: Steps) -> bool:
    if len(fact) != 1 or len(fact[0]) != 1 or not fact[0][0].wanted:
        return False
    term = fact[0][0].term
    if term.operator in _SHORTEST:
        return _implied_by_size(term, steps)
    inner = term.parts[0] if term.operator == "items" else term
    if inner.operator != "value" or len(inner.values) != 1:
        return False
    value = inner.values[0]
    if isinstance(value, ItemGroups | ListOf):
        held = value.item.steps
        while held and not isinstance(held[-1], Element):
            held = held[:-1]
    elif isinstance(value, DataRef):
        held = (*value.steps, Element(None)) if term.operator == "items" else value.steps
    else:
        return False
    return len(held) < len(steps) and _alike(held) == _alike(steps[: len(held)])


_SHORTEST: dict[str, Callable[[int], int]] = {
    ">": lambda count: count + 1, ">=": lambda count: count, "==": lambda count: count,
    "!=": lambda count: 1 if count == 0 else 0,
}  # fmt: skip
"""The length of the shortest list whose size compares so with a number."""


def _implied_by_size(term: Term, steps: Steps) -> bool:
    """Return True if a size that is tested is enough for the item at the end of the steps."""
    left, right = (part.values for part in term.parts)
    if len(left) != 1 or len(right) != 1:
        return False
    size, count = left[0], right[0]
    if not isinstance(size, DataRef) or not isinstance(count, Constant):
        return False
    needed = least_items(steps[-1])
    is_count = isinstance(count.value, int) and not isinstance(count.value, bool)
    return (
        is_count
        and needed > 0
        and size.steps[-1] in SIZE_STEPS
        and _alike(size.steps[:-1]) == _alike(steps[:-1])
        and _SHORTEST[term.operator](int(str(count.value))) >= needed
    )


def _alike(steps: Steps) -> tuple[object, ...]:
    return tuple(None if isinstance(step, Element) else step for step in steps)
