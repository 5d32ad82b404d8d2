from inbox_toolkit.liquid.catalog.filters import FILTERS
from inbox_toolkit.liquid.filters.registry import lookup


def test_what_is_deprecated_names_what_to_write_in_its_place() -> None:
    for name in ("timezone", "htmlencode", "number_with_delimeter"):
        assert FILTERS[name].instead


def test_arguments_are_written_for_those_that_take_some() -> None:
    for name, facts in FILTERS.items():
        found = lookup(name)
        assert found is not None
        if found.most == 0:
            assert not facts.arguments, name


def test_customer_io_s_own_are_marked() -> None:
    assert FILTERS["pluralize"].is_own
    assert not FILTERS["upcase"].is_own
