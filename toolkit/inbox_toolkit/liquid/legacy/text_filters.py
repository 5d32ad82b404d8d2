"""Legacy Liquid's filters on text, as its Ruby code has them."""

import re
from urllib.parse import quote

from inbox_toolkit.liquid.catalog.sources import LEGACY, LEGACY_ENGINE, UPGRADE
from inbox_toolkit.liquid.filters.limits import check_text_length
from inbox_toolkit.liquid.filters.spec import FilterTable, optional, required
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.legacy.values import (
    is_nil,
    is_symbol,
    json_text,
    kind,
    no_conversion,
    no_method,
    refuse,
    text,
    to_i,
)

FILTERS = FilterTable(versions=LEGACY)

_SCRIPT = ("<script", "</script>")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_SPACE = " \t\n\v\f\r"
_FIRST_OF_LINE = re.compile(r"[^\n]+")


@FILTERS.define(
    "upcase",
    accepts="text",
    returns="text",
    synonyms=(
        "uppercase",
        "to_upper",
        "upper",
    ),
)
def upcase(value: object) -> str:
    """Return the text in capitals."""
    return text(value).upper()


@FILTERS.define(
    "downcase",
    accepts="text",
    returns="text",
    synonyms=(
        "lowercase",
        "to_lower",
        "lower",
    ),
)
def downcase(value: object) -> str:
    """Return the text in small letters, each by itself: a final sigma is like any other."""
    return _small(text(value))


def _small(whole: str) -> str:
    return "".join([character.lower() for character in whole])


@FILTERS.define("capitalize", accepts="text", returns="text")
def capitalize(value: object) -> str:
    """Return the text with its first letter large and all others small."""
    whole = text(value)
    return whole[:1].title() + _small(whole[1:])


@FILTERS.define("append", required("text", "scalar"), accepts="scalar", returns="text")
def append(value: object, other: object = MISSING) -> str:
    """Return the value followed by a text."""
    return text(value) + text(other)


@FILTERS.define("prepend", required("text", "scalar"), accepts="scalar", returns="text")
def prepend(value: object, other: object = MISSING) -> str:
    """Return a text followed by the value."""
    return text(other) + text(value)


@FILTERS.define("escape", accepts="scalar", returns="text", output="safe")
def escape(value: object) -> str:
    """Return the text percent-encoded, which is what Customer.io's own legacy ``escape`` does."""
    return quote(text(value), safe="-_.~", errors="replace")


@FILTERS.define("h", accepts="scalar", returns="any", source=LEGACY_ENGINE, is_listed=False)
def h(value: object) -> object:
    """Return a text with ``& < > " '`` as entities, anything else as it is."""
    return value.translate(_ENTITIES) if isinstance(value, str) else value


@FILTERS.define(
    "escape_once", accepts="scalar", returns="any", source=LEGACY_ENGINE, is_listed=False
)
def escape_once(value: object) -> object:
    """Return the value as it is: what this would take of Rails is not there."""
    return value


@FILTERS.define("htmlencode", accepts="scalar", returns="text", source=UPGRADE)
def htmlencode(value: object) -> str:
    """Return the text with ``& < > " '`` as entities."""
    return text(value).translate(_ENTITIES)


@FILTERS.define(
    "truncate",
    optional("length", "number"),
    optional("ending", "text"),
    accepts="text",
    returns="text",
)
def truncate(value: object, length: object = 50, ending: object = "...") -> object:
    """Return a text cut to a length that counts the ending; a shorter one, or a list, untouched."""
    if is_nil(value):
        return None
    if is_symbol(value):
        value = text(value)
    if not isinstance(ending, str | list | dict):
        no_method("length", ending)
    limit = to_i(length)
    if not isinstance(value, str | list | dict):
        no_method("length", value)
    if len(value) <= limit:
        return value
    kept = max(0, limit - len(ending))
    if isinstance(value, str) and isinstance(ending, str):
        return value[:kept] + ending
    if isinstance(value, list) and isinstance(ending, list):
        return [*value[:kept], *ending]
    return no_conversion(ending, kind(value))


@FILTERS.define(
    "truncatewords",
    optional("words", "number"),
    optional("ending", "text"),
    accepts="text",
    returns="text",
)
def truncatewords(value: object, count: object = 15, ending: object = "...") -> object:
    """Return the first words, at least one; a text of fewer words stays as it is."""
    if is_nil(value):
        return None
    words = [word for word in re.split(f"[{_SPACE}]+", text(value)) if word]
    kept = max(1, to_i(count))
    if len(words) < kept:
        return value
    if not isinstance(ending, str):
        no_conversion(ending, "String")
    return " ".join(words[:kept]) + ending


