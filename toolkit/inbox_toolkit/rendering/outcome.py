"""The outcome of rendering a case: its text, and the payload that it must be, or what is wrong.

A payload is one JSON object in which no key occurs twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inbox_toolkit.liquid.runtime.result import RenderedText
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonProblem
from inbox_toolkit.text.record import record
from inbox_toolkit.text.span import Span
from inbox_toolkit.text.strict_json import parse_strictly


@dataclass(frozen=True, slots=True)
class PayloadError:
    """Why the rendered text is not a JSON object, and what in the template is the cause.

    ``offset`` counts in the rendered text. ``printed`` is what the placeholder at ``place``
    printed, or None if the cause is text of the template itself.
    """

    message: str
    help: str
    offset: int
    place: Location
    printed: str | None


@record
class Outcome:
    """One rendered case.

    ``payload`` is set only if the service would deliver it: nothing failed, and the text is a JSON
    object. ``milliseconds`` is how long rendering took on this machine.
    """

    case: Case
    rendered: RenderedText
    payload: Mapping[str, Any] | None = None
    payload_error: PayloadError | None = None
    milliseconds: float = field(default=0.0, compare=False)

    @property
    def text(self) -> str:
        """The rendered properties; missing values print nothing."""
        return self.rendered.text

    @property
    def is_deliverable(self) -> bool:
        """Whether the service would deliver this case."""
        return self.payload is not None


def parse_payload(text: str) -> dict[str, Any] | JsonProblem:
    """Return the object that a rendered text is, or the first problem with it.

    JSON is that of RFC 8259: ``NaN`` and ``Infinity``, which Python accepts, are problems.
    """
    try:
        payload = parse_strictly(text)
    except (ValueError, RecursionError):
        problems = read_json(text).problems
        return problems[0] if problems else _whole(text, "the rendered text is not JSON")
    if not isinstance(payload, dict):
        return _whole(text, "the rendered text is JSON, but not an object")
    return payload


def _whole(text: str, message: str) -> JsonProblem:
    return JsonProblem(message, Span(0, len(text)), "`properties` must render to { … }")
