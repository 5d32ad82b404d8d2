"""What there is in the dialect: filters, tags and roots, who says so, and what nobody says.

``FILTERS`` (in ``filter_facts.py``), ``ROOTS`` (in ``root_facts.py``), ``TAGS``, ``CHOICES``. A
choice is a point that no page states or that two pages state differently; this is the one table
of what we do there.
"""

from inbox_toolkit.liquid.catalog.filters import FILTERS
from inbox_toolkit.liquid.catalog.specs import LATEST, LIQUIDJS, Choice, TagFacts

_T = TagFacts

TAGS: dict[str, TagFacts] = {
    facts.name: facts
    for facts in (
        _T("#", "{% # comment %}", LATEST, LIQUIDJS, is_listed=False),
        _T("assign", "{% assign name = value %}"),
        _T("break", "{% break %}", LATEST),
        _T("capture", "{% capture name %}...{% endcapture %}"),
        _T("case", "{% case x %}{% when 1 %}...{% else %}...{% endcase %}"),
        _T("comment", "{% comment %}...{% endcomment %}"),
        _T("continue", "{% continue %}", LATEST, LIQUIDJS, is_listed=False),
        _T("cycle", "{% cycle 'odd', 'even' %}"),
        _T("decrement", "{% decrement name %}", source=LIQUIDJS, is_listed=False),
        _T("echo", "{% echo x %}", LATEST, LIQUIDJS, is_listed=False),
        _T("for", "{% for item in list %}...{% endfor %}"),
        _T("if", "{% if x %}...{% elsif y %}...{% else %}...{% endif %}"),
        _T("increment", "{% increment name %}", source=LIQUIDJS, is_listed=False),
        _T("liquid", "{% liquid ... %}", LATEST, LIQUIDJS, is_listed=False),
        _T("raw", "{% raw %}...{% endraw %}"),
        _T("tablerow", "{% tablerow x in list %}...{% endtablerow %}", is_listed=False),
        _T("unless", "{% unless x %}...{% endunless %}"),
        _T("generate_uuid", "{% generate_uuid %}", is_own=True, prints="a random id"),
        _T(
            "random",
            "{% random 3 %}",
            is_own=True,
            prints="a random whole number",
            uncertain="random-range",
        ),
        _T("render_liquid", "{% render_liquid a.b %}", is_own=True, prints="the Liquid in a value"),
        *(
            _T(name, f"{{% {name} %}}", is_own=True, applies=False)
            for name in (
                "cio_link",
                "cio_link_id",
                "countdown",
                "manage_subscription_preferences_url",
                "subscription_topic_name",
                "tracking_consent_url",
                "unsubscribe",
                "unsubscribe_url",
                "view_in_browser",
                "view_in_browser_url",
            )
        ),
    )
}
"""Tags by name; those that do not apply to an inbox message print nothing here."""

_C = Choice

CHOICES: dict[str, Choice] = {
    choice.id: choice
    for choice in (
        _C(
            "escape",
            "Does `escape` percent-encode?",
            "the upgrade page says no longer; a live email of September 2026 came out encoded",
            "HTML entities in latest, percent-encoding in legacy; use url_encode for links",
            "docs.customer.io/journeys/liquid-upgrade",
        ),
        _C(
            "absent-root",
            "Is a root of another kind of message empty or an error?",
            "one page says it renders empty, an editor was seen to refuse it",
            "it renders empty, and an error is reported",
            "docs.customer.io/journeys/webhook-triggered-campaigns",
        ),
        _C(
            "no-data",
            "What is `trigger` where a send carries no message data?",
            "null or an empty object",
            "an empty object: what is read from it is missing, conditions pass",
            "the strict side of the two",
        ),
        _C(
            "unknown-filter",
            "Does an unknown filter fail?",
            "liquidjs passes the value on unless strictFilters is on; no page says if it is",
            "the value passes on, and an error is reported",
            LIQUIDJS,
        ),
        _C(
            "open-angle",
            "What does `strip_html` do with a `<` that no `>` follows?",
            "liquidjs 10.26.0 repeats the text before it until a string can hold no more",
            "the delivery fails, as with any other failure of a filter",
            LIQUIDJS,
        ),
        _C(
            "random-range",
            "From where to where does `random 3` count?",
            "no page states it",
            "from 0 to 2, seeded for each case",
            "docs.customer.io/journeys/liquid-tag-list",
        ),
        _C(
            "documented-otherwise",
            "Which holds where an example and the engine differ?",
            "07th or 7th, slice with a quoted number, an apostrophe lost in url_decode",
            "the engine; slice takes a quoted number as well",
            LIQUIDJS,
        ),
        _C(
            "modulo-sign",
            "Which sign has `modulo`?",
            "the page says always positive, the engine takes the dividend's",
            "the engine's; for positive numbers both agree",
            LIQUIDJS,
        ),
        _C(
            "size-equals",
            "Can `.size` be compared with `==`?",
            "the page says it cannot, the engine can",
            "it can; `> 0` is safe either way",
            "docs.customer.io/journeys/liquid-tag-list",
        ),
        _C(
            "group-separators",
            "Which spaces group digits in French and others?",
            "ICU writes U+202F or U+00A0",
            "what CLDR has",
            "unicode.org/reports/tr35",
        ),
        _C(
            "month-end",
            "What is a month after 31 January?",
            "no page states it",
            "the last day of February, counted in UTC",
            "docs.customer.io/journeys/liquid-tag-list",
        ),
        _C(
            "no-example",
            "What exactly does a filter do that is listed without an example?",
            "its name",
            "the plain meaning of its name",
            "docs.customer.io/journeys/liquid-tag-list",
        ),
    )
}
"""What no page states, by id."""


def filter_names(version: str) -> frozenset[str]:
    """Return the names of the filters of a version of the dialect."""
    return frozenset(name for name, facts in FILTERS.items() if version in facts.versions)


def tag_names(version: str) -> frozenset[str]:
    """Return the names of the tags of a version, those that open or stand alone."""
    return frozenset(name for name, facts in TAGS.items() if version in facts.versions)
