"""A setting outside ``properties`` is one that the service does not know.

Why: unknown keys and values of the wrong type are silently ignored, so the message goes out without
the setting. Liquid outside ``properties`` is not rendered at all.

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

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="envelope-schema",
    summary="a setting that the service does not know",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield what does not fit the template schema."""
    for problem in context.template.problems:
        if problem.kind == META.id:
            yield Finding(problem.place, problem.message, help=problem.help)
