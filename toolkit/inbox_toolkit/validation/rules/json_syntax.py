"""A template or fixture is not JSON once its Liquid is set aside.

Why: a trailing comma or a key that stands twice is lost or refused by every JSON reader, and the
service reads the rendered text with one.

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
    summary="a template or fixture that is not JSON",
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
