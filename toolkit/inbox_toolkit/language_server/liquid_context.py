"""What a cursor stands in: an output or tag, a path, a filter's name, its argument.

Read from the text before the cursor alone, so that it works while the construct is half typed.
"""

import re
from dataclasses import dataclass
from typing import Literal

from inbox_toolkit.text.span import Span

Place = Literal["path", "filter", "argument", "tag", "when"]

_OPENINGS = ("{{", "{%", "<<")
_CLOSINGS = {"{{": "}}", "{%": "%}", "<<": ">>"}
_WORD = r"[A-Za-z_][\w-]*"
_PATH = re.compile(
    rf"(?P<holder>(?:{_WORD}(?:\[[^\[\]]*\]|\.{_WORD})*)(?:\[[^\[\]]*\])*\.)?(?P<name>(?:{_WORD})?)$"
)
_FILTER = re.compile(rf"\|\s*(?P<name>(?:{_WORD})?)$")
_CALL = re.compile(rf"\|\s*(?P<filter>{_WORD})\s*:\s*(?P<arguments>[^|]*)$")
_TAG = re.compile(rf"^\{{%-?\s*(?P<name>(?:{_WORD})?)$")
_WHEN = re.compile(r"^\{%-?\s*when\s+(?:.*(?:,|\bor)\s*)?(?P<name>['\"]?[^'\",]*)$")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class LiquidContext:
    """What is typed at a cursor.

    ``span`` is what a completion replaces, ``holder`` the path before the last dot (None for a
    root), ``filter`` the filter whose argument it is and ``argument`` which one, from 0.
    """

    place: Place
    span: Span
    holder: str | None = None
    filter: str | None = None
    argument: int = 0
    opening: str = "{{"


def context_at(text: str, offset: int) -> LiquidContext | None:
    """Return what a cursor stands in; None outside Liquid and inside its strings and comments."""
    start = max(text.rfind(one, 0, offset) for one in _OPENINGS)
    if start < 0:
        return None
    opening = text[start : start + 2]
    before = text[start:offset]
    if _CLOSINGS[opening] in before or "\n\n" in before or len(before) < 2:
        return None
    when = _WHEN.match(before)
    if when:
        return LiquidContext("when", _tail(offset, when["name"]), opening=opening)
    if _open_quote(before):
        return None
    tag = _TAG.match(before)
    if tag:
        return LiquidContext("tag", _tail(offset, tag["name"]), opening=opening)
    named = _FILTER.search(before)
    if named:
        return LiquidContext("filter", _tail(offset, named["name"]), opening=opening)
    path = _PATH.search(before)
    holder = path["holder"] if path else None
    name = path["name"] if path else ""
    call = _CALL.search(_masked(before))
    return LiquidContext(
        "argument" if call else "path",
        _tail(offset, name),
        holder=holder[:-1] if holder else None,
        filter=call["filter"] if call else None,
        argument=call["arguments"].count(",") if call else 0,
        opening=opening,
    )


def _tail(offset: int, written: str) -> Span:
    return Span(offset - len(written), offset)


def _open_quote(text: str) -> bool:
    """Return True if a string is open at the end of a text."""
    rest = _QUOTED.sub("", text)
    return "'" in rest or '"' in rest.replace('\\"', "")


def _masked(text: str) -> str:
    """Return the text with the insides of strings replaced: a comma or bar there counts not."""
    return _QUOTED.sub(lambda found: "'" + "_" * (len(found[0]) - 2) + "'", text)
