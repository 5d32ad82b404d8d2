from dataclasses import replace

import pytest
from inbox_toolkit.analysis.data_path import Element, Steps
from inbox_toolkit.analysis.fixture_lookup import FixtureLookup, nearest_name
from inbox_toolkit.project.fixtures import Fixture, Fixtures
from inbox_toolkit.text.source import Source


def fixture(name: str, data: dict[str, object]) -> Fixture:
    return Fixture(name, Source(f"{name}.json", ""), data)


ADA = fixture("ada", {"first_name": "Ada", "vip": False, "nick": None})
EVE = fixture("eve", {"nick": " "})
FULL = fixture("full", {"items": [{"price": 1}, {}], "none": []})
FACTS = FixtureLookup(Fixtures((ADA, EVE), {"t": (FULL,)}), "t")
PRICE: Steps = ("trigger", "items", Element(0), "price")


@pytest.mark.parametrize(
    ("steps", "never"),
    [
        (("customer", "first_name"), False),
        (("customer", "frist_name"), True),
        (("customer", "nick"), True),
        (("customer", "vip"), False),
        (("trigger", "none"), False),
        (("trigger", "none", Element(0), "x"), False),
        (PRICE, False),
        (("trigger", "items", Element(0), "prize"), True),
        (("objects", "x"), False),
    ],
)
def test_what_no_fixture_has(steps: Steps, never: bool) -> None:
    assert FACTS.is_never_there(steps) is never


def test_who_lacks_it() -> None:
    assert FACTS.lacking(("customer", "first_name")) == (EVE,)
    assert FACTS.lacking(PRICE) == (FULL,)


@pytest.mark.parametrize(
    ("steps", "meant"),
    [
        (("customer", "frist_name"), "customer.first_name"),
        (("trigger", "itmes", Element(0), "price"), "trigger.items[].price"),
        (("trigger", "items", Element(0), "prize"), "trigger.items[].price"),
        (("customer", "first_name"), ""),
        (("customer", "zzz"), ""),
    ],
)
def test_what_was_probably_meant(steps: Steps, meant: str) -> None:
    assert FACTS.suggestion(steps) == meant


def test_a_local_name_is_respelt_as_it_is_written() -> None:
    steps: Steps = ("trigger", "items", Element(0), "prize")
    assert FACTS.suggestion(steps, "item.prize") == "item.price"


def test_a_contract_knows_names_that_no_fixture_has() -> None:
    items = {"type": "array", "items": {"properties": {"colour": {}}}}
    schema = {"properties": {"items": items, "odd": {"properties": 7}}}
    facts = replace(FACTS, contracts={"trigger": schema})
    assert facts.suggestion(("trigger", "items", Element(0), "color")) == "trigger.items[].colour"
    assert facts.suggestion(("trigger", "items", Element(0), "colour")) == ""
    assert facts.suggestion(("trigger", "odd", "x")) == ""


def test_the_nearest_name() -> None:
    assert nearest_name("poitns", {"points", "name"}) == "points"
    assert nearest_name("x", {"points"}) == ""
