"""Whether one person of a group can stand for the others: a replay of what was printed for them.

Template text and values that are the group's key are known, so they are read as they are. A value
that is known by its class only is read as anything that such values print. If the JSON automaton
closes, or breaks at something known, it does so for everyone in the group.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from inbox_toolkit.audit.keys import MAX_BYTES
from inbox_toolkit.audit.marked_payload import Mark, MarkedPayload
from inbox_toolkit.audit.reads import ColumnPath, Deps, OutputFacts
from inbox_toolkit.audit.schema_certificate import seen_by_schema
from inbox_toolkit.audit.visual_certificate import seen_by_visual_rules
from inbox_toolkit.liquid.runtime.result import OutputMapping
from inbox_toolkit.prove.json_automaton import (
    InvalidJson,
    JsonState,
    Kind,
    feed_kind,
    feed_text,
    finish,
)
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.schemas.checking import Schema
from inbox_toolkit.template.locations import containers
from inbox_toolkit.text.span import Span

_TEXT, _SOLID, _LINK = "\ue000", "\ue001", "\ue002"
"""What stands for a value that is known by its class only: any text, one without white space, and
a link."""
_SYMBOLS = {"number": _SOLID, "link": _LINK, "solid": _SOLID, "text": _TEXT}
_FIRST_MARK, _LAST_MARK = 0xE100, 0xF8FF
"""Where a schema looks, each such value has a character of its own, of those for private use."""
_PATH = re.compile(rf"[/#?][^{_TEXT}{_SOLID}{_LINK}]*[{_TEXT}{_SOLID}{_LINK}]", re.DOTALL)
_SOUND = re.compile(rf"https://[a-z0-9.-]+[/?#][^\s{_TEXT}]*")
_NUMBER_BYTES = 40
"""No number prints more by itself."""

_IN_STRING = ("string", "escape", "hex")

_Piece = tuple[OutputMapping, OutputFacts | None]
"""A part of a rendered text; with the facts of an output that is known by its class."""


@dataclass(frozen=True, slots=True)
class Certifier:
    """Certifies the groups of one template.

    ``links`` are the names of members whose texts a rule reads as links, in lower case;
    ``is_per_string``: values are escaped where they stand, so that none can break anything.
    ``schema`` is the payload's; ``visual_dates`` are the names that visual templates show as dates,
    None for a message that is not visual. ``class_bytes``: how long a text of a class may be.
    """

    outputs: Mapping[Span, OutputFacts]
    links: frozenset[str]
    max_bytes: int
    is_per_string: bool = False
    schema: Schema | None = None
    visual_dates: frozenset[str] | None = None
    class_bytes: int = MAX_BYTES

    def is_certain(self, outcome: Outcome, classes: Mapping[ColumnPath, str]) -> bool:
        """Return True if everyone of a group is judged as the traced outcome of one of them.

        ``classes`` are the columns that the group knows by their class, with its mark.
        """
        rendered = outcome.rendered
        pieces = self._pieces(outcome, classes)
        of_class = [(one, facts) for one, facts in pieces if facts is not None]
        if not of_class:
            return True
        if any(_may_join(outcome, one, facts.deps, classes) for one, facts in of_class):
            return False
        most = len(rendered.text.encode()) + sum(self._most_bytes(facts) for _, facts in of_class)
        is_large = len(rendered.text.encode()) > self.max_bytes
        if most > self.max_bytes and not is_large:
            return False
        if is_large and len(rendered.text.encode()) - _printed(of_class) <= self.max_bytes:
            return False
        if rendered.failures:
            return True
        marked = self._marked(outcome, pieces, classes)
        if isinstance(marked, bool):
            return marked
        return self._links_are_sound(marked) and not self._seen(marked)

    def seen(self, outcome: Outcome, classes: Mapping[ColumnPath, str]) -> Deps:
        """Return the columns of whose values a rule of the payload may see more than the class."""
        if outcome.rendered.failures:
            return frozenset()
        marked = self._marked(outcome, self._pieces(outcome, classes), classes)
        return frozenset() if isinstance(marked, bool) else self._seen(marked)

    def _seen(self, marked: MarkedPayload) -> Deps:
        found: Deps = frozenset()
        if self.schema is not None:
            found |= seen_by_schema(self.schema, marked)
        if self.visual_dates is not None:
            found |= seen_by_visual_rules(self.visual_dates, marked)
        return found

    def _pieces(self, outcome: Outcome, classes: Mapping[ColumnPath, str]) -> list[_Piece]:
        return [
            (one, facts if facts and facts.deps & classes.keys() else None)
            for one in outcome.rendered.output_map
            for facts in (self.outputs.get(one.span),)
        ]

    def _marked(
        self, outcome: Outcome, pieces: list[_Piece], classes: Mapping[ColumnPath, str]
    ) -> MarkedPayload | bool:
        """Return the payload; or True where every text breaks alike, False where one may not."""
        at = JsonState()
        marked: list[str] = []
        marks: dict[str, Mark] = {}
        for one, facts in pieces:
            text = outcome.text[one.start : one.end]
            if facts is None:
                try:
                    at = feed_text(at, text)
                except InvalidJson:
                    error = outcome.payload_error  # it must have been found no later than here
                    return error is not None and error.offset <= one.end
                marked.append(text)
                continue
            code = _FIRST_MARK + len(marks)
            is_inside = at.mode in _IN_STRING
            if code > _LAST_MARK or (at.is_key and is_inside):
                return False  # the object may already hold this key
            try:
                at = feed_kind(at, _kind(facts, text, is_per_string=self.is_per_string))
            except InvalidJson:
                return False
            mark = self._mark(facts, text, classes, is_inside=is_inside)
            if mark is None:
                return False
            marks[chr(code)] = mark
            marked.append(chr(code) if is_inside else f'"{chr(code)}"')
        try:
            finish(at)
        except InvalidJson:
            return outcome.payload_error is not None
        if outcome.payload is None:
            return False
        try:
            return MarkedPayload(json.loads("".join(marked)), marks)
        except (ValueError, RecursionError):
            return False

    def _mark(
        self,
        facts: OutputFacts,
        text: str,
        classes: Mapping[ColumnPath, str],
        *,
        is_inside: bool,
    ) -> Mark | None:
        """Return what stands for a value that printed a text for one of its class."""
        value: object = text
        if not is_inside:
            try:
                value = json.loads(text)
            except ValueError:
                return None
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        of_class = [classes.get(path, "") for path in facts.deps]
        is_whole = len(of_class) == 1 and facts.growth == 1 and not facts.extra
        most = facts.growth * self.class_bytes + facts.extra
        kind: Literal["number", "link", "solid", "text"] = "solid" if facts.is_solid else "text"
        if not isinstance(value, str):
            kind = "number"
        elif is_whole and of_class == ["u"] and not facts.is_json:
            kind = "link"
        return Mark(
            facts.deps,
            kind,
            shortest=1 if value != "" else 0,  # filters that keep a class keep something visible
            longest=most if {*of_class} <= {"t", "f", "u"} else most + len(text) + _NUMBER_BYTES,
        )

    def _links_are_sound(self, marked: MarkedPayload) -> bool:
        """Return True if no member that is a link is made of a value that might be no link."""
        if not self.links:
            return True
        symbols = {ord(each): _SYMBOLS[mark.kind] for each, mark in marked.marks.items()}
        for keys, holder in containers(marked.payload):
            above = next((key.lower() for key in reversed(keys) if isinstance(key, str)), "")
            items = holder.items() if isinstance(holder, dict) else enumerate(holder)
            for key, value in items:
                name = key.lower() if isinstance(key, str) else above
                if name in self.links and isinstance(value, str):
                    text = value.translate(symbols)
                    if _is_made(text) and not _is_sound(text):
                        return False
        return True

    def _most_bytes(self, facts: OutputFacts) -> int:
        return facts.growth * self.class_bytes + facts.extra + _NUMBER_BYTES


def _may_join(
    outcome: Outcome, piece: OutputMapping, deps: Deps, classes: Mapping[ColumnPath, str]
) -> bool:
    """Return True if several values in one text may make a word that none of them holds.

    A value that is known may begin ``[object Object]``. Around an empty one, others may make the
    filler that tells whether it leaves a gap.
    """
    if len(deps) == 1:
        return False
    if "[" in outcome.rendered.text[piece.start : piece.end]:
        return True
    has_digits = any(classes.get(one, "t") != "t" for one in deps)
    case = outcome.case
    data = {"customer": case.profile.data, "trigger": case.message_data}
    return has_digits and any(_is_blank(data, one) for one in deps - classes.keys())


def _is_blank(data: object, path: ColumnPath) -> bool:
    """Return True if there is a value at a path, and nothing in it."""
    for step in path:
        if not isinstance(data, Mapping) or step not in data:
            return False
        data = data[step]
    return data in (None, [], {}) or (isinstance(data, str) and not data.strip())


def _is_made(text: str) -> bool:
    return any(mark in text for mark in (_TEXT, _SOLID, _LINK))


def _is_sound(text: str) -> bool:
    """Return True if a link is one whatever its marks stand for."""
    return text == _LINK or bool(_PATH.match(text) or _SOUND.fullmatch(text))


def _kind(facts: OutputFacts, text: str, *, is_per_string: bool) -> Kind:
    """Return what a value of a class prints: one of them, printed unsafely, is a bad example."""
    if is_per_string:
        return "safe"
    if facts.is_json:
        return "json"
    if any(mark in '"\\' or mark < " " for mark in text):
        return "any"
    return "number" if facts.is_number else "safe"


def _printed(pieces: list[tuple[OutputMapping, OutputFacts]]) -> int:
    return sum(4 * (one.end - one.start) for one, _ in pieces)
