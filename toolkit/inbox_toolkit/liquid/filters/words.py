"""Filters that work on words and sentences: shortening, counting, joining."""

import re

from inbox_toolkit.liquid import utf16
from inbox_toolkit.liquid.filters.context import FilterError
from inbox_toolkit.liquid.filters.positions import whole
from inbox_toolkit.liquid.values import MISSING, is_nil, joined, string, to_number, to_text

_CJK = "\u4e00-\u9fff\uf900-\ufaff\u3400-\u4dbf\u3040-\u309f\u30a0-\u30ff\uac00-\ud7af"
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_OTHER_WORD = re.compile(f"[^{_CJK}{utf16.SPACES}]+")
_WORD = re.compile(f"[^{utf16.SPACES}]+")


def truncate(value: object, length: object = MISSING, ending: object = MISSING) -> object:
    """Return a text cut to a length (50) that counts the ending (``...``); short ones untouched."""
    text = to_text(value)
    ending = "..." if ending is MISSING else to_text(ending)
    limit = 50.0 if length is MISSING else to_number(length)
    if utf16.length(text) <= limit:
        return value
    kept = whole(limit - utf16.length(ending))
    return utf16.mended(utf16.cut(text, 0, max(0, kept)) + ending)


def truncatewords(value: object, count: object = MISSING, ending: object = MISSING) -> str:
    """Return the first words (15); the ending also follows a text of exactly that many words."""
    words = utf16.SPACE_RUN.split(to_text(value))
    limit = 15.0 if count is MISSING else to_number(count)
    if limit <= 0:
        limit = 1.0
    kept = " ".join(words[: whole(limit)])
    if len(words) < limit or limit != limit:  # noqa: PLR0124 - NaN is not itself
        return kept
    return kept + ("..." if ending is MISSING else to_text(ending))


def normalize_whitespace(value: object) -> str:
    """Return the text with every run of spaces and line breaks as one space."""
    return utf16.SPACE_RUN.sub(" ", to_text(value))


def number_of_words(value: object, mode: object = MISSING) -> int:
    """Count words; with ``cjk``, or ``auto`` where there are any, each CJK character is one."""
    text = to_text(value).strip(utf16.SPACES)
    if not text:
        return 0
    ideographs = len(_CJK_CHARACTER.findall(text)) if mode in ("cjk", "auto") else 0
    if mode == "cjk" or ideographs:
        return ideographs + len(_OTHER_WORD.findall(text))
    return len(utf16.SPACE_RUN.split(text))


def array_to_sentence_string(value: object, connector: object = MISSING) -> object:
    """Return items as people list them: ``a, b, and c``; needs a list."""
    connector = "and" if connector is MISSING else to_text(connector)
    if isinstance(value, str) and utf16.length(value) < 3:
        value = list(utf16.units(value))
    if not isinstance(value, list):
        kind = "nothing" if is_nil(value) else f"'{string(value)}'"
        raise FilterError(f"array_to_sentence_string needs a list, not {kind}")
    if len(value) < 2:
        return value[0] if value else ""
    last = string(value[-1])
    if len(value) == 2:
        return f"{string(value[0])} {connector} {last}"
    return f"{joined(value[:-1], ', ')}, {connector} {last}"


def titlecase(value: object) -> str:
    """Return every word with a large first letter and the rest small (no example is published)."""
    return _WORD.sub(lambda word: word[0][:1].upper() + word[0][1:].lower(), to_text(value))


def pluralize(value: object, singular: object = MISSING, plural: object = MISSING) -> str:
    """Return the number with the word that fits it: ``3 | pluralize: 'item', 'items'``."""
    one = to_text(singular)
    many = f"{one}s" if plural is MISSING else to_text(plural)
    return f"{to_text(value)} {one if to_number(value) == 1 else many}"


FILTERS = {
    "array_to_sentence_string": array_to_sentence_string,
    "normalize_whitespace": normalize_whitespace,
    "number_of_words": number_of_words,
    "pluralize": pluralize,
    "titlecase": titlecase,
    "truncate": truncate,
    "truncatewords": truncatewords,
}
