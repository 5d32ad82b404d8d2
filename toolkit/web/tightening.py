"""Our own scripts and styles with what only people need taken out, so that little is sent.

Scripts keep their lines, so that the number in an error is the number in the file.
"""

import re

_LEADING = re.compile(r"^[ \t]*//.*|^[ \t]+", re.MULTILINE)
_LITERAL = re.compile(r'("(?:\\.|[^"\\])*")')
_DOUBTFUL = re.compile(r"[/`']")
_AROUND = re.compile(r" *([=,{}():?<>&|;]) *")
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE_SPACE = re.compile(r"\s*([{}])\s*|([:;,])\s+|\s*(>)\s*")


def tight_script(source: str) -> str:
    """Return a script without indentation, comment lines and the spaces around punctuation.

    For our own modules alone: no text in them runs over a line's end. A line that may hold a
    regular expression, a comment or another kind of text keeps its spaces.
    """
    lines = _LEADING.sub("", source).split("\n")
    return "\n".join(line if _DOUBTFUL.search(line) else _tight(line) for line in lines)


def tight_style(source: str) -> str:
    """Return a style sheet without comments, line breaks and the spaces between its words.

    A space before a colon stays: it joins a pseudo-class to what stands inside an element.
    """
    bare = _STYLE_COMMENT.sub("", source)
    return _STYLE_SPACE.sub(lambda found: found[1] or found[2] or found[3], bare).replace(";}", "}")


def _tight(line: str) -> str:
    parts = _LITERAL.split(line)
    return "".join(part if at % 2 else _AROUND.sub(r"\1", part) for at, part in enumerate(parts))
