"""A template or fixture is not JSON once its Liquid is set aside.

Why: a trailing comma or a key that stands twice is lost or refused by every JSON reader, and the
service reads the rendered text with one.

Bad::

    "body": "On its way",
    "body": "Sent"

Good::

    "body": "On its way"
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.rule import Finding, RuleContext, RuleMeta

META = RuleMeta(
    id="json-syntax",
    summary="a template or fixture that is not JSON",
    severity=Severity.ERROR,
)


def check(context: RuleContext, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield what the JSON reader found in the template; the runner adds the fixtures."""
    for problem in context.template.problems:
        if problem.kind == META.id:
            yield Finding(problem.place, problem.message, help=problem.help)
