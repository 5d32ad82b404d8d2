"""A template or fixture is not valid JSON, Liquid aside.

Why: JSON parsers reject a trailing comma and lose one of two equal keys, and the service parses the
rendered text as JSON.

Bad::

    "body": "On its way",
    "body": "Sent"

Good::

    "body": "On its way"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.rule import Finding, FixtureContext, RuleMeta, TemplateContext

META = RuleMeta(
    id="json-syntax",
    summary="a template or fixture that is not valid JSON",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield what the JSON reader found in the template."""
    for problem in context.template.problems:
        if problem.kind == META.id:
            yield Finding(problem.place, problem.message, help=problem.help)


def check_fixture(context: FixtureContext) -> Iterator[Finding]:
    """Yield what the JSON reader found in the fixture."""
    return context.problems_of("json")
