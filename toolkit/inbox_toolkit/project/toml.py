"""Parse TOML that anybody may have written, make JSON of it, and find a setting in its text."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from inbox_toolkit.text.source import BYTE_ORDER_MARK, Source
from inbox_toolkit.text.span import Span

MAX_DEPTH = 64
"""Tables and arrays within each other; whoever looks at them later may recurse."""


def parse_toml(text: str) -> dict[str, Any]:
    """Parse TOML, with or without a byte order mark, as JSON values: dates become text.

    Raises ValueError for whatever cannot be parsed, or nests deeper than ``MAX_DEPTH``.
    """
    if _LONG_KEY.search(text):
        raise ValueError(_TOO_DEEP)  # the parser takes a minute for a key of 60,000 parts
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
_PART = r"""(?:[\w-]++|"[^"\n]{0,200}"|'[^'\n]{0,200}')[ \t]*+"""
_LONG_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*+(?:{_PART}\.[ \t]*+){{{MAX_DEPTH}}}", re.MULTILINE)


def _children(value: Any) -> list[Any]:
    found = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in found if isinstance(one, dict | list)]


def _to_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _to_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_to_json(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value


_AT = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)$")
_TABLE = re.compile(r"\s*\[{1,2}(?P<key>[^\]\n]+)\]{1,2}\s*(?:#.*)?$")
_SETTING = re.compile(r"\s*(?P<key>[A-Za-z0-9_.\"' -]+?)\s*=")


def error_position(error: ValueError) -> tuple[int, int] | None:
    """Return line and column (from 1) that the parser's error names, None where it names none."""
    found = _AT.search(str(error))
    return (int(found["line"]), int(found["column"])) if found else None


def setting_span(source: Source, keys: tuple[str, ...]) -> Span:
    """Return where a setting, or else the nearest one around it, is written; else the first line.

    >>> setting_span(Source("f", "[a]\\nb = 1\\n"), ("a", "b"))
    Span(start=4, end=5)
    """
    best, length = source.line_span(1), 0
    for path, span in _written(source):
        common = len(path) if path == keys[: len(path)] else 0
        if common > length:
            best, length = span, common
    return best


def _written(source: Source) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Yield each table and setting by its keys, with where its name stands."""
    table: tuple[str, ...] = ()
    for number in range(1, source.line_count + 1):
        start, text = source.line_span(number).start, source.line(number)
        if (found := _TABLE.match(text)) is not None:
            table = _keys(found["key"])
            yield table, Span(*found.span("key")).shifted(start)
        elif (found := _SETTING.match(text)) is not None:
            yield (*table, *_keys(found["key"])), Span(*found.span("key")).shifted(start)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(one.strip().strip("\"'") for one in text.split("."))
