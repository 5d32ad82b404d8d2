from inbox_toolkit.template.envelope import Envelope, Expiration, envelope_of


def test_the_trigger_name_defaults_to_the_file() -> None:
    assert envelope_of({}, "order_shipped") == Envelope("order_shipped")
    assert envelope_of({"transactional_message_id": 44}, "x").transactional_message_id == 44


def test_an_expiration_may_be_written_as_text() -> None:
    document = {"expiration": {"type": "relative", "value": "30", "unit": "days"}}
    assert envelope_of(document, "t").expiration == Expiration(30, "days")
    assert Expiration(30, "days").seconds == 2_592_000
    assert Expiration(1_798_761_600).seconds is None
