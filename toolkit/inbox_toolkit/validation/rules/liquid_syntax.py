"""The Liquid does not parse.

Why: the service refuses to save the template, so nothing can be sent with it.

Bad::

    "title": "{% if customer.first_name %}Welcome back"

Good::

    "title": "{% if customer.first_name %}Welcome back{% endif %}"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.errors import LiquidSyntaxError, UnknownTagError
from inbox_toolkit.validation.foreign_syntax import foreign_syntax
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="liquid-syntax",
    summary="Liquid that does not parse",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield every syntax error of the template, not only the first."""
    for problem in context.template.problems:
        if problem.kind == META.id:
            yield Finding(problem.place, problem.message, help=problem.help)
    text = context.template.body.text if context.template.body else ""
    for error in context.template.parsed.errors:
        if not isinstance(error, UnknownTagError):
            yield _finding(context, error, text)


def _finding(context: TemplateContext, error: LiquidSyntaxError, text: str) -> Finding:
    """Name what was written as in another language, if it was."""
    foreign = foreign_syntax(text, error.span)
    if foreign is None:
        place = context.template.locate(error.span)
        return Finding(place, error.message, help=error.help or "")
    location = context.template.locate(foreign.span)
    fix = None
    if foreign.replacement:
        fix = Fix(f"write {foreign.replacement}", (Edit(location.span, foreign.replacement),))
    return Finding(location, foreign.message, help=foreign.help, fix=fix)
