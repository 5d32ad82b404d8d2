"""Renders a stored delivery with the project's template and checks it against the rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.sandbox.catalog import Catalog
from inbox_toolkit.sandbox.models import Delivery, Finding, RenderResult
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.template.envelope import Expiration
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.runner import validate_case

DAY = 86_400


@dataclass(frozen=True, slots=True)
class DeliveryContext:
    """What the deliveries of a batch share; ``default_days`` is the default expiration."""

    catalog: Catalog
    snippets: Mapping[str, str] = field(default_factory=dict)
    default_days: int = 30


def render_delivery(
    delivery: Delivery, person: Person, context: DeliveryContext, *, now: float
) -> RenderResult:
    """Render a delivery as of ``now`` (Unix seconds) and check it against the rules.

    Only the rules about single cases are run, or all of them if the template cannot be rendered:
    what is true of every send is for ``inbox validate`` to report.
    """
    template = _template(context.catalog, delivery.template)
    if template is None:
        failure = f"the template {delivery.template} is no longer in the project"
        return RenderResult(delivery.number, now, failure)
    try:
        return _render(delivery, _case(template, person, delivery), context, now)
    except Exception as error:  # noqa: BLE001 - one delivery must not stop all others
        failure = f"the sandbox could not render it: this is a bug ({type(error).__name__})"
        return RenderResult(delivery.number, now, failure)


def _render(delivery: Delivery, case: Case, context: DeliveryContext, now: float) -> RenderResult:
    catalog = context.catalog
    environment = catalog.environment(datetime.fromtimestamp(now, UTC), context.snippets)
    outcome, report = validate_case(case, catalog.project, environment, catalog.case_settings)
    if outcome is None:
        outcome, report = validate_case(case, catalog.project, environment, catalog.settings)
    envelope = case.template.envelope
    return RenderResult(
        delivery.number,
        now,
        failure=_failure(outcome, report),
        text=outcome.text if outcome else "",
        payload=outcome.payload if outcome else None,
        findings=(
            *(_finding(one) for one in report.diagnostics if one.cases or outcome is None),
            *catalog.message_data_checks.findings(
                case.template, case.message_data, reported=_variables_without_value(outcome)
            ),
        ),
        topics=envelope.topics,
        type=envelope.type,
        expires_at=_expires(envelope.expiration, now, context.default_days),
    )


def _template(catalog: Catalog, label: str) -> Template | None:
    for one in catalog.messages:
        for template in (one.base, *one.translations.values()):
            if template.label == label:
                return template
    return None


def _case(template: Template, person: Person, delivery: Delivery) -> Case:
    data = delivery.request.get("message_data") or {}
    label = person.label.encode(
        "ascii", "backslashreplace"
    ).decode()  # a lone surrogate has no bytes
    return Case(
        template,
        Fixture(label, Source(label, ""), person.attributes),
        Fixture("the request", Source("the request", ""), data),
    )


def _variables_without_value(outcome: Outcome | None) -> frozenset[str]:
    """Return the variables that had no value where they were printed."""
    failures = outcome.rendered.failures if outcome else ()
    return frozenset(one.path for one in failures if one.path is not None)


def _failure(outcome: Outcome | None, report: Report) -> str | None:
    """Return why a delivery fails, in the service's words if they are known."""
    if outcome is None and report.crashes:
        return f"the sandbox could not render it: this is a bug ({report.crashes[0].rule})"
    if outcome is None:
        found = report.diagnostics
        return found[0].message if found else "the template cannot be rendered"
    if outcome.rendered.failures:
        return outcome.rendered.failures[0].message
    if outcome.payload_error is not None:
        return f"the rendered message is not JSON: {outcome.payload_error.message}"
    return None


_ONE_CASE = re.compile(",? in 1 of 1 case")


def _finding(one: Diagnostic) -> Finding:
    start = one.start
    message = _ONE_CASE.sub("", one.message, count=1)  # a request is not one of several cases
    return Finding(
        one.rule, one.severity.value, message, one.file, start.line, start.column, one.help
    )


def _expires(expiration: Expiration | None, now: float, default_days: int) -> float:
    if expiration is None:
        return now + default_days * DAY
    seconds = expiration.seconds
    return float(expiration.value) if seconds is None else now + seconds
