"""A filter or tag stops rendering in some case, although every variable has a value.

Why: the service accepts the send, then abandons the whole message at the first failure. Causes
include an unknown time zone, currency or language, ``url_decode`` of a ``%`` that starts no escape
sequence, ``from_json`` of text that is not JSON, division by 0 (legacy Liquid only), and
``strip_html`` of text with an unclosed ``<`` such as ``1 < 2``, for which the engine's output grows
beyond any limit. Add a fixture with such a text, so that you see it before a customer does.

Bad::

    "when": "{{ trigger.at | date: '%d %B', 'Mars/Phobos' }}"

Good::

    "when": "{{ trigger.at | date: '%d %B', 'Europe/Paris' }}"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.runtime.result import Failure
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="render-failure",
    summary="a filter or tag that stops rendering in some case",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place and message."""
    failing: dict[Failure, list[str]] = {}
    for outcome in context.outcomes:
        for failure in outcome.rendered.failures:
            if failure.path is None:
                failing.setdefault(failure, []).append(outcome.case.label)
    many = len(context.outcomes)
    for failure, cases in failing.items():
        labels = tuple(dict.fromkeys(cases))
        yield Finding(
            context.template.locate(failure.span),
            f"{failure.message}, in {len(labels)} of {quantity(many, 'case')}",
            notes=("the service would accept the send and then fail the delivery",),
            help=failure.help or "correct the value in the fixture, or guard this with a condition",
            cases=labels,
        )
