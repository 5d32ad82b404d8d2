"""The versions of Liquid, and who says what exists in them."""

LIQUIDJS_10_16 = "liquidjs 10.16.1"
"""The engine of latest Liquid on 23 September 2026; as a version, latest with its older filters."""

BOTH = frozenset({"latest", "legacy"})
LATEST = frozenset({"latest"})
LEGACY = frozenset({"legacy"})

DOCS = "docs.customer.io/journeys/liquid-tag-list"
"""Customer.io's own list of tags and filters."""

UPGRADE = "docs.customer.io/journeys/liquid-upgrade"
"""Customer.io's page on what changed from legacy to latest Liquid."""

LIQUIDJS = "liquidjs.com, and liquidjs 10.26.0 itself"
"""The engine of latest Liquid."""

LEGACY_ENGINE = "Customer.io's own fork of Shopify Liquid"
"""The engine of legacy Liquid."""
