"""Legacy Liquid's filters on text, as its Ruby code has them."""

import re
from urllib.parse import quote

from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.limits import check_text_length
from inbox_toolkit.liquid.javascript.values import MISSING, is_nil, unwrap
from inbox_toolkit.liquid.legacy.values import integer, json_text, text

_SCRIPT = ("<script", "</script>")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_FIRST_OF_LINE = re.compile(r"[^\n]+")


def upcase(value: object) -> str:
    """Return the text in capitals."""
    return text(value).upper()


def downcase(value: object) -> str:
    """Return the text in small letters."""
    return text(value).lower()


def capitalize(value: object) -> str:
    """Return the text with its first letter large and all others small."""
    return text(value)[:1].upper() + text(value)[1:].lower()


def append(value: object, other: object = MISSING) -> str:
    """Return the value followed by a text."""
    return text(value) + text(other)


def prepend(value: object, other: object = MISSING) -> str:
    """Return a text followed by the value."""
    return text(other) + text(value)


def escape(value: object) -> str:
    """Return the text percent-encoded, which is what Customer.io's own legacy ``escape`` does."""
    return quote(text(value), safe="-_.~", errors="replace")


def htmlencode(value: object) -> str:
    """Return the text with ``& < > " '`` as entities."""
    return text(value).translate(_ENTITIES)


def truncate(value: object, length: object = 50, ending: object = "...") -> object:
    """Return a text or list cut to a length that counts the ending; shorter ones untouched."""
    value = unwrap(value)
    if is_nil(value):
        return None
    limit, tail = integer(length), text(ending)
    if not isinstance(value, str):
        raise FilterError("truncate: the value has no length")
    return value if len(value) <= limit else value[: max(0, limit - len(tail))] + tail


def truncatewords(value: object, count: object = 15, ending: object = "...") -> object:
    """Return the first words, at least one; a text of no more words stays as it is."""
    if is_nil(unwrap(value)):
        return None
    words = text(value).split()
    kept = max(1, integer(count))
    return " ".join(words[:kept]) + text(ending) if len(words) >= kept else value


def split(value: object, separator: object = MISSING) -> list[object]:
    """Return the parts between separators, no empty ones at the end; a space splits words."""
    value = unwrap(value)
    if not isinstance(value, str):
        raise FilterError("split: the value is not a text")
    mark = text(separator)
    if is_nil(separator) or mark == " ":
        return list(value.split())
    parts = value.split(mark) if mark else list(value)
    while parts and not parts[-1]:
        parts.pop()
    return list(parts)


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


def strip_newlines(value: object) -> str:
    """Return the text without line feeds."""
    return text(value).replace("\n", "")


def newline_to_br(value: object) -> str:
    """Return the text with ``<br />`` before every line feed."""
    return text(value).replace("\n", "<br />\n")


def replace(value: object, old: object = MISSING, new: object = "") -> str:
    """Return the text with every occurrence of one text replaced by another."""
    whole, part, other = text(value), text(old), text(new)
    check_text_length(whole.count(part) * len(other))
    return whole.replace(part, other)


def replace_first(value: object, old: object = MISSING, new: object = "") -> str:
    """Return the text with the first occurrence replaced."""
    return text(value).replace(text(old), text(new), 1)


def remove(value: object, old: object = MISSING) -> str:
    """Return the text without any occurrence of another."""
    return replace(value, old, "")


def remove_first(value: object, old: object = MISSING) -> str:
    """Return the text without the first occurrence of another."""
    return replace_first(value, old, "")


def to_json(value: object) -> str:
    """Return the value as JSON."""
    return json_text(value)


FILTERS = {
    "append": append,
    "capitalize": capitalize,
    "downcase": downcase,
    "escape": escape,
    "htmlencode": htmlencode,
    "json": to_json,
    "newline_to_br": newline_to_br,
    "prepend": prepend,
    "remove": remove,
    "remove_first": remove_first,
    "replace": replace,
    "replace_first": replace_first,
    "split": split,
    "strip_html": strip_html,
    "strip_newlines": strip_newlines,
    "to_json": to_json,
    "truncate": truncate,
    "truncatewords": truncatewords,
    "upcase": upcase,
}
