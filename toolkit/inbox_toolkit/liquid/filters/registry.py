"""Finds a filter by name; its module is imported when first one of its filters is asked for.

The names of all filters, by the module that holds them, so that only that one is imported.

What a filter may ask of the render around it, and how it refuses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random


LATEST: dict[str, frozenset[str]] = {
    f"inbox_toolkit.liquid.filters.{room}": frozenset(names.split())
    for room, names in {
        "text": """
            append capitalize downcase lstrip prepend remove remove_first remove_last replace
            replace_first replace_last rstrip split strip strip_newlines upcase contains
            array_to_sentence_string normalize_whitespace number_of_words pluralize titlecase
            truncate truncatewords
        """,
        "html": "escape escape_once htmlencode newline_to_br strip_html xml_escape",
        "urls": "cgi_escape slugify uri_escape url_decode url_encode",
        "numbers": """
            abs at_least at_most ceil divided_by floor minus modulo plus round times to_integer
        """,
        "number_format": "currency format_number number_with_delimeter rounded_currency",
        "arrays": """
            compact concat first join json_array_uniq last limit map pop push reverse shift size
            slice sort sort_natural sum uniq unshift
        """,
        "array_queries": """
            find find_exp find_index find_index_exp group_by group_by_exp has has_exp reject
            reject_exp where where_exp where_not
        """,
        "random": "random sample",
        "dates.filters": """
            date date_to_long_string date_to_rfc822 date_to_string date_to_xmlschema timezone
        """,
        "dates.arithmetic": "add_day add_month add_year subtract_day subtract_month subtract_year",
        "encoding": """
            base64 base64_decode base64_encode base64_url_safe_decode base64_url_safe_encode
            hex_base64 hmac_sha1 hmac_sha256 md5 sha1 sha256
        """,
        "data": "default from_json inspect json jsonify raw to_json",
    }.items()
}

_LATEST_ONLY = """
default find_index find_index_exp has has_exp inspect json_array_uniq jsonify raw reject reject_exp
remove_last replace_last sample to_integer
"""
LATEST_ONLY = frozenset(_LATEST_ONLY.split())
"""What legacy Liquid does not know, by Customer.io's upgrade page, and what only liquidjs has."""

_RUBY = {
    f"inbox_toolkit.liquid.legacy.{room}": frozenset(names.split())
    for room, names in {
        "text_filters": """
            append capitalize downcase escape htmlencode json newline_to_br prepend remove
            remove_first replace replace_first split strip_html strip_newlines to_json truncate
            truncatewords upcase
        """,
        "number_filters": """
            abs at_least at_most ceil divided_by floor minus modulo plus round times
        """,
        "array_filters": "concat date first join last map size sort sum timezone",
    }.items()
}
_REPLACED = frozenset[str]().union(*_RUBY.values())

LEGACY: dict[str, frozenset[str]] = {
    **_RUBY,
    **{room: names - _REPLACED - LATEST_ONLY for room, names in LATEST.items()},
}


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
