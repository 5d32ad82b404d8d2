import pytest
from inbox_toolkit.appapi.recipients import Recipient, check_allowed, parse_recipient
from inbox_toolkit.errors import RefusedError, UsageError


@pytest.mark.parametrize("kind", ["id", "cio_id", "email"])
def test_exactly_one_identifier_is_sent(kind: str) -> None:
    recipient = parse_recipient(f" {kind}:ada@example.com ")
    assert recipient.identifiers == {kind: "ada@example.com"}
    assert str(recipient) == f"{kind}:ada@example.com"


def test_an_id_may_hold_colons_and_spaces() -> None:
    assert parse_recipient("id:a:b c") == Recipient("id", "a:b c")


def test_me_is_who_the_user_says() -> None:
    assert parse_recipient("me", me="id:user_123") == Recipient("id", "user_123")


@pytest.mark.parametrize("me", [None, "", "me"])
def test_me_without_a_person_says_how_to_set_one(me: str | None) -> None:
    with pytest.raises(UsageError, match="`me` is not set") as raised:
        parse_recipient("me", me=me)
    assert raised.value.help is not None
    assert "CIO_ME" in raised.value.help


@pytest.mark.parametrize("text", ["", "ada", "id:", "phone:1", "email:ada", "id:a\nb", "ID:a", ":"])
def test_what_names_nobody_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_recipient(text)


def test_only_the_list_and_me_are_allowed() -> None:
    ada = parse_recipient("id:ada")
    assert check_allowed(ada, [], me="id:ada") == "recipient is you"
    assert (
        check_allowed(ada, ["id:bob", "id:ada"], me=None)
        == "recipient is on the list in inbox.toml"
    )
    assert check_allowed(ada, ["me", "id:ada"], me=None)
    for allowed in ([], ["me"], ["id:Ada"], ["email:ada@example.com"], ["cio_id:ada"]):
        with pytest.raises(RefusedError, match="id:ada is not on the list") as raised:
            check_allowed(ada, allowed, me=None)
        assert raised.value.help is not None
        assert 'recipients = ["id:ada"]' in raised.value.help


def test_mail_addresses_compare_without_case() -> None:
    assert check_allowed(
        parse_recipient("email:Ada@Example.com"), ["email:ada@example.com"], me=None
    )
