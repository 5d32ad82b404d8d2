"""What a quoted text in a template means: JavaScript's escapes, as liquidjs reads them."""

import re

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{0,4})|([0-7]{1,3})|(.))", re.DOTALL)
_CONTROL = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def unquote(source: str) -> str:
    """Return the text that ``source``, quotes included, stands for.

    A text that is never closed loses its last character, as it does in liquidjs.
    """
    inside = source[1:-1]
    if "\\" not in inside:
        return inside
    text = _ESCAPE.sub(_meant, inside)
    if any("\ud800" <= character <= "\udfff" for character in text):
        # two escapes of one character above U+FFFF are one character to Python
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return text


def _meant(match: re.Match[str]) -> str:
    unicode, octal, other = match.groups()
    if unicode is not None:
        return chr(int(unicode or "0", 16))
    if octal is not None:
        return chr(int(octal, 8))
    return _CONTROL.get(other, other)
