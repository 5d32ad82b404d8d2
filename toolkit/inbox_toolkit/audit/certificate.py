"""Whether one person of a group can stand for the others: a replay of what was printed for them.

Template text and values that are the group's key are known, so they are read as they are. A value
that is known by its class only is read as anything that such values print. If the JSON automaton
closes, or breaks at something known, it does so for everyone in the group.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.audit.keys import MAX_BYTES
from inbox_toolkit.audit.reads import ColumnPath, OutputFacts
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
from inbox_toolkit.template.locations import containers
from inbox_toolkit.text.span import Span

_TEXT, _SOLID, _LINK = "\ue000", "\ue001", "\ue002"
"""What stands for a value that is known by its class only: any text, one without white space, and
a link."""
_PATH = re.compile(rf"[/#?][^{_TEXT}{_SOLID}{_LINK}]*[{_TEXT}{_SOLID}{_LINK}]", re.DOTALL)
_SOUND = re.compile(rf"https://[a-z0-9.-]+[/?#][^\s{_TEXT}]*")
_NUMBER_BYTES = 40
"""No number prints more by itself."""

_IN_STRING = ("string", "escape", "hex")


@dataclass(frozen=True, slots=True)
class Certifier:
    """Certifies the groups of one template.

    ``links`` are the names of members whose texts a rule reads as links, in lower case;
    ``is_per_string``: values are escaped where they stand, so that none can break anything.
    """

    outputs: Mapping[Span, OutputFacts]
    links: frozenset[str]
    max_bytes: int
    is_per_string: bool = False

    def is_certain(self, outcome: Outcome, classes: Mapping[ColumnPath, str]) -> bool:
        """Return True if everyone of a group is judged as the traced outcome of one of them.

        ``classes`` are the columns that the group knows by their class, with its mark.
        """
        rendered = outcome.rendered
        pieces = [
            (one, facts if facts and facts.deps & classes.keys() else None)
            for one in rendered.output_map
            for facts in (self.outputs.get(one.span),)
        ]
        of_class = [(one, facts) for one, facts in pieces if facts is not None]
        if not of_class:
            return True
        most = len(rendered.text.encode()) + sum(_most_bytes(facts) for _, facts in of_class)
        is_large = len(rendered.text.encode()) > self.max_bytes
        if most > self.max_bytes and not is_large:
            return False
        if is_large and len(rendered.text.encode()) - _printed(of_class) <= self.max_bytes:
            return False
        if rendered.failures:
            return True
        return self._reads_alike(outcome, pieces, classes)

    def _reads_alike(
        self,
        outcome: Outcome,
        pieces: list[tuple[OutputMapping, OutputFacts | None]],
        classes: Mapping[ColumnPath, str],
    ) -> bool:
        at = JsonState()
        marked: list[str] = []
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
            if at.is_key and at.mode in _IN_STRING:
                return False  # the object may already hold this key
            kind = _kind(facts, text, is_per_string=self.is_per_string)
            is_inside = at.mode in _IN_STRING
            try:
                at = feed_kind(at, kind)
            except InvalidJson:
                return False
            mark = self._mark(facts, classes)
            marked.append(mark if is_inside else json.dumps(mark))
        try:
            finish(at)
        except InvalidJson:
            return outcome.payload_error is not None
        if outcome.payload is None:
            return False
        return self._links_are_sound("".join(marked))

    @staticmethod
    def _mark(facts: OutputFacts, classes: Mapping[ColumnPath, str]) -> str:
        """Return what stands for a value: another mark for a link, and where no space can be."""
        of_class = [classes[path] for path in facts.deps if path in classes]
        is_whole = len(facts.deps) == 1 and facts.growth == 1 and not facts.extra
        if of_class == ["u"] and is_whole and not facts.is_json:
            return _LINK
        return _SOLID if facts.is_solid else _TEXT

    def _links_are_sound(self, marked: str) -> bool:
        """Return True if no member that is a link is made of a value that might be no link."""
        if not self.links:
            return True
        try:
            payload: Any = json.loads(marked)
        except (ValueError, RecursionError):
            return False
        for keys, holder in containers(payload):
            above = next((key.lower() for key in reversed(keys) if isinstance(key, str)), "")
            items = holder.items() if isinstance(holder, dict) else enumerate(holder)
            for key, value in items:
                name = key.lower() if isinstance(key, str) else above
                is_link = name in self.links and isinstance(value, str)
                if is_link and _is_made(value) and not _is_sound(value):
                    return False
        return True


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


def _most_bytes(facts: OutputFacts) -> int:
    return facts.growth * MAX_BYTES + facts.extra + _NUMBER_BYTES


def _printed(pieces: list[tuple[OutputMapping, OutputFacts]]) -> int:
    return sum(4 * (one.end - one.start) for one, _ in pieces)
