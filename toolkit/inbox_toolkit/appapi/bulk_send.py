"""Sends several messages one after the other, each at most once, however often it is run again."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.appapi.errors import CHECK_BEFORE_RESENDING, MaybeSentError, RejectedError
from inbox_toolkit.appapi.send_log import SendLog, SendRecord, SendState
from inbox_toolkit.appapi.send_request import Accepted, SendRequest, encode_request
from inbox_toolkit.errors import ToolkitError


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a run; ``label`` is what people call it."""

    label: str
    request: SendRequest


@dataclass(frozen=True, slots=True)
class SendResult:
    """What one message came to; ``state`` is None where its turn never came.

    ``earlier`` marks what an interrupted run had done already.
    """

    message: Message
    state: SendState | None = None
    delivery_id: str | None = None
    from_earlier_run: bool = False
    error: ToolkitError | None = None


def message_key(request: SendRequest, endpoint: Endpoint) -> str:
    """Return what makes a message the same message in another run: all but its hour.

    ``send_at`` is left out because ``+2h`` means another hour in each run.
    """
    body = encode_request(replace(request, send_at=None))
    return hashlib.sha256(endpoint.base_url.encode() + b"\n" + body).hexdigest()[:32]


def plan_key(messages: Iterable[Message], endpoint: Endpoint) -> str:
    """Return what makes a run the same run: its messages, in any order."""
    keys = sorted(message_key(message.request, endpoint) for message in messages)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def send_all(
    messages: Sequence[Message],
    endpoint: Endpoint,
    journal: SendLog,
    send: Callable[[SendRequest], Accepted],
    *,
    on_result: Callable[[SendResult], None] | None = None,
) -> list[SendResult]:
    """Send what no earlier run has sent; return one result per message, in their order.

    A refusal of one message does not keep back the next; anything else does, because it would
    only happen again. A run without anything left to do is forgotten by the journal.
    """
    results: list[SendResult] = []
    halted = False
    for message in messages:
        result = _one(message, endpoint, journal, send, halted=halted)
        halted = halted or _halts(result)
        results.append(result)
        if on_result is not None:
            on_result(result)
    if all(one.state in {SendState.ACCEPTED, SendState.UNKNOWN} for one in results):
        journal.discard()
    return results


def _one(
    message: Message,
    endpoint: Endpoint,
    journal: SendLog,
    send: Callable[[SendRequest], Accepted],
    *,
    halted: bool,
) -> SendResult:
    key = message_key(message.request, endpoint)
    past = journal.previous.get(key)
    if past is not None and past.state is not SendState.REFUSED:
        return _earlier(message, past)
    if halted:
        return SendResult(message)
    journal.record_intent(key)
    try:
        accepted = send(message.request)
    except MaybeSentError as error:
        journal.record_outcome(key, SendRecord(SendState.UNKNOWN))
        return SendResult(message, SendState.UNKNOWN, error=error)
    except ToolkitError as error:
        journal.record_outcome(key, SendRecord(SendState.REFUSED))
        return SendResult(message, SendState.REFUSED, error=error)
    journal.record_outcome(key, SendRecord(SendState.ACCEPTED, accepted.delivery_id))
    return SendResult(message, SendState.ACCEPTED, accepted.delivery_id)


def _earlier(message: Message, past: SendRecord) -> SendResult:
    error = None
    if past.state is SendState.UNKNOWN:
        error = MaybeSentError(
            "an interrupted run may have sent it, so it is not sent again",
            help=CHECK_BEFORE_RESENDING,
        )
    return SendResult(message, past.state, past.delivery_id, from_earlier_run=True, error=error)


def _halts(result: SendResult) -> bool:
    """Whether the messages after this one would meet the same trouble."""
    if result.error is None or result.from_earlier_run:
        return False
    return not isinstance(result.error, RejectedError) or result.error.status == 429
