"""The settings around `properties` are not what the service knows.

Why: an unknown key or a wrong type is silently ignored, so the message goes out without the
setting. Liquid outside `properties` is not rendered at all.

Bad::

    # templates/t.json
    {"topic": ["orders"], "properties": {"title": "On its way"}}

Good::

    # templates/t.json
    {
      "topics": ["orders"],
      "expiration": {"type": "relative", "value": 30, "unit": "days"},
      "properties": {"title": "On its way"}
    }
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.rule import Finding, RuleContext, RuleMeta

META = RuleMeta(
    id="envelope-schema",
    summary="a setting of the template that the service does not know",
    severity=Severity.ERROR,
)


def check(context: RuleContext, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield what does not fit the template schema."""
    for problem in context.template.problems:
        if problem.kind == META.id:
            yield Finding(problem.place, problem.message, help=problem.help)
