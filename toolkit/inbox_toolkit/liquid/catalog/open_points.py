"""Points that no page of Customer.io settles, or that two pages settle differently, and what we do.

This is the one table of them: a filter, tag or root names its point by ``open_point``.
"""

from dataclasses import dataclass

from inbox_toolkit.liquid.catalog.sources import LIQUIDJS


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something no page states: what is known, and the safest behaviour, which we have."""

    id: str
    question: str
    evidence: str
    choice: str
    source: str


_P = OpenPoint

OPEN_POINTS: dict[str, OpenPoint] = {
    choice.id: choice
    for choice in (
        _P(
            "escape",
            "Does `escape` percent-encode?",
            "the upgrade page says no longer; a live email of September 2026 came out encoded",
            "HTML entities in latest, percent-encoding in legacy; use url_encode for links",
            "docs.customer.io/journeys/liquid-upgrade",
        ),
        _P(
            "absent-root",
            "Is a root of another kind of message empty or an error?",
            "one page says it renders empty, an editor was seen to refuse it",
            "it renders empty, and an error is reported",
            "docs.customer.io/journeys/webhook-triggered-campaigns",
        ),
        _P(
            "no-data",
            "What is `trigger` where a send carries no message data?",
            "null or an empty object",
            "an empty object: what is read from it is missing, conditions pass",
            "the strict side of the two",
        ),
        _P(
            "engine-version",
            "Which liquidjs renders a message?",
            "10.16.1 was in service on 23 September 2026, 10.26.0 from 26 September on",
            "10.26.0; the rule engine-version tells what 10.16.1 does otherwise",
            "a renderer by an engineer of Customer.io that names its parity target",
        ),
        _P(
            "open-angle",
            "What does `strip_html` do with a `<` that no `>` follows?",
            "liquidjs 10.26.0 repeats the text before it until a string can hold no more",
            "the delivery fails, as with any other failure of a filter",
            LIQUIDJS,
        ),
        _P(
            "random-range",
            "From where to where does `random 3` count?",
            "no page states it",
            "from 0 to 2, seeded for each case",
            "docs.customer.io/journeys/liquid-tag-list",
        ),
        _P(
            "documented-otherwise",
            "Which holds where an example and the engine differ?",
            "07th or 7th, slice with a quoted number, an apostrophe lost in url_decode",
            "the engine; slice takes a quoted number as well",
            LIQUIDJS,
        ),
        _P(
            "modulo-sign",
            "Which sign has `modulo`?",
            "the page says always positive, the engine takes the dividend's",
            "the engine's; for positive numbers both agree",
            LIQUIDJS,
        ),
        _P(
            "size-equals",
            "Can `.size` be compared with `==`?",
            "the page says it cannot, the engine can",
            "it can; `> 0` is safe either way",
            "docs.customer.io/journeys/liquid-tag-list",
        ),
        _P(
            "group-separators",
            "Which spaces group digits in French and others?",
            "ICU writes U+202F or U+00A0",
            "what CLDR has",
            "unicode.org/reports/tr35",
        ),
        _P(
            "month-end",
            "What is a month after 31 January?",
            "no page states it",
            "the last day of February, counted in UTC",
            "docs.customer.io/journeys/liquid-tag-list",
        ),
        _P(
            "no-example",
            "What exactly does a filter do that is listed without an example?",
            "its name",
            "the plain meaning of its name",
            "docs.customer.io/journeys/liquid-tag-list",
        ),
    )
}
"""Open points by id."""
