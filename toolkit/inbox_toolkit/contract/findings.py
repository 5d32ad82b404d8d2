"""Shows what a contract found wrong with its template, as findings with their places."""

from collections.abc import Iterator

from inbox_toolkit.contract.infer import Contract, Contradiction, Unsettled
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report, Severity, in_order
from inbox_toolkit.template.template import Template


def report_of(template: Template, contracts: list[Contract]) -> Report:
    """Return the report of one template's contracts: contradictions, and what stays unsaid."""
    found = [one for contract in contracts for one in _found(template, contract)]
    return Report(in_order(found), templates=1, cases=0)


def _found(template: Template, contract: Contract) -> Iterator[Diagnostic]:
    for one in contract.contradictions:
        yield conflict(template, one)
    for open_end in contract.unsettled:
        yield _unsettled(template, open_end)


def conflict(template: Template, one: Contradiction) -> Diagnostic:
    """Return the finding of a path that is used as two things, with both places."""
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
        help="no value is both: read two different members, or mend one of the places",
    )


def _unsettled(template: Template, one: Unsettled) -> Diagnostic:
    place = template.locate(one.span)
    where = " and ".join(f"`{text}`" for text in one.conditions)
    return Diagnostic(
        "contract-condition",
        Severity.INFO,
        f"`{one.path}` may be needed where {where}" if where else f"`{one.path}` may be needed",
        place.source,
        place.span,
        help="JSON Schema cannot say this condition; print a fallback with `default` to be safe",
    )
