"""A file of the project cannot be read.

Why: what is not read is not checked, and a message that nobody checked may fail.

Bad::

    # fixtures/profiles/ada.json in utf-16
    {"first_name": "Ada"}

Good::

    # fixtures/profiles/ada.json in utf-8
    {"first_name": "Ada"}
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.rule import Finding, FixtureContext, RuleMeta, TemplateContext

META = RuleMeta(
    id="unreadable-file",
    summary="a file of the project that cannot be read",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield why the template cannot be read."""
    for problem in context.template.problems:
        if problem.kind == META.id:
            yield Finding(problem.place, problem.message, help=problem.help)


def check_fixture(context: FixtureContext) -> Iterator[Finding]:
    """Yield why the fixture cannot be read."""
    return context.problems_of("unreadable")
