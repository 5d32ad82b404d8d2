"""A name that the template assigns has no value on some way through it.

Why: an ``assign`` or ``capture`` that stands in a branch or in a loop may not run. Whoever takes
the other way gets no message: printing a name without a value fails the delivery.

Bad::

    "title": "{% if customer.tier == 'gold' %}{% assign hello = 'Dear' %}{% endif %}{{ hello }}"

Good::

    "title": "{% assign hello = 'Hi' %}{% if customer.tier == 'gold' %}{% assign hello = 'Dear' %}{% endif %}{{ hello }}"
"""  # noqa: E501 - a template has no line breaks in a string

from collections.abc import Iterator

from inbox_toolkit.analysis.read_site import ReadSite
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="possibly-unset",
    summary="a name that is only assigned on some ways through the template",
    severity=Severity.WARNING,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place; those that fail in a case are missing-value's to report."""
    for read in context.analysis.reads:
        if read.span in context.failed_spans or read.unset not in context.analysis.assigned:
            continue
        if read.can_fail and not read.unknown:
            yield _finding(context, read, f"`{read.unset}` can be without a value here", _way(read))
        elif read.unknown and not read.can_fail:
            message = f"`{read.unset}` has no value yet here: it is only assigned further down"
            yield _finding(context, read, message, "always without a value")


def _way(read: ReadSite) -> str:
    """Say on which way nothing assigns the name."""
    if not read.unset_where:
        return "not assigned on every way to this place"
    shown = " and ".join(f"`{condition}`" for condition in read.unset_where[:3])
    more = ", and more" if len(read.unset_where) > 3 else ""
    return f"not assigned where {shown}{more}"


def _finding(context: TemplateContext, read: ReadSite, message: str, label: str) -> Finding:
    return Finding(
        context.template.locate(read.span),
        message,
        label=label,
        help=f"assign `{read.unset}` a value first, on every way, "
        f"or print a fallback: {{{{ {read.path} | default: '...' }}}}",
    )