@FILTERS.define("split", required("separator", "text"), accepts="text", returns="list")
def split(value: object, separator: object = MISSING) -> list[object]:
    """Return the parts between separators, no empty ones at the end; a space splits words."""
    if not isinstance(value, str):
        no_method("split", value)
    if not (isinstance(separator, str) or is_nil(separator)):
        refuse(f"wrong argument type {kind(separator)} (expected Regexp)")
    if not isinstance(separator, str) or separator == " ":
        return [word for word in re.split(f"[{_SPACE}]+", value) if word]
    parts = value.split(separator) if separator else list(value)
    while parts and not parts[-1]:
        parts.pop()
    return list(parts)


@FILTERS.define("strip_html", accepts="text", returns="text")
def strip_html(value: object) -> str:
    """Return the text without scripts and tags; neither is looked for across lines."""
    return _FIRST_OF_LINE.sub(lambda line: _untagged(line[0]), text(value))


def _untagged(line: str) -> str:
    return _without(_without(line, *_SCRIPT), "<", ">")


def _without(line: str, opener: str, closer: str) -> str:
    kept, at = [], 0
    while (start := line.find(opener, at)) >= 0:
        end = line.find(closer, start + len(opener))
        if end < 0:
            break
        kept.append(line[at:start])
        at = end + len(closer)
    return "".join(kept) + line[at:]


@FILTERS.define("strip_newlines", accepts="text", returns="text")
def strip_newlines(value: object) -> str:
    """Return the text without line feeds."""
    return text(value).replace("\n", "")


@FILTERS.define("newline_to_br", accepts="text", returns="text")
def newline_to_br(value: object) -> str:
    """Return the text with ``<br />`` before every line feed."""
    return text(value).replace("\n", "<br />\n")


@FILTERS.define(
    "replace", required("old", "text"), required("new", "text"), accepts="text", returns="text"
)
def replace(value: object, old: object = MISSING, new: object = "") -> str:
    """Return the text with every occurrence of one text replaced by another.

    In the other, ``\\0`` stands for what is replaced, as in Ruby's ``gsub``.
    """
    whole, part, other = text(value), _sought(old), _replacement(new)
    check_text_length(whole.count(part) * len(other if isinstance(other, str) else part))
    return _substitute(whole, part, other, whole.count(part))


def _sought(value: object) -> str:
    if not isinstance(value, str):
        refuse(f"wrong argument type {kind(value)} (expected Regexp)")
    return value


def _replacement(value: object) -> "str | dict[str, object]":
    if not isinstance(value, str | dict):
        no_conversion(value, "String")
    return value


def _substitute(whole: str, part: str, other: "str | dict[str, object]", count: int) -> str:
    if isinstance(other, dict):
        return whole.replace(part, text(other.get(part)), count)
    if "\\" not in other:
        return whole.replace(part, other, count)
    pattern = re.compile(re.escape(part))
    return pattern.sub(lambda found: _expand(other, found), whole, count=count) if count else whole


def _expand(other: str, found: re.Match[str]) -> str:
    """Return what a text with back-references stands for at one place."""
    groups = {
        "0": found[0],
        "&": found[0],
        "`": found.string[: found.start()],
        "'": found.string[found.end() :],
        "\\": "\\",
        **dict.fromkeys("123456789", ""),
    }

    def meant(reference: re.Match[str]) -> str:
        if reference[2] is not None:
            refuse(f"undefined group name reference: {reference[2]}")
        return groups.get(reference[1], reference[0])

    return _REFERENCE.sub(meant, other)


_REFERENCE = re.compile(r"\\(?!k<)(.)|\\k<([^>]*)>", re.DOTALL)


@FILTERS.define(
    "replace_first",
    required("old", "text"),
    required("new", "text"),
    accepts="text",
    returns="text",
)
def replace_first(value: object, old: object = MISSING, new: object = "") -> str:
    """Return the text with the first occurrence replaced."""
    whole, part, other = text(value), _sought(old), _replacement(new)
    return _substitute(whole, part, other, min(whole.count(part), 1))


@FILTERS.define("remove", required("text", "text"), accepts="text", returns="text")
def remove(value: object, old: object = MISSING) -> str:
    """Return the text without any occurrence of another."""
    return replace(value, old, "")


@FILTERS.define("remove_first", required("text", "text"), accepts="text", returns="text")
def remove_first(value: object, old: object = MISSING) -> str:
    """Return the text without the first occurrence of another."""
    return replace_first(value, old, "")


@FILTERS.define(
    "json",
    accepts="any",
    returns="text",
    synonyms=(
        "tojson",
        "jsonify",
    ),
    output="json",
)
@FILTERS.define("to_json", accepts="any", returns="text", output="json")
def to_json(value: object) -> str:
    """Return the value as JSON."""
    return json_text(value)
