"""JSON as JavaScript's ``JSON.stringify`` prints it."""

import json
import math
import re

from inbox_toolkit.liquid.javascript.numbers import number_to_string, to_double
from inbox_toolkit.liquid.javascript.utf16 import has_surrogates, slice_units
from inbox_toolkit.liquid.javascript.values import MISSING, Drop, own_keys, to_number, unwrap

_LONE = re.compile("[\ud800-\udfff]")
_encode = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes one for each text


def json_stringify(value: object, space: object = 0) -> str | None:
    """Return a value as JSON, indented by ``space`` (a number up to 10, or a text).

    A missing value has no JSON: None. Inside a list it is ``null``, in an object it is left out.
    """
    if value is MISSING:
        return None
    if type(value) is str:
        return quote(value)
    return _written(value, _gap(space), "")


def quote(text: str) -> str:
    """Return a text as a JSON string; only a lone surrogate is escaped beyond what JSON demands."""
    written = _encode(text)
    if not has_surrogates(text):
        return written
    whole = written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _LONE.sub(lambda half: f"\\u{ord(half[0]):04x}", whole)


def _gap(space: object) -> str | None:
    """Return what a level is indented by; None to keep all on one line.

    As V8 has it: a number between 0 and 1 breaks lines without indenting, a NUL ends a text.
    """
    space = unwrap(space)
    if isinstance(space, str):
        return slice_units(space, 0, 10).partition("\0")[0] if space else None
    if isinstance(space, bool) or not isinstance(space, int | float):
        return None
    width = to_number(space)
    return " " * int(min(10, width)) if width > 0 else None


def _written(value: object, gap: str | None, margin: str) -> str:
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_to_string(value) if math.isfinite(to_double(value)) else "null"
    if isinstance(value, list):
        inner = margin + (gap or "")
        return _enclosed("[]", [_written(item, gap, inner) for item in value], gap, margin)
    if isinstance(value, Drop):
        value = value.members()
    if isinstance(value, dict):
        return _object(value, gap, margin)
    return "null"


def _object(value: dict[str, object], gap: str | None, margin: str) -> str:
    colon = ":" if gap is None else ": "
    inner = margin + (gap or "")
    members = [
        f"{quote(key)}{colon}{_written(value[key], gap, inner)}"
        for key in own_keys(value)
        if value[key] is not MISSING
    ]
    return _enclosed("{}", members, gap, margin)


def _enclosed(brackets: str, parts: list[str], gap: str | None, margin: str) -> str:
    if not parts:
        return brackets
    if gap is None:
        return brackets[0] + ",".join(parts) + brackets[1]
    inner = f"\n{margin}{gap}"
    return f"{brackets[0]}{inner}{f',{inner}'.join(parts)}\n{margin}{brackets[1]}"
