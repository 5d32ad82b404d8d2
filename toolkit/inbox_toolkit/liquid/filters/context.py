"""What a filter may ask of the render around it, and how it refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


class FilterError(Exception):
    """A filter that cannot do its work; the engine adds where it stands.

    ``message`` is the service's own where it has one; ``help`` says what to do about it.
    """

    def __init__(self, message: str, *, help: str = "") -> None:  # noqa: A002 - the word users read
        super().__init__(message)
        self.message = message
        self.help = help


class UndefinedError(FilterError):
    """An item lacks the property a filter names, which fails a strict render."""

    def __init__(self, path: str) -> None:
        super().__init__(f"undefined variable: {path}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Context:
    """Everything outside its arguments that a filter's result may depend on.

    ``now`` is an aware time. ``evaluator(name, expression)`` reads an expression, filters and all,
    and returns the function that gives its value with ``name`` standing for an item; it raises
    where the expression is none, items or not.
    """

    now: datetime
    random: "Random"
    strict: bool
    evaluator: Callable[[str, str], Callable[[object], object]]
