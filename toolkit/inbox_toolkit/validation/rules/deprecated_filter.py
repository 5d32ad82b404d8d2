"""A filter that the current version of Liquid has replaced.

Why: the current version has a better filter for it, and keeps the old one only for templates that
have not been migrated.

Bad::

    "title": "You have {{ customer.points | number_with_delimeter }} points"

Good::

    "title": "You have {{ customer.points | format_number }} points"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="deprecated-filter",
    summary="a filter that the current version of Liquid has replaced",
    severity=Severity.WARNING,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per use; the legacy version has nothing else."""
    if context.template.version == "legacy":
        return
    for use in context.filters:
        spec = spec_of(use.name)
        if spec is None or spec.replacement is None:
            continue
        place = context.template.locate(use.name_span)
        help_text = f"use `{spec.replacement}`"
        fix = (
            Fix(help_text, (Edit(place.span, spec.replacement),))
            if spec_of(spec.replacement)
            else None
        )
        yield Finding(place, f"`{use.name}` is deprecated", help=help_text, fix=fix)
