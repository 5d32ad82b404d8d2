"""A filter or tag stops the rendering in some case, though every variable has a value.

Why: the service gives up the whole message at the first such failure, after having accepted it.

Bad::

    "when": "{{ trigger.at | date: '%d %B', 'Mars/Phobos' }}"

Good::

    "when": "{{ trigger.at | date: '%d %B', 'Europe/Paris' }}"
"""

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.diagnostics.diagnostic import Severity
from toolkit.text.span import Span
from toolkit.validation.rule import Finding, RuleMeta, Subject

META = RuleMeta(
    id="render-failure",
    summary="a filter or tag stops the rendering in some case",
    severity=Severity.ERROR,
)


def check(subject: Subject, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield one finding per place and message."""
    failing: dict[tuple[Span, str], list[str]] = {}
    for outcome in subject.outcomes:
        for failure in outcome.rendered.failures:
            if failure.path is None:
                failing.setdefault((failure.span, failure.message), []).append(outcome.case.label)
    many = len(subject.outcomes)
    for (span, message), cases in failing.items():
        labels = tuple(dict.fromkeys(cases))
        yield Finding(
            subject.template.locate(span),
            f"{message}, in {len(labels)} of {many} case{'s' * (many != 1)}",
            notes=("the service would accept the send and then fail the delivery",),
            help="mend the value in the fixture, or guard this place",
            cases=labels,
        )
