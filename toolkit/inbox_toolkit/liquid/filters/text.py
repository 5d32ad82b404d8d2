"""Filters that change a text letter by letter: case, ends, replacing, cutting apart."""

from inbox_toolkit.liquid import utf16
from inbox_toolkit.liquid.comparison import contains as holds
from inbox_toolkit.liquid.filters.bounds import bounded_text
from inbox_toolkit.liquid.filters.context import FilterError
from inbox_toolkit.liquid.values import MISSING, loosely_true, to_text


def append(value: object, *arguments: object) -> str:
    """Return the value followed by a text."""
    return utf16.mended(to_text(value) + _only(arguments, "append"))


def prepend(value: object, *arguments: object) -> str:
    """Return a text followed by the value."""
    return utf16.mended(_only(arguments, "prepend") + to_text(value))


def _only(arguments: tuple[object, ...], name: str) -> str:
    if len(arguments) != 1:
        raise FilterError(f"{name} expect 2 arguments")
    return to_text(arguments[0])


def upcase(value: object) -> str:
    """Return the text in capitals."""
    return to_text(value).upper()


def downcase(value: object) -> str:
    """Return the text in small letters."""
    return to_text(value).lower()


def capitalize(value: object) -> str:
    """Return the text with its first letter large and all others small."""
    text = to_text(value)
    first = text[:1]
    return (first if first > "\uffff" else first.upper()) + text[1:].lower()


def strip(value: object, characters: object = MISSING) -> str:
    """Return the text without the spaces, or the given characters, at both ends."""
    return to_text(value).strip(_stripped(characters))


def lstrip(value: object, characters: object = MISSING) -> str:
    """Return the text without the spaces, or the given characters, at its start."""
    return to_text(value).lstrip(_stripped(characters))


def rstrip(value: object, characters: object = MISSING) -> str:
    """Return the text without the spaces, or the given characters, at its end."""
    return to_text(value).rstrip(_stripped(characters))


def _stripped(characters: object) -> str:
    if not loosely_true(characters):
        return utf16.SPACES
    # liquidjs looks at the text unit by unit, so a character of two units never matches.
    return "".join(one for one in to_text(characters) if one <= "\uffff")


def strip_newlines(value: object) -> str:
    """Return the text without its line breaks; a lone carriage return stays."""
    return to_text(value).replace("\r\n", "").replace("\n", "")


def split(value: object, separator: object = MISSING) -> list[object]:
    """Return the parts between separators, without the empty ones at the end."""
    parts = _parts(to_text(value), to_text(separator))
    while parts and not parts[-1]:
        parts.pop()
    return list(parts)


def _parts(text: str, separator: str) -> list[str]:
    return text.split(separator) if separator else utf16.units(text)


def replace(value: object, old: object = MISSING, new: object = MISSING) -> str:
    """Return the text with every occurrence of one text replaced by another."""
    parts, between = _parts(to_text(value), to_text(old)), to_text(new)
    bounded_text(len(parts) * len(between))
    return utf16.mended(between.join(parts))


def replace_first(value: object, old: object = MISSING, new: object = MISSING) -> str:
    """Return the text with the first occurrence replaced."""
    text, old = to_text(value), to_text(old)
    head, found, tail = text.partition(old) if old else ("", "found", text)
    return utf16.mended(head + to_text(new) + tail) if found else text


def replace_last(value: object, old: object = MISSING, new: object = MISSING) -> str:
    """Return the text with the last occurrence replaced."""
    text, old = to_text(value), to_text(old)
    head, found, tail = text.rpartition(old) if old else (text, "found", "")
    return utf16.mended(head + to_text(new) + tail) if found else text


def remove(value: object, old: object = MISSING) -> str:
    """Return the text without any occurrence of another."""
    return replace(value, old, "")


def remove_first(value: object, old: object = MISSING) -> str:
    """Return the text without the first occurrence of another."""
    return replace_first(value, old, "")


def remove_last(value: object, old: object = MISSING) -> str:
    """Return the text without the last occurrence of another."""
    return replace_last(value, old, "")


def contains(value: object, part: object = MISSING) -> bool:
    """Tell what the operator of that name tells (Customer.io lists the filter without example)."""
    return holds(value, part)


FILTERS = {
    "append": append,
    "capitalize": capitalize,
    "contains": contains,
    "downcase": downcase,
    "lstrip": lstrip,
    "prepend": prepend,
    "remove": remove,
    "remove_first": remove_first,
    "remove_last": remove_last,
    "replace": replace,
    "replace_first": replace_first,
    "replace_last": replace_last,
    "rstrip": rstrip,
    "split": split,
    "strip": strip,
    "strip_newlines": strip_newlines,
    "upcase": upcase,
}
