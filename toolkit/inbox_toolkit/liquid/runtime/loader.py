"""Loads a compiled template: its code object becomes a function, its filters are looked up."""

import marshal
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.filters.registry import lookup
from inbox_toolkit.liquid.runtime.dialect import LATEST, Dialect


@dataclass(frozen=True, slots=True)
class Loaded:
    """A template's function ``template(context, emit)`` and what a render of it needs."""

    function: Callable[..., object]
    filters: tuple[Callable[..., Any], ...]
    names: tuple[tuple[str, ...], ...]
    """The names of each of its variables, as the short reads look them up."""

    dialect: Dialect


@lru_cache(maxsize=128)
def load(program: Program) -> Loaded:
    """Return a program's functions; those of the programs rendered last are kept."""
    code: CodeType = marshal.loads(program.code)  # noqa: S302 - made here; the cache guards it
    dialect = dialect_of(program.version)
    return Loaded(
        FunctionType(code, dict(dialect.globals)),
        tuple([_filter(use.name, program.version) for use in program.filters]),
        tuple([variable.names for variable in program.variables]),
        dialect,
    )


def dialect_of(version: str) -> Dialect:
    """Return the dialect of a version of Liquid."""
    if version != "legacy":
        return LATEST
    from inbox_toolkit.liquid.legacy.dialect import LEGACY  # few projects need it

    return LEGACY


def _filter(name: str, version: str) -> Callable[..., Any]:
    found = lookup(name, version)
    return found.function if found else _pass_on


def _pass_on(value: object, *_: object) -> object:
    """Stand for an unknown filter: the service passes its value on."""
    return value
