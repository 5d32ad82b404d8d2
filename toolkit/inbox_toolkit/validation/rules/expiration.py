"""The expiration is too long, in the past, or missing.

Why: the service keeps a message for at most 60 days. If no expiration is given, its documentation
says 60 days in one place and 30 in another.

Bad::

    # templates/t.json
    {
      "expiration": {"type": "relative", "value": 90, "unit": "days"},
      "properties": {"title": "Hello"}
    }

Good::

    # templates/t.json
    {
      "expiration": {"type": "relative", "value": 30, "unit": "days"},
      "properties": {"title": "Hello"}
    }
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.envelope import SECONDS, Expiration
from inbox_toolkit.template.locations import has_own_envelope, setting_location
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="expiration",
    summary="an expiration that is too long, in the past, or missing",
    severity=Severity.WARNING,
    options={"days": 60},
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield at most one finding; a translation has its base's settings."""
    if not has_own_envelope(context.template):
        return
    wrong = _wrong(
        context.template.envelope.expiration, context.options(META)["days"], context.now.timestamp()
    )
    if wrong:
        message, help_text = wrong
        yield Finding(setting_location(context.template, "expiration"), message, help=help_text)


def _wrong(expiration: Expiration | None, days: int, now: float) -> tuple[str, str] | None:
    most = days * SECONDS["days"]
    if expiration is None:
        return (
            "no expiration is given",
            "say how long the message is useful: "
            '"expiration": {"type": "relative", "value": 30, "unit": "days"}',
        )
    lasts = expiration.seconds
    if lasts is None:
        lasts = int(expiration.value - now)
        if lasts <= 0:
            return (
                "this message expires before it is sent",
                "use a future time, or a relative expiration",
            )
    if lasts > most:
        return (
            f"this expires in more than {days} days",
            f"the service keeps a message for at most {days} days",
        )
    return None
