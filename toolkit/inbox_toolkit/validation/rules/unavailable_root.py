"""A variable that only exists in other kinds of messages.

Why: a transactional inbox message has no event and no journey. The service prints nothing for them,
and delivers the message with a hole in it.

Bad::

    "title": "Your order {{ event.order_id }}"

Good::

    "title": "Your order {{ trigger.order_id }}"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.catalog.roots import UNAVAILABLE
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unavailable-root",
    summary="a variable that only exists in other kinds of messages",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place."""
    for read in context.analysis.reads:
        root = read.path.partition(".")[0].partition("[")[0]
        if root in UNAVAILABLE and not read.is_local:
            yield Finding(
                context.template.locate(read.span),
                f"`{root}` is always empty in an inbox message",
                label=f"belongs to {UNAVAILABLE[root]}",
                notes=("the message would be delivered with nothing here",),
                help="pass the value as message data and read it as `trigger.…`",
            )
