"""The property a filter names in a text, such as ``"address['city name'].zip"``, read from items.

``where``, ``find`` and ``group_by`` render that text with the item as all there is; a property the
item lacks fails a strict render.
"""

import re
from collections.abc import Callable

from toolkit.liquid import utf16
from toolkit.liquid.filters.context import Context, FilterError, UndefinedError
from toolkit.liquid.lexis import BLANK, WORD
from toolkit.liquid.quoted import unquote
from toolkit.liquid.values import MISSING, joined, plain, property_name, read, to_text

Step = Callable[[object, bool], object]

_NAME = re.compile(f"{BLANK}*({WORD}+)")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")


def reader(path: object, context: Context) -> Callable[[object], object]:
    """Return the function that reads a property of an item; names no property, reads MISSING."""
    text = to_text(path)
    steps = _steps(text)
    strict = context.strict

    def read_item(item: object) -> object:
        return _read(steps, item, strict) if steps else MISSING

    return read_item


def _read(steps: list[Step], item: object, strict: bool) -> object:
    names = [step(item, strict) for step in steps]
    value = item if _holds(item, names[0]) else {}
    for at, name in enumerate(names):
        value = read(value, name)
        if strict and value is MISSING:
            raise UndefinedError(joined([plain(name) for name in names[: at + 1]], "."))
    return value


def _holds(item: object, name: object) -> bool:
    """Tell whether JavaScript's ``name in item`` holds for the item, a text being its letters."""
    name = property_name(name)
    if isinstance(item, dict):
        return name in item
    if not isinstance(item, str | list):
        return False
    length = len(item) if isinstance(item, list) else utf16.length(item)
    return name == "length" or (name.isdecimal() and str(int(name)) == name and int(name) < length)


def _steps(text: str) -> list[Step]:
    if _PLAIN.fullmatch(text):
        return [_constant(name) for name in text.split(".")]
    steps: list[Step] = []
    at = 0
    while at < len(text):
        step, at = _next(text, at, first=not steps)
        if step is None:
            break
        steps.append(step)
    return steps


def _next(text: str, at: int, *, first: bool) -> tuple[Step | None, int]:
    if text[at] == "[":
        return _bracketed(text, at + 1)
    if text[at] == "." and text[at + 1 : at + 2] != ".":
        at += 1
    elif not first:
        return None, at
    name = _NAME.match(text, at)
    return (_constant(name[1]), name.end()) if name else (None, at)


def _bracketed(text: str, at: int) -> tuple[Step, int]:
    quoted, number = _QUOTED.match(text, at), _NUMBER.match(text, at)
    step = _constant("")
    if quoted:
        at, step = quoted.end(), _constant(unquote(quoted[0]))
    elif number:
        at, step = number.end(), _constant(float(number[0]))
    else:
        closing = text.find("]", at)
        inner = _steps(text[at:closing]) if closing >= 0 else []
        if inner:
            at, step = closing, _variable(inner)
    closing = text.find("]", at)
    if closing < 0:
        raise FilterError("[ not closed")
    return step, closing + 1


def _constant(name: object) -> Step:
    return lambda _item, _strict: name


def _variable(steps: list[Step]) -> Step:
    return lambda item, strict: _read(steps, item, strict)
