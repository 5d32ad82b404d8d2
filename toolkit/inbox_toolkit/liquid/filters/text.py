"""Text filters: case, whitespace, search and replace, splitting, words and sentences."""

import re

from inbox_toolkit.liquid.catalog.sources import LATEST
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.limits import check_text_length
from inbox_toolkit.liquid.filters.spec import FilterTable, optional, required
from inbox_toolkit.liquid.javascript import utf16
from inbox_toolkit.liquid.javascript.comparison import contains as holds
from inbox_toolkit.liquid.javascript.numbers import to_integer
from inbox_toolkit.liquid.javascript.values import (
    MISSING,
    array_join,
    is_nil,
    js_string,
    js_truthy,
    to_number,
    to_text,
)

FILTERS = FilterTable()


@FILTERS.define(
    "append",
    required("text", "scalar"),
    accepts="scalar",
    returns="text",
    output="keeps_safe",
    keeps_visible=True,
)
def append(value: object, *arguments: object) -> str:
    """Return the value followed by a text."""
    return utf16.join_surrogates(to_text(value) + _only(arguments, "append"))


@FILTERS.define(
    "prepend",
    required("text", "scalar"),
    accepts="scalar",
    returns="text",
    output="keeps_safe",
    keeps_visible=True,
)
def prepend(value: object, *arguments: object) -> str:
    """Return a text followed by the value."""
    return utf16.join_surrogates(_only(arguments, "prepend") + to_text(value))


def _only(arguments: tuple[object, ...], name: str) -> str:
    if len(arguments) != 1:
        raise FilterError(f"{name} expect 2 arguments")
    return to_text(arguments[0])


@FILTERS.define(
    "upcase",
    accepts="text",
    returns="text",
    output="keeps_safe",
    keeps_visible=True,
    synonyms=(
        "uppercase",
        "to_upper",
        "upper",
    ),
)
def upcase(value: object) -> str:
    """Return the text in capitals."""
    return to_text(value).upper()


@FILTERS.define(
    "downcase",
    accepts="text",
    returns="text",
    output="keeps_safe",
    keeps_visible=True,
    synonyms=(
        "lowercase",
        "to_lower",
        "lower",
    ),
)
def downcase(value: object) -> str:
    """Return the text in small letters."""
    return to_text(value).lower()


@FILTERS.define(
    "capitalize", accepts="text", returns="text", output="keeps_safe", keeps_visible=True
)
def capitalize(value: object) -> str:
    """Return the text with its first letter large and all others small."""
    text = to_text(value)
    first = text[:1]
    return (first if first > "\uffff" else first.upper()) + text[1:].lower()


@FILTERS.define(
    "strip",
    accepts="text",
    returns="text",
    output="keeps_safe",
    keeps_visible=True,
    synonyms=("trim",),
)
def strip(value: object, characters: object = MISSING) -> str:
    """Return the text without the spaces, or the given characters, at both ends."""
    text, stripped = _text_and_stripped(value, characters)
    return utf16.join_surrogates(text.strip(stripped))


@FILTERS.define("lstrip", accepts="text", returns="text", output="keeps_safe", keeps_visible=True)
def lstrip(value: object, characters: object = MISSING) -> str:
    """Return the text without the spaces, or the given characters, at its start."""
    text, stripped = _text_and_stripped(value, characters)
    return utf16.join_surrogates(text.lstrip(stripped))


@FILTERS.define("rstrip", accepts="text", returns="text", output="keeps_safe", keeps_visible=True)
def rstrip(value: object, characters: object = MISSING) -> str:
    """Return the text without the spaces, or the given characters, at its end."""
    text, stripped = _text_and_stripped(value, characters)
    return utf16.join_surrogates(text.rstrip(stripped))


def _text_and_stripped(value: object, characters: object) -> tuple[str, str]:
    text = to_text(value)
    if not js_truthy(characters):
        return text, utf16.WHITESPACE
    # liquidjs looks at the text unit by unit, so a character of two units never matches.
    stripped = "".join(one for one in to_text(characters) if one <= "\uffff")
    return utf16.units_for(text, stripped), stripped


