from inbox_toolkit.liquid.catalog.open_points import OPEN_POINTS
from inbox_toolkit.liquid.catalog.roots import ROOTS
from inbox_toolkit.liquid.filters.registry import specs
from inbox_toolkit.liquid.syntax.tags.registry import TAGS


def test_every_open_point_that_is_named_is_described() -> None:
    named = [spec.open_point for version in ("latest", "legacy") for spec in specs(version)]
    named += [tag.open_point for tag in TAGS.values()]
    named += [root.open_point for root in ROOTS.values()]
    assert {point for point in named if point} <= set(OPEN_POINTS)
    assert all(one.choice and one.source for one in OPEN_POINTS.values())
