import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.appapi.deliveries import (
    Delivery,
    DeliveryEvent,
    read_delivery,
    undefined_variable,
)


def read(message: object) -> Delivery | None:
    return read_delivery({"message": message}, "d")


def test_moments_are_in_order_of_time_then_of_life() -> None:
    delivery = read({"metrics": {"opened": 9, "sent": 5, "created": 5, "odd": 5}})
    assert delivery is not None
    assert delivery.states == ("created", "sent", "odd", "opened")
    assert delivery.decisive_event == DeliveryEvent("sent", 5)


def test_a_failure_outweighs_a_success() -> None:
    delivery = read({"metrics": {"sent": 5, "failed": 4}, "failure_message": "undefined"})
    assert delivery is not None
    assert delivery.decisive_event == DeliveryEvent("failed", 4)
    assert delivery.failure_message == "undefined"


@pytest.mark.parametrize("message", [None, 3, [], "x"])
def test_no_message_is_no_delivery(message: object) -> None:
    assert read(message) is None


@pytest.mark.parametrize(
    "metrics", [None, [], {}, {"sent": None}, {"sent": True}, {"sent": "5"}, {"sent": -1}]
)
def test_metrics_that_say_nothing(metrics: object) -> None:
    assert read({"metrics": metrics, "failure_message": None}) == Delivery("d")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON, JSON)
def test_no_message_crashes(metrics: object, failure: object) -> None:
    assert read({"metrics": metrics, "failure_message": failure}) is not None


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ("undefined variable: trigger.order_id", "trigger.order_id"),
        ("Undefined variable: trigger.a[0].b, line:3, col:7", "trigger.a[0].b"),
        ("render: undefined variable: customer.name.", "customer.name"),
        ("tag not closed", None),
        ("", None),
        (None, None),
    ],
)
def test_the_variable_is_found_in_a_failure(message: str | None, path: str | None) -> None:
    assert undefined_variable(message) == path