@FILTERS.define(
    "strip_newlines", accepts="text", returns="text", output="keeps_safe", keeps_visible=True
)
def strip_newlines(value: object) -> str:
    """Return the text without its line breaks; a lone carriage return stays."""
    return to_text(value).replace("\r\n", "").replace("\n", "")


@FILTERS.define(
    "split", required("separator", "text"), accepts="text", returns="list", output="keeps_safe"
)
def split(value: object, separator: object = MISSING) -> list[object]:
    """Return the parts between separators, without the empty ones at the end."""
    parts = _parts(to_text(value), to_text(separator))
    while parts and not parts[-1]:
        parts.pop()
    return list(parts)


def _parts(text: str, separator: str) -> list[str]:
    if not separator:
        return utf16.code_units(text)
    seen = utf16.units_for(text, separator)
    parts = seen.split(separator)
    return parts if seen is text else [utf16.join_surrogates(part) for part in parts]


@FILTERS.define(
    "replace",
    required("old", "text"),
    required("new", "text"),
    accepts="text",
    returns="text",
    output="keeps_safe",
)
def replace(value: object, old: object = MISSING, new: object = MISSING) -> str:
    """Return the text with every occurrence of one text replaced by another."""
    parts, between = _parts(to_text(value), to_text(old)), to_text(new)
    check_text_length(len(parts) * len(between))
    return utf16.join_surrogates(between.join(parts))


@FILTERS.define(
    "replace_first",
    required("old", "text"),
    required("new", "text"),
    accepts="text",
    returns="text",
    output="keeps_safe",
)
def replace_first(value: object, old: object = MISSING, new: object = MISSING) -> str:
    """Return the text with the first occurrence replaced."""
    text, old = to_text(value), to_text(old)
    head, found, tail = utf16.units_for(text, old).partition(old) if old else ("", "found", text)
    return utf16.join_surrogates(head + to_text(new) + tail) if found else text


@FILTERS.define(
    "replace_last",
    required("old", "text"),
    required("new", "text"),
    accepts="text",
    returns="text",
    versions=LATEST,
    output="keeps_safe",
)
def replace_last(value: object, old: object = MISSING, new: object = MISSING) -> str:
    """Return the text with the last occurrence replaced."""
    text, old = to_text(value), to_text(old)
    head, found, tail = utf16.units_for(text, old).rpartition(old) if old else (text, "found", "")
    return utf16.join_surrogates(head + to_text(new) + tail) if found else text


@FILTERS.define(
    "remove",
    required("text", "text"),
    accepts="text",
    returns="text",
    open_point="no-example",
    output="keeps_safe",
)
def remove(value: object, old: object = MISSING) -> str:
    """Return the text without any occurrence of another."""
    return replace(value, old, "")


@FILTERS.define(
    "remove_first", required("text", "text"), accepts="text", returns="text", output="keeps_safe"
)
def remove_first(value: object, old: object = MISSING) -> str:
    """Return the text without the first occurrence of another."""
    return replace_first(value, old, "")


@FILTERS.define(
    "remove_last",
    required("text", "text"),
    accepts="text",
    returns="text",
    versions=LATEST,
    output="keeps_safe",
)
def remove_last(value: object, old: object = MISSING) -> str:
    """Return the text without the last occurrence of another."""
    return replace_last(value, old, "")


@FILTERS.define(
    "contains",
    required("text", "text"),
    accepts="scalar",
    returns="boolean",
    output="safe",
    is_own=True,
    open_point="no-example",
)
def contains(value: object, part: object = MISSING) -> bool:
    """Return what the operator ``contains`` does (no example is published)."""
    return holds(value, part)


_CJK = "\u4e00-\u9fff\uf900-\ufaff\u3400-\u4dbf\u3040-\u309f\u30a0-\u30ff\uac00-\ud7af"
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_OTHER_WORD = re.compile(f"[^{_CJK}{utf16.WHITESPACE}]+")
_WORD = re.compile(f"[^{utf16.WHITESPACE}]+")


@FILTERS.define(
    "truncate",
    optional("length", "number"),
    optional("ending", "text"),
    accepts="text",
    returns="text",
    output="keeps_safe",
)
def truncate(value: object, length: object = MISSING, ending: object = MISSING) -> object:
    """Return a text cut to a length (50) that counts the ending (``...``); short ones untouched."""
    text = to_text(value)
    ending = "..." if ending is MISSING else to_text(ending)
    limit = 50.0 if length is MISSING else to_number(length)
    if utf16.length(text) <= limit:
        return value
    kept = to_integer(limit - utf16.length(ending))
    return utf16.join_surrogates(utf16.slice_units(text, 0, max(0, kept)) + ending)


