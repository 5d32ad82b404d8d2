"""A fixture does not have the shape of what it stands for.

Why: a profile, message data, snippets and objects are JSON objects; anything else cannot be
what the service would hand to the template.

Bad::

    # fixtures/profiles/ada.json
    ["Ada", "Lovelace"]

Good::

    # fixtures/profiles/ada.json
    {"first_name": "Ada", "last_name": "Lovelace"}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.rule import Finding, RuleContext, RuleMeta

META = RuleMeta(
    id="fixture-schema",
    summary="a fixture of the wrong shape",
    severity=Severity.ERROR,
)


def check(context: RuleContext, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield nothing for a template; the runner adds the fixtures."""
    for problem in context.template.problems:
        if problem.kind == META.id:
            yield Finding(problem.place, problem.message, help=problem.help)
