"""A delivery as the page shows it, and a message as the web SDK would hand it to an app."""

from inbox_toolkit.sandbox.models import Delivery, Finding
from inbox_toolkit.sandbox.page import delivery_view, message_view, person_view, row_view
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.wire import PersonView
from inbox_toolkit.web.wire import to_plain

ADA = Person("c1", {"id": "user_123", "email": "ada@example.com", "first_name": "Ada"})


def sent(**more: object) -> Delivery:
    known: dict[str, object] = {
        "metrics": {"sent": 2},
        "payload": {"title": "Hi"},
        "type": "notification",
        "topics": ("orders",),
        "sent_at": 2.5,
        "expires_at": 100.0,
        **more,
    }
    return Delivery(7, "id7=", "welcome", 44, ADA, {"message_data": {}}, 1.0, **known)  # type: ignore[arg-type]


def test_a_line_tells_sent_from_sent_with_findings() -> None:
    warned = Finding("link-scheme", "warning", "no", "t.json", 1, 1)
    assert row_view(sent()).is_clean
    assert not row_view(sent(findings=(warned,))).is_clean
    failed = row_view(sent(metrics={"failed": 2}, failure="undefined variable: trigger.x"))
    assert (failed.state, failed.failure) == ("failed", "undefined variable: trigger.x")


def test_a_message_has_the_keys_the_sdk_gives_an_app() -> None:
    assert to_plain(message_view(sent())) == {
        "messageId": "q7",
        "deliveryId": "id7=",
        "sentAt": "1970-01-01T00:00:02.500000Z",
        "expiresAt": "1970-01-01T00:01:40.000000Z",
        "opened": False,
        "properties": {"title": "Hi"},
        "type": "notification",
        "topics": ["orders"],
    }


def test_what_was_not_delivered_has_no_message() -> None:
    shown = delivery_view(sent(metrics={"failed": 2}, payload=None, text='{"title": '))
    assert shown.message is None
    assert shown.text == '{"title": '
    assert shown.identifiers == {"cio_id": "c1", "id": "user_123", "email": "ada@example.com"}


def test_a_person_is_named_where_the_name_is_text() -> None:
    assert person_view(ADA) == PersonView("c1", "user_123", "Ada")
    assert person_view(Person("c2", {"first_name": ["no"], "name": "Bob"})).name == ""
    assert person_view(Person("c2", {"name": "Bob"})) == PersonView("c2", "c2", "Bob")
