"""What there is in the dialect: filters, tags and roots, who says so, and what nobody says.

``FILTERS`` (in ``filter_facts.py``), ``ROOTS`` (in ``root_facts.py``), ``TAGS``, ``CHOICES``. A
choice is a point that no page states or that two pages state differently; this is the one table
of what we do there.
"""

from inbox_toolkit.liquid.catalog.specs import TagSpec
from inbox_toolkit.liquid.filters.spec import LATEST, LIQUIDJS

_T = TagSpec

TAGS: dict[str, TagSpec] = {
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
            open_point="random-range",
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


def tag_names(version: str) -> frozenset[str]:
    """Return the names of the tags of a version, those that open or stand alone."""
    return frozenset(name for name, facts in TAGS.items() if version in facts.versions)
