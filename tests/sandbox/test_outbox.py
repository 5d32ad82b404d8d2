"""Assertions that hold, and what they say where they do not."""

import pytest

from tests.support.sandbox_server import RunningSandbox


def test_one_clean_message_was_delivered(sandbox: RunningSandbox) -> None:
    sandbox.send()
    one = sandbox.outbox.assert_delivered("order_shipped", to="user_123")
    assert sandbox.outbox.assert_delivered("order_shipped", to="ada+x@example.com") == one
    sandbox.outbox.assert_none("welcome")
    sandbox.outbox.assert_none(to="user_9")


def test_a_translation_counts_as_its_template(sandbox: RunningSandbox) -> None:
    sandbox.send(transactional_message_id=44, language="fr")
    assert sandbox.outbox.assert_one("welcome").template == "welcome.fr"
    sandbox.outbox.assert_one("welcome.fr")


def test_a_failed_one(sandbox: RunningSandbox) -> None:
    sandbox.send({})
    sandbox.outbox.assert_failed("order_shipped", because="trigger.order_id")
    with pytest.raises(AssertionError, match=r"undefined variable: trigger\.order_id"):
        sandbox.outbox.assert_delivered("order_shipped")
    with pytest.raises(AssertionError, match="should have failed because of 'tea'"):
        sandbox.outbox.assert_failed("order_shipped", because="tea")


def test_everything_there_is_is_named(sandbox: RunningSandbox) -> None:
    with pytest.raises(AssertionError, match="nothing at all"):
        sandbox.outbox.assert_one("order_shipped")
    sandbox.send()
    sandbox.send()
    with pytest.raises(AssertionError) as caught:
        sandbox.outbox.assert_one("order_shipped", to="user_123")
    assert "2 messages of order_shipped to user_123 instead of one" in str(caught.value)
    with pytest.raises(AssertionError, match="nothing should have been sent"):
        sandbox.outbox.assert_none()
