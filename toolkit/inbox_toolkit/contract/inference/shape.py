"""The tree of data that a template reads: members, items, uses, needs."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from inbox_toolkit.analysis.abstract_values import Fact
from inbox_toolkit.analysis.data_path import ComputedStep, Element, Steps, steps_text
from inbox_toolkit.analysis.usage import Need, TypeUse
from inbox_toolkit.text.span import Span

END_STEPS = ("first", "last")
SIZE_STEPS = ("size", "length")

Key = str | None
"""One step of a shape's path: a member's name, or None for any item."""


@dataclass(slots=True)
class Shape:
    """One place in the data; ``shown`` are the values that fixtures have there."""

    path: tuple[Key, ...]
    members: dict[str, "Shape"] = field(default_factory=dict)
    item: "Shape | None" = None
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
        if self.item is not None:
            yield from self.item.below()


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
        if isinstance(step, ComputedStep):
            return None
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
        """Mark a path as required wherever its parent is present."""
        here = self.add(need.steps, need.span)
        last = need.steps[-1]
        if here is not None:
            here.is_required = True
        if isinstance(last, int) or last in END_STEPS:
            holder = self.add(need.steps[:-1], need.span)
            if holder is not None and holder.item is here:
                count = last + 1 if isinstance(last, int) and last >= 0 else 1
                holder.least = max(holder.least, count)


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
    inner = term.parts[0] if term.operator == "items" else term
    if inner.operator != "value" or len(inner.values) != 1:
        return False
    value = inner.values[0]
    origin = getattr(value, "item", value)
    held = getattr(origin, "steps", None)
    if held is None:
        return False
    if term.operator == "items" and origin is value:
        held = (*held, Element(None))
    return len(held) < len(steps) and _alike(held) == _alike(steps[: len(held)])


def _alike(steps: Steps) -> tuple[object, ...]:
    return tuple(None if isinstance(step, Element) else step for step in steps)
