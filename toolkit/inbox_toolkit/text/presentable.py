"""Make foreign text (file names, values, a service's words) safe to show on one line.

A line break in a file name could start a workflow command in a CI log, an escape sequence could
steer a terminal, and a direction mark could make a report show other text than the file has.
"""

import unicodedata

_DIRECTION_MARKS = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_LINE_SEPARATORS = frozenset("\x85\u2028\u2029")


def presentable(text: str) -> str:
    """Return the text on one line: tabs as blanks, control characters as visible symbols.

    C0 controls become their control pictures (``␊`` for a line feed); whatever else would act on
    the output, such as a direction mark or half a surrogate pair, becomes ``�``. What would start a
    workflow command at the beginning of a line (``::error::``) or anywhere (``##[error]``) gets a
    blank.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(_shown(character) for character in text)
    if text.lstrip().startswith("::"):
        text = text.replace("::", ": :", 1)
    return text.replace("##[", "## [")


def presentable_lines(text: str) -> str:
    """Return a text of several lines with each line presentable."""
    return "\n".join(presentable(line) for line in text.split("\n"))


def presentable_json(text: str) -> str:
    """Return JSON text of the same value in which nothing acts on a terminal.

    ``json.dumps`` escapes C0 controls; this escapes the others and half surrogate pairs too.
    """
    text = text.replace("##[", "#\\u0023[")  # in JSON only inside a text
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(
        f"\\u{ord(one):04x}" if one > "~" and _shown(one) != one else one for one in text
    )


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "␡"
    if character in _DIRECTION_MARKS or character in _LINE_SEPARATORS:
        return "�"
    return "�" if unicodedata.category(character) in ("Cc", "Cs") else character
