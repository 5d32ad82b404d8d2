"""Parse TOML that anybody may have written, and make JSON of it."""

import tomllib
from datetime import date, time
from typing import Any

from inbox_toolkit.text.source import BYTE_ORDER_MARK

MAX_DEPTH = 64
"""Tables and arrays within each other; whoever looks at them later may recurse."""


def parse_toml(text: str) -> dict[str, Any]:
    """Parse TOML, with or without a byte order mark, as JSON values: dates become text.

    Raises ValueError for whatever cannot be parsed, or nests deeper than ``MAX_DEPTH``.
    """
    try:
        document = tomllib.loads(text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n"))
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:  # Python reads no number of more than 4,300 digits
        raise ValueError("it holds a number that is too long") from None
    level: list[Any] = [document]
    for _ in range(MAX_DEPTH):
        level = [inner for one in level for inner in _children(one)]
    if level:
        raise ValueError(_TOO_DEEP)
    plain: dict[str, Any] = _to_json(document)
    return plain


_TOO_DEEP = "it nests too deep"


def _children(value: Any) -> list[Any]:
    found = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in found if isinstance(one, dict | list)]


def _to_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _to_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_to_json(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value
