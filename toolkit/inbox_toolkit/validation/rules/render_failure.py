"""A filter or tag stops the rendering in some case, though every variable has a value.

Why: the service gives up the whole message at the first such failure, after having accepted it.
What stops it: a time zone, currency or language that does not exist; ``url_decode`` of a ``%``
that begins no code; ``from_json`` of what is no JSON; in legacy Liquid, a division by 0; and
``strip_html`` of a text with a ``<`` that no ``>`` follows, such as ``1 < 2``, since the engine
repeats what stands before it until no string can hold it. A fixture with such a text shows it
before a customer does.

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
    summary="a filter or tag stops the rendering in some case",
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
            help=failure.help or "mend the value in the fixture, or guard this place",
            cases=labels,
        )
