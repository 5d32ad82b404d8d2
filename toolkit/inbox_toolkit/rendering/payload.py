"""Read rendered text as the payload it must be: one JSON object, no key twice."""

from typing import Any

from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonProblem
from inbox_toolkit.text.span import Span
from inbox_toolkit.text.strict_json import parse_strictly


def parse_payload(text: str) -> dict[str, Any] | JsonProblem:
    """Return the object a rendered text holds, or the first thing wrong with it.

    JSON as RFC 8259 has it: ``NaN`` and ``Infinity``, which Python would take, are refused.
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
