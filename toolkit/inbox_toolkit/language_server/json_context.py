"""Where in a JSON text a cursor stands: which objects are open, and whether a key is due.

Read from the text before the cursor alone, so that it works while the JSON is not complete.
"""

import re
from dataclasses import dataclass, field

from inbox_toolkit.text.span import Span

_TOKEN = re.compile(
    r'"(?P<string>(?:[^"\\]|\\.)*)(?P<end>"?)|(?P<mark>[{}\[\],:])|(?P<word>[^\s"{}\[\],:]+)'
)


@dataclass(slots=True)
class _Level:
    """One open object or array, and the keys that it has so far."""

    is_object: bool
    key: str | None = None
    keys: list[str] = field(default_factory=list)
    is_value_due: bool = False


@dataclass(frozen=True, slots=True)
class JsonContext:
    """What can be written at a cursor.

    ``path`` are the keys of the open objects, ``[]`` for an item of an array; ``keys`` those that
    the innermost object has already. ``span`` is what a completion replaces, quotes included.
    """

    path: tuple[str, ...]
    keys: tuple[str, ...]
    is_key: bool
    span: Span


def json_context_at(text: str, offset: int) -> JsonContext | None:
    """Return what a cursor in a JSON text stands at; None outside objects and arrays."""
    levels: list[_Level] = []
    start = offset
    for found in _TOKEN.finditer(text, 0, offset):
        start = offset
        if found["mark"]:
            _take_mark(levels, found["mark"])
        elif levels:
            is_open = found["string"] is not None and not found["end"]
            if is_open or (found["word"] is not None and found.end() == offset):
                start = found.start()
                continue
            _take_value(levels[-1], found["string"])
    if not levels:
        return None
    level = levels[-1]
    is_key = level.is_object and not level.is_value_due
    end = offset + (text[offset : offset + 1] == '"' and text[start : start + 1] == '"')
    path = tuple(
        (one.key or "") if one.is_object else "[]"
        for one in levels[:-1]
        if one.key or not one.is_object
    )
    if not is_key:
        path = (*path, (level.key or "") if level.is_object else "[]")
    return JsonContext(path, tuple(level.keys), is_key, Span(start, end))


def _take_mark(levels: list[_Level], mark: str) -> None:
    if mark in "{[":
        levels.append(_Level(mark == "{"))
    elif mark in "}]":
        if levels:
            levels.pop()
        if levels:
            _take_value(levels[-1], None)
    elif levels and mark == ":":
        levels[-1].is_value_due = True
    elif levels and mark == ",":
        levels[-1].is_value_due = False


def _take_value(level: _Level, string: str | None) -> None:
    """Note a string, scalar or closed container: a key, or the value of the last one."""
    if level.is_object and not level.is_value_due and string is not None:
        level.key = string
        level.keys.append(string)
