"""A fixture contains what looks like a real person's email address, phone or card number.

Why: fixtures are committed to the repository and shown in the preview, in reports and in CI logs.

Bad::

    # fixtures/profiles/ada.json
    {"id": "u1", "email": "ada.lovelace@gmail.com"}

Good::

    # fixtures/profiles/ada.json
    {"id": "u1", "email": "ada@example.com"}
"""

import re
from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, FixtureContext, RuleMeta

META = RuleMeta(
    id="personal-data-in-fixture",
    summary="a fixture with what looks like a real person's data",
    severity=Severity.WARNING,
    options={"domains": []},
)

_EMAIL = re.compile(r"[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
_PHONE = re.compile(r"(?<![\w+])\+\d[\d ().-]{8,16}\d(?!\w)")
_CARD = re.compile(r"(?<![\d-])(?:\d[ -]?){13,19}(?![\d-])")
_MADE_UP = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost)(?:\.(?:com|net|org))?$")
_FICTION = re.compile(
    r"555[ .-]?01\d\d|500\)?[ .-]?555[ .-]?00\d\d"
    r"|\+44[ .-]?(?:\(0\))?7700[ .-]?900|\+44[ .-]?20[ .-]?7946"
)
"""Numbers that no one has: reserved for fiction, and Twilio's magic numbers (+1 500 555 00xx)."""

_TEST_CARD = re.compile(r"40000[0-5]\d{10}")
"""Stripe's test cards by country and by outcome."""
_TEST_CARDS = frozenset(
    {
        "2223003122003222", "3056930009020004", "3566002020360505", "36227206271667",
        "371449635398431", "378282246310005", "4242424242424242", "5105105105105100",
        "5200828282828210", "5555555555554444", "6011000990139424", "6011111111111117",
        "6011981111111113", "6200000000000005", "6200000000000047", "6205500000000000004",
        "6555900000604105",
    }
)  # fmt: skip
"""The numbers that Stripe documents for tests (docs.stripe.com/testing)."""


def check_fixture(context: FixtureContext) -> Iterator[Finding]:
    """Yield one finding per address, number or card."""
    if context.fixture is None:
        return
    source, own_domains = context.source, context.options(META)["domains"]
    text = source.text
    for found in _EMAIL.finditer(text) if "@" in text else ():
        domain = found["domain"].lower()
        if not _MADE_UP.search(domain) and domain not in own_domains:
            yield _finding(source, found, "email address", "use one at example.com")
    for found in _PHONE.finditer(text) if "+" in text else ():
        if not _FICTION.search(found[0]):
            yield _finding(
                source, found, "phone number", "use one that is reserved for fiction: 555-0100"
            )
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        is_test = digits in _TEST_CARDS or _TEST_CARD.fullmatch(digits)
        if _is_card(digits) and not is_test:
            yield _finding(source, found, "card number", "remove it")


def _finding(source: Source, found: re.Match[str], what: str, help_text: str) -> Finding:
    place = Location(source, Span(*found.span()))
    return Finding(place, f"this looks like a real person's {what}", help=help_text)


def _is_card(digits: str) -> bool:
    """Return True if digits start like a card number and pass the Luhn check."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + at % 2)
        total += value - 9 if value > 9 else value
    return digits[0] in "3456" and total % 10 == 0
