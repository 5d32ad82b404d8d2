"""Finds a filter by name; its module is imported when first one of its filters is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from inbox_toolkit.liquid.filters.names import LATEST, LEGACY

LEGACY_VERSION = "legacy"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as the compiler calls it: ``function(value, *arguments)``.

    At most ``most`` arguments are passed, as JavaScript drops the rest; None means all of them.
    With ``needs_context`` the keyword ``context`` (``context.Context``) is passed as well.
    """

    name: str
    function: Callable[..., Any]
    needs_context: bool
    most: int | None


@lru_cache(maxsize=1024)
def lookup(name: str, version: str = "latest") -> Filter | None:
    """Return a filter of a version of the dialect; None if it knows no such filter."""
    rooms = LEGACY if version == LEGACY_VERSION else LATEST
    for room, names in rooms.items():
        if name in names:
            return _described(name, import_module(room).FILTERS[name])
    return None


def _described(name: str, function: Callable[..., Any]) -> Filter:
    code = function.__code__
    takes_any = bool(code.co_flags & 0x04)
    needs_context = code.co_kwonlyargcount > 0
    return Filter(name, function, needs_context, None if takes_any else code.co_argcount - 1)
