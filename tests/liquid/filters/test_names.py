from inbox_toolkit.liquid.filters.registry import LATEST, LATEST_ONLY, LEGACY


def _all(rooms: dict[str, frozenset[str]]) -> set[str]:
    return {name for names in rooms.values() for name in names}


def test_all_of_customer_io_s_filters_are_there() -> None:
    assert len(_all(LATEST)) == 115  # 104 listed ones, and what liquidjs has besides


def test_legacy_knows_all_but_what_came_with_latest() -> None:
    assert _all(LATEST) - _all(LEGACY) == LATEST_ONLY
    assert _all(LATEST) >= _all(LEGACY)
