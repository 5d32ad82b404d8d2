import click
from inbox_toolkit.appapi.bulk_send import Message, SendResult
from inbox_toolkit.appapi.deliveries import Delivery
from inbox_toolkit.appapi.errors import RejectedError
from inbox_toolkit.appapi.polling import DeliveryStatus, PollResult
from inbox_toolkit.appapi.recipients import parse_recipient
from inbox_toolkit.appapi.send_log import SendState
from inbox_toolkit.appapi.send_request import Accepted, SendRequest
from inbox_toolkit.cli.send import messages

MESSAGE = Message("id:a × one", SendRequest("t", parse_recipient("id:a"), {}))


def plain(text: str) -> str:
    return click.unstyle(text)


def verdict(
    kind: DeliveryStatus, failure: str | None = None, trouble: str | None = None
) -> PollResult:
    error = RejectedError(trouble, status=400) if trouble else None
    return PollResult(Delivery("d", (), failure), kind, 2.0, error)


def test_accepted_says_when() -> None:
    assert plain(messages.accepted(Accepted("d"))) == "  ✓ accepted   delivery d"
    assert " queued " in messages.accepted(Accepted("d", 17))
    assert " to be sent 20" in messages.accepted(Accepted("d", None, 1_768_467_600))


def test_a_state_nobody_knows_is_told_plainly() -> None:
    assert plain(messages.moment("converted", 1.24)) == "  · converted  after 1.2 s"
    assert plain(messages.moment("failed", 1.26)) == "  ✗ failed     after 1.3 s"


def test_progress_names_what_each_came_to() -> None:
    accepted = SendResult(MESSAGE, SendState.ACCEPTED, "d", from_earlier_run=True)
    refused = SendResult(MESSAGE, SendState.REFUSED, error=RejectedError("no", status=400))
    assert "1/3 id:a × one: accepted by an earlier run" in messages.result_line(accepted, 1, 3)
    assert "2/3 id:a × one: no" in messages.result_line(refused, 2, 3)
    assert "3/3 id:a × one: left" in messages.result_line(SendResult(MESSAGE), 3, 3)


def test_a_verdict_says_why() -> None:
    assert (
        plain(messages.verdict_line(verdict(DeliveryStatus.SENT), "x")) == "  ✓ x: sent after 2.0 s"
    )
    failed = messages.verdict_line(verdict(DeliveryStatus.FAILED, "why"), "x")
    assert plain(failed) == "  ✗ x: failed after 2.0 s: why"
    unknown = messages.verdict_line(verdict(DeliveryStatus.UNKNOWN, "why", "down"), "x")
    assert plain(unknown) == "  · x: not judged yet after 2.0 s: down"


def test_totals_count_each_message_once() -> None:
    results = [SendResult(MESSAGE, SendState.ACCEPTED, "d")] * 3 + [SendResult(MESSAGE)]
    verdicts = [verdict(DeliveryStatus.SENT), verdict(DeliveryStatus.FAILED)]
    assert messages.totals(results, verdicts) == "4 messages: 1 accepted, 1 left, 1 sent, 1 failed"
