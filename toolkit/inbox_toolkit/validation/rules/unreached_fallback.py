"""No case needs a fallback, or skips a block that has no ``else``.

Why: the message without that value is the one nobody has looked at.

Bad::

    "title": "Hi {{ customer.first_name | default: 'there' }}"

Good::

    "title": "Hi {{ customer.first_name | default: 'there' }}"
    # fixtures/profiles/bob.json
    {"id": "u2"}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.compiler.program import Arm
from inbox_toolkit.validation.rule import Finding, RuleMeta, Subject

META = RuleMeta(
    id="unreached-fallback",
    summary="a fallback that no case needs, or a block that no case skips",
    severity=Severity.INFO,
)

_SAYS = {
    "default": "no case needs this fallback",
    "else": "every case goes into this block",
    "case-else": "in every case one of the values of this `case` matches",
    "for-else": "in every case this loop has an item",
}


def check(subject: Subject, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield one finding per arm that is not written, or steps in, in no case."""
    arms = subject.template.program.arms if subject.outcomes else ()
    for number, arm in enumerate(arms):
        if number in subject.arms or (arm.is_written and arm.kind != "default"):
            continue
        if not any(_is_inside(arm, other) for other in _written(subject)):
            yield Finding(
                subject.template.locate(arm.tag_span),
                _SAYS[arm.kind],
                help="add a fixture that lacks the value, to see the message without it",
            )


def _written(subject: Subject) -> Iterator[Arm]:
    """Yield the written arms that no case reaches: those are reported themselves."""
    for number, arm in enumerate(subject.template.program.arms):
        if number not in subject.arms and arm.is_written and arm.kind != "default":
            yield arm


def _is_inside(arm: Arm, outer: Arm) -> bool:
    return outer.span.start <= arm.span.start and arm.span.end <= outer.span.end
