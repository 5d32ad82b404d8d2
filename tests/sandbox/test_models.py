"""What a delivery says of itself."""

import base64
from dataclasses import replace

import pytest
from inbox_toolkit.sandbox.models import Delivery, Finding, new_delivery_id
from inbox_toolkit.sandbox.people import Person

ONE = Delivery(1, "x=", "t", 1, Person("c", {}), {}, 0.0)
FINDING = Finding("blank-value", "error", "m", "f", 1, 1)


@pytest.mark.parametrize("state", ["sent", "failed", "drafted"])
def test_the_state_follows_from_the_metrics(state: str) -> None:
    assert replace(ONE, metrics={"created": 1, state: 1}).state == state
    assert ONE.state == "queued"


def test_clean_means_sent_without_an_error_or_a_warning() -> None:
    sent = replace(ONE, metrics={"sent": 1})
    assert sent.is_clean
    assert replace(sent, findings=(replace(FINDING, severity="info"),)).is_clean
    assert not replace(sent, findings=(FINDING,)).is_clean
    assert not ONE.is_clean


def test_an_inbox_holds_what_is_neither_removed_nor_expired() -> None:
    sent = replace(ONE, payload={"a": 1}, expires_at=100.0)
    assert sent.in_inbox(99)
    assert not sent.in_inbox(100)
    assert replace(sent, expires_at=None).in_inbox(1e12)
    assert not replace(sent, removed=True).in_inbox(0)
    assert not ONE.in_inbox(0)


def test_ids_look_as_the_services_do() -> None:
    one, other = new_delivery_id(), new_delivery_id()
    assert one != other
    assert (one[:2], one[-1], len(base64.urlsafe_b64decode(one))) == ("dg", "=", 26)