@FILTERS.define(
    "truncatewords",
    optional("words", "number"),
    optional("ending", "text"),
    accepts="text",
    returns="text",
    output="keeps_safe",
)
def truncatewords(value: object, count: object = MISSING, ending: object = MISSING) -> str:
    """Return the first words (15); the ending also follows a text of exactly that many words."""
    kept, is_whole = first_words(value, count)
    tail = "..." if ending is MISSING else to_text(ending)
    return kept if is_whole else kept + tail


def first_words(value: object, count: object) -> tuple[str, bool]:
    """Return the first words of a text, and whether it has no more, so that no ending follows."""
    words = utf16.WHITESPACE_RUN.split(to_text(value))
    limit = 15.0 if count is MISSING else to_number(count)
    if limit <= 0:
        limit = 1.0
    is_whole = len(words) < limit or limit != limit  # noqa: PLR0124 - NaN is not itself
    return " ".join(words[: to_integer(limit)]), is_whole


@FILTERS.define(
    "normalize_whitespace", accepts="text", returns="text", output="keeps_safe", keeps_visible=True
)
def normalize_whitespace(value: object) -> str:
    """Return the text with every run of spaces and line breaks as one space."""
    return utf16.WHITESPACE_RUN.sub(" ", to_text(value))


@FILTERS.define(
    "number_of_words",
    optional("mode", "text", choices=("cjk", "auto")),
    accepts="text",
    returns="number",
    output="number",
)
def number_of_words(value: object, mode: object = MISSING) -> int:
    """Count words; with ``cjk``, or ``auto`` where there are any, each CJK character is one."""
    text = to_text(value).strip(utf16.WHITESPACE)
    if not text:
        return 0
    ideographs = len(_CJK_CHARACTER.findall(text)) if mode in ("cjk", "auto") else 0
    if mode == "cjk" or ideographs:
        return ideographs + len(_OTHER_WORD.findall(text))
    return len(utf16.WHITESPACE_RUN.split(text))


@FILTERS.define(
    "array_to_sentence_string",
    optional("connector", "text"),
    accepts="scalar",
    returns="text",
    output="keeps_safe",
)
def array_to_sentence_string(value: object, connector: object = MISSING) -> object:
    """Return items as people list them: ``a, b, and c``; needs a list."""
    connector = "and" if connector is MISSING else to_text(connector)
    if isinstance(value, str) and utf16.length(value) < 3:
        value = list(utf16.code_units(value))
    if not isinstance(value, list):
        kind = "nothing" if is_nil(value) else f"'{js_string(value)}'"
        raise FilterError(f"array_to_sentence_string needs a list, not {kind}")
    if len(value) < 2:
        return value[0] if value else ""
    last = js_string(value[-1])
    if len(value) == 2:
        return f"{js_string(value[0])} {connector} {last}"
    return f"{array_join(value[:-1], ', ')}, {connector} {last}"


@FILTERS.define(
    "titlecase",
    accepts="text",
    returns="text",
    output="keeps_safe",
    keeps_visible=True,
    is_own=True,
    open_point="no-example",
    synonyms=("title",),
)
def titlecase(value: object) -> str:
    """Return every word with a large first letter and the rest small (no example is published)."""
    return _WORD.sub(lambda word: word[0][:1].upper() + word[0][1:].lower(), to_text(value))


@FILTERS.define(
    "pluralize",
    required("singular", "text"),
    required("plural", "text"),
    accepts="number",
    returns="text",
    is_own=True,
    open_point="no-example",
    output="keeps_safe",
)
def pluralize(value: object, singular: object = MISSING, plural: object = MISSING) -> str:
    """Return the number with the word that fits it: ``3 | pluralize: 'item', 'items'``."""
    one = to_text(singular)
    many = f"{one}s" if plural is MISSING else to_text(plural)
    return f"{to_text(value)} {one if to_number(value) == 1 else many}"
