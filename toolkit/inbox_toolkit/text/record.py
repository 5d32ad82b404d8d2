"""Records: dataclasses that cost as little as possible, to make one as well as to define the class.

For what is made by the thousand, and for what every command defines at its start.
"""

from dataclasses import dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class a dataclass with slots and a hash, which nobody may change.

    That nobody changes one is for the type checker to see: ``frozen=True`` would check it at run
    time too, and triple the time it takes to make one, as every field is then set by a call of
    ``object.__setattr__``. A dataclass also writes and compiles the source of each method; of
    these, only ``__init__`` has to be, which halves the time to define the class. Methods of the
    class's own are kept.
    """
    made = dataclass(slots=True, repr=False, eq=False)(cls)
    compared = [one.name for one in fields(made) if one.compare]  # type: ignore[arg-type]
    values = attrgetter(*compared) if compared else _no_value

    def __eq__(self: object, other: object) -> Any:  # noqa: N807
        return (
            values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented
        )

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    for method in (__eq__, __hash__, __repr__):
        if method.__name__ not in vars(cls):
            setattr(made, method.__name__, method)
    return made


def _no_value(_: object) -> tuple[()]:
    return ()


@recursive_repr()
def __repr__(self: Any) -> str:  # noqa: N807
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"
