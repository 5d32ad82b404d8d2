"""The Liquid does not parse.

Why: the service refuses to save the template, so nothing can be sent with it.

Bad::

    "title": "{% if customer.first_name %}Welcome back"

Good::

    "title": "{% if customer.first_name %}Welcome back{% endif %}"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.errors import UnknownTagError
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="liquid-syntax",
    summary="Liquid that does not parse",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield every syntax error of the template, not only the first."""
    for error in context.template.parsed.errors:
        if not isinstance(error, UnknownTagError):
            place = context.template.locate(error.span)
            yield Finding(place, error.message, help=error.help or "")
