"""The test oracle: decides whether one rendered case is right, and if not, what is wrong where."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment, seed_of
from inbox_toolkit.rendering.injection import Leaf, find_injections
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.schemas.checking import Checker
from inbox_toolkit.template.locations import payload_location
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

Kind = Literal[
    "missing-value", "render-failure", "not-json", "injection", "nonsense", "output", "size"
]

NONSENSE = ("[object Object]", "Invalid Date", "undefined", "NaN", "Infinity")
DEFAULT_MAX_BYTES = 32_768
"""Bytes of a payload that are too many for a card."""

_INJECTED = '", "'


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong with a case, and where in the template's file.

    ``is_structural``: the text of the template is not JSON, whatever its values print.
    """

    kind: Kind
    message: str
    place: Location
    is_structural: bool = False


@dataclass(frozen=True)
class Oracle:
    """Renders cases of one template and judges them; ``output`` checks payloads of its type."""

    template: Template
    environment: RenderEnvironment
    output: Checker | None = None
    largest: int = DEFAULT_MAX_BYTES

    def outcome(self, data: Mapping[str, Any], profile: Mapping[str, Any]) -> Outcome:
        """Render message data with a profile."""
        empty = Source("", "")
        case = Case(
            self.template, Fixture("search", empty, profile), Fixture("search", empty, data)
        )
        return render_case(case, self.environment)

    def failure(self, outcome: Outcome) -> Failure | None:
        """Return what is wrong with a case; of several things the worst."""
        template = self.template
        for failure in outcome.rendered.failures:
            kind: Kind = "missing-value" if failure.path else "render-failure"
            return Failure(kind, failure.message, template.locate(failure.span))
        error = outcome.payload_error
        if error is not None:
            is_structural = error.printed is None or not _is_output(error.place)
            is_structural = is_structural or _is_json(error.printed or "")
            return Failure("not-json", error.message, error.place, is_structural=is_structural)
        return self._injected(outcome) or self._nonsense(outcome) or self._misfit(outcome)

    def _whole(self) -> Location:
        body = self.template.body
        span = body.span if body else Span(0, 1)
        return self.template.locate(span._replace(end=span.start + 1))

    def _injected(self, outcome: Outcome) -> Failure | None:
        """Return a failure if a text that tries to add a member to the payload can do so."""
        roots = {"customer": outcome.case.profile.data, "trigger": outcome.case.message_data}
        if not _holds_text(roots, _is_hostile):
            return None
        for found in find_injections(
            outcome.case, self.environment, lambda leaf: _is_hostile(_value_at(roots, leaf))
        ):
            message = f"`{found.path}` can add members to the payload"
            return Failure("injection", message, self.template.locate(found.span))
        return None

    def _nonsense(self, outcome: Outcome) -> Failure | None:
        if not any(word in outcome.text for word in NONSENSE):
            return None
        case, environment = outcome.case, self.environment
        roots = environment.roots(case)
        traced = run(
            self.template.program, roots, now=environment.now, seed=seed_of(case), trace=True
        )
        text = self.template.body.text if self.template.body else ""
        for piece in traced.output_map:
            printed = traced.text[piece.start : piece.end]
            is_own = printed == piece.span.of(text) or _holds_text(roots, printed.strip().__eq__)
            if printed.strip() in NONSENSE and not is_own:
                said = f"this prints `{printed.strip()}`"
                return Failure("nonsense", said, self.template.locate(piece.span))
        return None

    def _misfit(self, outcome: Outcome) -> Failure | None:
        size = len(outcome.text.encode())
        if size > self.largest:
            message = f"the message has {size:,} bytes, more than {self.largest:,}"
            return Failure("size", message, self._whole())
        if self.output is None or self.output.fits(outcome.payload):
            return None
        problem = self.output.problems(outcome.payload)[0]
        keys = (*problem.path, problem.key) if problem.key is not None else problem.path
        place = payload_location(self.template, keys)
        return Failure("output", f"not what the client expects: {problem.message}", place)


def _is_output(place: Location) -> bool:
    return place.span.of(place.source.text).startswith(("{{", "<<"))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _holds_text(value: Any, test: Callable[[str], bool]) -> bool:
    """Return True if some text of the data passes a test."""
    if isinstance(value, Mapping):
        return any(_holds_text(one, test) for one in value.values())
    if isinstance(value, list):
        return any(_holds_text(one, test) for one in value)
    return isinstance(value, str) and test(value)


def _is_hostile(text: str) -> bool:
    """Return True if a text tries to end the JSON string around it and to start another."""
    return _INJECTED in text


def _value_at(value: Any, leaf: Leaf) -> Any:
    for step in leaf:
        value = value[step]
    return value
