"""Resolved paths: where in the input data a variable leads, whatever it is called locally."""

from collections.abc import Hashable, Iterator
from dataclasses import field

from inbox_toolkit.liquid.javascript.values import get_property, to_enumerable
from inbox_toolkit.text.record import record

NO_LENGTH = -1


@record
class Element:
    """Some item of a list; two with the same mark are the same item.

    ``least`` is how long the list must be for the item to exist: None for one that surely does,
    such as a loop's, and ``NO_LENGTH`` for one that no length guarantees, such as what ``find``
    finds.
    """

    mark: Hashable
    least: int | None = field(default=None, compare=False)


@record
class ComputedStep:
    """A step that is only known when rendering, such as ``a[b.c]``; ``is_index``: a number."""

    mark: Hashable
    is_index: bool = field(default=False, compare=False)


Step = str | int | Element | ComputedStep
Steps = tuple[Step, ...]
"""A way into the data from its root: ``("trigger", "items", Element(…), "price")``."""


def steps_text(steps: Steps) -> str:
    """Return steps as people write them: ``trigger.items[].price``."""
    parts: list[str] = []
    for step in steps:
        if isinstance(step, str):
            is_name = step.replace("_", "a").replace("-", "a").isalnum()
            parts.append((f".{step}" if parts else step) if is_name else f"[{step!r}]")
        elif isinstance(step, int):
            parts.append(f"[{step}]")
        else:
            parts.append("[]" if isinstance(step, Element) else "[…]")
    return "".join(parts)


def values_at(value: object, steps: Steps) -> Iterator[object]:
    """Yield every value that steps lead to below ``value``; ``MISSING`` where there is none.

    An item of a list stands for all of them; nothing is said of a step that must be computed.
    """
    for at, step in enumerate(steps):
        if isinstance(step, Element):
            for item in to_enumerable(value):
                yield from values_at(item, steps[at + 1 :])
            return
        if isinstance(step, ComputedStep):
            return
        value = get_property(value, step)
    yield value


def names_beside(value: object, steps: Steps) -> Iterator[str]:
    """Yield the names that stand where the last of the steps should: its right spellings."""
    for holder in values_at(value, steps[:-1]):
        if isinstance(holder, dict):
            yield from holder
