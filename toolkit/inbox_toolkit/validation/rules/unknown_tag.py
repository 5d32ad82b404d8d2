"""A tag that the service does not have.

Why: the service refuses to save a template with an unknown tag.

Bad::

    "title": "{% include 'greeting' %}"

Good::

    "title": "{{ snippets.greeting }}"
    # fixtures/snippets.json
    {"greeting": "Hello"}
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.errors import UnknownTagError
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unknown-tag",
    summary="a tag that the service does not have",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per tag."""
    for error in context.template.parsed.errors:
        if isinstance(error, UnknownTagError):
            place = context.template.locate(error.span)
            yield Finding(place, error.message, help=error.help or "")
