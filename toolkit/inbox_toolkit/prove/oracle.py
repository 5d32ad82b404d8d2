"""Says what is wrong with one rendered case, if anything: the ways in which a template fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment, seed_of
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
    """What is wrong with a case, and where in the template's file."""

    kind: Kind
    message: str
    place: Location


@dataclass(frozen=True)
class Oracle:
    """Judges the cases of one template; ``output`` is the contract of its payload, if any."""

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
        """Return what is wrong with a case, the worst alone."""
        template = self.template
        for failure in outcome.rendered.failures:
            kind: Kind = "missing-value" if failure.path else "render-failure"
            return Failure(kind, failure.message, template.locate(failure.span))
        if outcome.payload_error is not None:
            return Failure("not-json", outcome.payload_error.message, outcome.payload_error.place)
        return self._injected(outcome) or self._nonsense(outcome) or self._misfit(outcome)

    def _whole(self) -> Location:
        body = self.template.body
        span = body.span if body else Span(0, 1)
        return self.template.locate(span._replace(end=span.start + 1))

    def _injected(self, outcome: Outcome) -> Failure | None:
        """Return a failure if a text changed the structure: render again without that text."""
        case = outcome.case
        calm_data, calm_profile = _neutralized(case.message_data), _neutralized(case.profile.data)
        if calm_data == case.message_data and calm_profile == case.profile.data:
            return None
        calm = self.outcome(calm_data, calm_profile)
        is_comparable = (
            calm.payload is not None
            and calm.rendered.taken_branches == outcome.rendered.taken_branches
        )
        if not is_comparable or _structure(calm.payload) == _structure(outcome.payload):
            return None
        return Failure(
            "injection", "a text of the data changes the payload's members", self._whole()
        )

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
            is_own = printed == piece.span.of(text) or _holds_text(roots, printed.strip())
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


def _holds_text(value: Any, text: str) -> bool:
    """Return True if data holds a text, which is then printed as it is."""
    if isinstance(value, Mapping):
        return any(_holds_text(one, text) for one in value.values())
    if isinstance(value, list):
        return any(_holds_text(one, text) for one in value)
    return isinstance(value, str) and value == text


def _neutralized(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _neutralized(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_neutralized(one) for one in value]
    return "x" if isinstance(value, str) and _INJECTED in value else value


def _structure(value: Any) -> Any:
    """Return the structure of a payload alone."""
    if isinstance(value, Mapping):
        return {name: _structure(one) for name, one in value.items()}
    return [_structure(one) for one in value] if isinstance(value, list) else None
