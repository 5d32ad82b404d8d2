"""Legacy Liquid's filters on text, as its Ruby code has them."""

import re
from urllib.parse import quote

from inbox_toolkit.liquid.catalog.sources import LEGACY, UPGRADE
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.limits import check_text_length
from inbox_toolkit.liquid.filters.spec import FilterTable, optional, required
from inbox_toolkit.liquid.javascript.values import MISSING, is_nil, unwrap
from inbox_toolkit.liquid.legacy.values import integer, json_text, text

FILTERS = FilterTable(versions=LEGACY)

_SCRIPT = ("<script", "</script>")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
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
    """Return the text in small letters."""
    return text(value).lower()


@FILTERS.define("capitalize", accepts="text", returns="text")
def capitalize(value: object) -> str:
    """Return the text with its first letter large and all others small."""
    return text(value)[:1].upper() + text(value)[1:].lower()


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
    """Return a text or list cut to a length that counts the ending; shorter ones untouched."""
    value = unwrap(value)
    if is_nil(value):
        return None
    limit, tail = integer(length), text(ending)
    if not isinstance(value, str):
        raise FilterError("truncate: the value has no length")
    return value if len(value) <= limit else value[: max(0, limit - len(tail))] + tail


@FILTERS.define(
    "truncatewords",
    optional("words", "number"),
    optional("ending", "text"),
    accepts="text",
    returns="text",
)
def truncatewords(value: object, count: object = 15, ending: object = "...") -> object:
    """Return the first words, at least one; a text of no more words stays as it is."""
    if is_nil(unwrap(value)):
        return None
    words = text(value).split()
    kept = max(1, integer(count))
    return " ".join(words[:kept]) + text(ending) if len(words) >= kept else value


@FILTERS.define("split", required("separator", "text"), accepts="text", returns="list")
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
    """Return the text with every occurrence of one text replaced by another."""
    whole, part, other = text(value), text(old), text(new)
    check_text_length(whole.count(part) * len(other))
    return whole.replace(part, other)


@FILTERS.define(
    "replace_first",
    required("old", "text"),
    required("new", "text"),
    accepts="text",
    returns="text",
)
def replace_first(value: object, old: object = MISSING, new: object = "") -> str:
    """Return the text with the first occurrence replaced."""
    return text(value).replace(text(old), text(new), 1)


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
