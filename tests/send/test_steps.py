from inbox_toolkit.appapi.bulk_send import Message, SendResult
from inbox_toolkit.appapi.deliveries import Delivery
from inbox_toolkit.appapi.errors import RejectedError
from inbox_toolkit.appapi.polling import DeliveryStatus, PollResult
from inbox_toolkit.appapi.recipients import parse_recipient
from inbox_toolkit.appapi.send_log import SendState
from inbox_toolkit.appapi.send_request import Accepted, SendRequest
from inbox_toolkit.send import steps
from inbox_toolkit.send.steps import StepStatus

MESSAGE = Message("id:a × one", SendRequest("t", parse_recipient("id:a"), {}))


def result(
    status: DeliveryStatus, failure: str | None = None, error: str | None = None
) -> PollResult:
    raised = RejectedError(error, status=400) if error else None
    return PollResult(Delivery("d", (), failure), status, 2.0, raised)


def test_accepted_says_when() -> None:
    assert steps.accepted(Accepted("d")).text == "accepted   delivery d"
    assert " queued " in steps.accepted(Accepted("d", 17)).text
    assert " to be sent 20" in steps.accepted(Accepted("d", None, 1_768_467_600)).text


def test_an_unknown_state_is_a_note() -> None:
    unknown, failed = steps.delivery_event("converted", 1.24), steps.delivery_event("failed", 1.26)
    assert (unknown.status, unknown.text) == (StepStatus.NOTE, "converted  after 1.2 s")
    assert (failed.status, failed.text) == (StepStatus.FAILED, "failed     after 1.3 s")


def test_progress_names_what_each_came_to() -> None:
    accepted = SendResult(MESSAGE, SendState.ACCEPTED, "d", from_earlier_run=True)
    refused = SendResult(MESSAGE, SendState.REFUSED, error=RejectedError("no", status=400))
    assert "1/3 id:a × one: accepted by an earlier run" in steps.bulk_result(accepted, 1, 3).text
    assert steps.bulk_result(refused, 2, 3).text == "2/3 id:a × one: no"
    assert steps.bulk_result(SendResult(MESSAGE), 3, 3).text == "3/3 id:a × one: not tried"


def test_a_poll_result_says_why() -> None:
    sent = steps.poll_result(result(DeliveryStatus.SENT), "x")
    assert (sent.status, sent.text) == (StepStatus.DONE, "x: sent after 2.0 s")
    failed = steps.poll_result(result(DeliveryStatus.FAILED, "why"), "x")
    assert (failed.status, failed.text) == (StepStatus.FAILED, "x: failed after 2.0 s: why")
    unknown = steps.poll_result(result(DeliveryStatus.UNKNOWN, "why", "down"), "x")
    assert (unknown.status, unknown.text) == (
        StepStatus.NOTE,
        "x: not decided yet after 2.0 s: down",
    )


def test_totals_count_each_message_once() -> None:
    results = [SendResult(MESSAGE, SendState.ACCEPTED, "d")] * 3 + [SendResult(MESSAGE)]
    polled = [result(DeliveryStatus.SENT), result(DeliveryStatus.FAILED)]
    assert steps.totals(results, polled) == "4 messages: 1 accepted, 1 not tried, 1 sent, 1 failed"
