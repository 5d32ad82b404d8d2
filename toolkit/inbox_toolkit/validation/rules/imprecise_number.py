"""A number in a fixture that prints with other digits.

Why: the service computes with JavaScript's numbers, which hold whole numbers exactly up to 2^53. An
id above that is printed, and compared, as the nearest number that fits.

Bad::

    # fixtures/profiles/ada.json
    {"id": "u1", "account_id": 9007199254740993}

Good::

    # fixtures/profiles/ada.json
    {"id": "u1", "account_id": "9007199254740993"}
"""

import re
from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.javascript.values import to_text
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, FixtureContext, RuleMeta

META = RuleMeta(
    id="imprecise-number",
    summary="a number in a fixture that prints with other digits",
    severity=Severity.WARNING,
)

_LONG = re.compile(r"[0-9]{16}")
_STRING_OR_INTEGER = re.compile(
    r'"(?:[^"\\]|\\.)*+"|(?<![\w.+-])(-?[0-9]{16,})(?![\w.])', re.DOTALL
)


def check_fixture(context: FixtureContext) -> Iterator[Finding]:
    """Yield one finding per whole number that a double cannot hold."""
    if context.fixture is None or not _LONG.search(context.source.text):
        return
    for found in _STRING_OR_INTEGER.finditer(context.source.text):
        digits = found[1]
        printed = to_text(float(digits)) if digits and len(digits) < 300 else digits
        if digits and printed != digits:
            yield Finding(
                Location(context.source, Span(*found.span(1))),
                f"this number prints as {printed}",
                label="JavaScript's numbers are exact up to 2^53",
                help=f'send it as text: "{digits}"' if len(digits) <= 40 else "send it as text",
            )
