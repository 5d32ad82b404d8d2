"""Diagnostics about a contract: contradictions, and conditions that JSON Schema cannot state."""

from collections.abc import Iterator

from inbox_toolkit.contract.inference.infer import Contract, Contradiction, Unsettled
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report, Severity, sort_diagnostics
from inbox_toolkit.template.template import Template


def contract_report(template: Template, contract: Contract) -> Report:
    """Return the diagnostics of one contract of a template."""
    return Report(sort_diagnostics(list(_diagnostics(template, contract))), templates=1, cases=0)


def _diagnostics(template: Template, contract: Contract) -> Iterator[Diagnostic]:
    for contradiction in contract.contradictions:
        yield conflict_diagnostic(template, contradiction)
    for unsettled in contract.unsettled:
        yield _condition_diagnostic(template, unsettled)


def conflict_diagnostic(template: Template, one: Contradiction) -> Diagnostic:
    """Return the diagnostic of a path that is used as two incompatible types."""
    place, first = template.locate(one.second), template.locate(one.first)
    at = first.source.position(first.span.start)
    return Diagnostic(
        "contract-conflict",
        Severity.ERROR,
        f"`{one.path}` is used as {one.second_use} here and as {one.first_use} elsewhere",
        place.source,
        place.span,
        label=f"{one.second_use} here",
        notes=(f"{one.first_use} at {first.source.name}:{at.line}:{at.column}",),
        help="no value is both: read two different members, or fix one of the two places",
    )


def _condition_diagnostic(template: Template, one: Unsettled) -> Diagnostic:
    place = template.locate(one.span)
    conditions = " and ".join(f"`{text}`" for text in one.conditions)
    where = f" where {conditions}" if conditions else ""
    if one.is_required:
        message = f"`{one.path}` is required, though only needed{where}"
        hint = "JSON Schema cannot state this condition; with a fallback (`default`) it is optional"
    else:
        message = f"`{one.path}` may be needed{where}"
        hint = "JSON Schema cannot state this condition; print a fallback with `default` to be safe"
    return Diagnostic(
        "contract-condition", Severity.INFO, message, place.source, place.span, help=hint
    )
