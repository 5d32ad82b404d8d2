"""Sends several messages one after the other, each at most once, however often it is run again."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.appapi.errors import CHECK_BEFORE_RESENDING, MaybeSentError, RejectedError
from inbox_toolkit.appapi.send_log import SendLog, SendRecord, SendState
from inbox_toolkit.appapi.send_request import Accepted, SendRequest, encode_request
from inbox_toolkit.errors import ProjectError, ToolkitError


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a run; ``label`` is how people see it."""

    label: str
    request: SendRequest


@dataclass(frozen=True, slots=True)
class SendResult:
    """What became of one message; ``state`` is None if its turn never came.

    ``from_earlier_run`` marks what an interrupted run had already done.
    """

    message: Message
    state: SendState | None = None
    delivery_id: str | None = None
    from_earlier_run: bool = False
    error: ToolkitError | None = None


def message_key(request: SendRequest, endpoint: Endpoint) -> str:
    """Return the identity of a message across runs: a digest of all but its time.

    ``send_at`` is left out because ``+2h`` means another time in each run.
    """
    body = encode_request(replace(request, send_at=None))
    return hashlib.sha256(endpoint.base_url.encode() + b"\n" + body).hexdigest()[:32]


def plan_key(messages: Iterable[Message], endpoint: Endpoint) -> str:
    """Return the identity of a run: a digest of its messages, in any order."""
    keys = sorted(message_key(message.request, endpoint) for message in messages)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def unknown_messages(
    messages: Iterable[Message], endpoint: Endpoint, log: SendLog
) -> list[Message]:
    """Return the messages that an earlier run may have sent."""
    return [
        one
        for one in messages
        if (record := log.previous.get(message_key(one.request, endpoint))) is not None
        and record.state is SendState.UNKNOWN
    ]


def send_all(
    messages: Sequence[Message],
    endpoint: Endpoint,
    log: SendLog,
    send: Callable[[SendRequest], Accepted],
    *,
    again: bool = False,
    on_result: Callable[[SendResult], None] | None = None,
) -> list[SendResult]:
    """Send what no earlier run has sent; return one result per message, in order.

    What an earlier run may have sent is sent only if ``again`` is set. A rejected message does not
    stop the run; any other error does, because the next message would meet it too. The log is
    deleted once every message is accepted.
    """
    results: list[SendResult] = []
    halted = False
    for message in messages:
        result = _send_once(message, endpoint, log, send, halted=halted, again=again)
        halted = halted or _halts(result)
        results.append(result)
        if on_result is not None:
            on_result(result)
    if all(one.state is SendState.ACCEPTED and one.error is None for one in results):
        log.delete()
    return results


def _send_once(
    message: Message,
    endpoint: Endpoint,
    log: SendLog,
    send: Callable[[SendRequest], Accepted],
    *,
    halted: bool,
    again: bool,
) -> SendResult:
    key = message_key(message.request, endpoint)
    previous = log.previous.get(key)
    if previous is not None and (
        previous.state is SendState.ACCEPTED or (previous.state is SendState.UNKNOWN and not again)
    ):
        return _previous_result(message, previous)
    if halted:
        return SendResult(message)
    log.record_intent(key)
    try:
        accepted = send(message.request)
    except MaybeSentError as error:
        return _record(SendResult(message, SendState.UNKNOWN, error=error), key, log)
    except ToolkitError as error:
        return _record(SendResult(message, SendState.REFUSED, error=error), key, log)
    return _record(SendResult(message, SendState.ACCEPTED, accepted.delivery_id), key, log)


def _record(result: SendResult, key: str, log: SendLog) -> SendResult:
    """Write a result to the log; one that cannot be written carries the error, and is returned."""
    assert result.state is not None  # noqa: S101 - it was just sent
    try:
        log.record_outcome(key, SendRecord(result.state, result.delivery_id))
    except ProjectError as error:
        if result.state is SendState.REFUSED:
            raise
        return replace(result, error=MaybeSentError(error.message, help=error.help))
    return result


def _previous_result(message: Message, previous: SendRecord) -> SendResult:
    error = None
    if previous.state is SendState.UNKNOWN:
        error = MaybeSentError(
            "an earlier run may have sent it, so it is not sent again",
            help=f"{CHECK_BEFORE_RESENDING} with --again",
        )
    return SendResult(
        message, previous.state, previous.delivery_id, from_earlier_run=True, error=error
    )


def _halts(result: SendResult) -> bool:
    """Return True if the messages after this one would meet the same error."""
    if result.error is None or result.from_earlier_run:
        return False
    return not isinstance(result.error, RejectedError) or result.error.status == 429
