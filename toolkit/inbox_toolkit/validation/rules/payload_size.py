"""A rendered message is very large.

Why: every device that opens the inbox downloads all messages in full.

Bad::

    "title": "Hello",
    "body": {{ trigger.text | json }}
    # inbox.toml
    [validate.options.payload-size]
    bytes = 64
    # fixtures/message_data/t/standard.json
    {"text": "This is far more text than anyone has agreed to put in here."}

Good::

    "title": "Hello"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="payload-size",
    summary="a very large rendered message",
    severity=Severity.WARNING,
    options={"bytes": 32_768},
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding for the largest of a template's cases."""
    most = context.options(META)["bytes"]
    large = {
        one.case.label: size
        for one in context.outcomes
        if len(one.text) * 4 > most and (size := len(one.text.encode())) > most
    }
    body = context.template.body
    if large and body:
        start = body.span.start
        yield Finding(
            context.template.locate(Span(start, start + 1)),
            f"this message has {max(large.values()):,} bytes, more than {most:,}, "
            f"in {context.share(len(large))}",
            help="send less, and let the app fetch the rest",
            cases=tuple(large),
        )
