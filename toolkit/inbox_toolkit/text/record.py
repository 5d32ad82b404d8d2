"""Records that are made by the thousand: dataclasses that cost no more than what they hold."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class a dataclass with slots and a hash, which nobody may change.

    A ``__hash__`` of its own is kept. That nobody changes one is for the type checker to see:
    ``frozen=True`` would check it at run time too, and triple the time it takes to make one, as
    every field is then set by a call of ``object.__setattr__``.
    """
    return dataclass(slots=True, unsafe_hash="__hash__" not in vars(cls))(cls)
