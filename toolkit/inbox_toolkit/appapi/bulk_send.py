"""Sends several messages one after the other, each at most once, however often it is run again."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.appapi.errors import LOOK_FIRST, MaybeSentError, RejectedError
from inbox_toolkit.appapi.send_log import Journal, Record, State
from inbox_toolkit.appapi.send_request import Accepted, SendRequest, encode
from inbox_toolkit.errors import ToolkitError


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a run; ``label`` is what people call it."""

    label: str
    request: SendRequest


@dataclass(frozen=True, slots=True)
class Result:
    """What one message came to; ``state`` is None where its turn never came.

    ``earlier`` marks what an interrupted run had done already.
    """

    message: Message
    state: State | None = None
    delivery_id: str | None = None
    earlier: bool = False
    error: ToolkitError | None = None


def message_key(request: SendRequest, endpoint: Endpoint) -> str:
    """Return what makes a message the same message in another run: all but its hour.

    ``send_at`` is left out because ``+2h`` means another hour in each run.
    """
    body = encode(replace(request, send_at=None))
    return hashlib.sha256(endpoint.base_url.encode() + b"\n" + body).hexdigest()[:32]


def plan_key(messages: Iterable[Message], endpoint: Endpoint) -> str:
    """Return what makes a run the same run: its messages, in any order."""
    keys = sorted(message_key(message.request, endpoint) for message in messages)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def send_all(
    messages: Sequence[Message],
    endpoint: Endpoint,
    journal: Journal,
    send: Callable[[SendRequest], Accepted],
    *,
    on_result: Callable[[Result], None] | None = None,
) -> list[Result]:
    """Send what no earlier run has sent; return one result per message, in their order.

    A refusal of one message does not keep back the next; anything else does, because it would
    only happen again. A run without anything left to do is forgotten by the journal.
    """
    results: list[Result] = []
    halted = False
    for message in messages:
        result = _one(message, endpoint, journal, send, halted=halted)
        halted = halted or _halts(result)
        results.append(result)
        if on_result is not None:
            on_result(result)
    if all(one.state in {State.ACCEPTED, State.UNKNOWN} for one in results):
        journal.finish()
    return results


def _one(
    message: Message,
    endpoint: Endpoint,
    journal: Journal,
    send: Callable[[SendRequest], Accepted],
    *,
    halted: bool,
) -> Result:
    key = message_key(message.request, endpoint)
    past = journal.past.get(key)
    if past is not None and past.state is not State.REFUSED:
        return _earlier(message, past)
    if halted:
        return Result(message)
    journal.intend(key)
    try:
        accepted = send(message.request)
    except MaybeSentError as error:
        journal.settle(key, Record(State.UNKNOWN))
        return Result(message, State.UNKNOWN, error=error)
    except ToolkitError as error:
        journal.settle(key, Record(State.REFUSED))
        return Result(message, State.REFUSED, error=error)
    journal.settle(key, Record(State.ACCEPTED, accepted.delivery_id))
    return Result(message, State.ACCEPTED, accepted.delivery_id)


def _earlier(message: Message, past: Record) -> Result:
    error = None
    if past.state is State.UNKNOWN:
        error = MaybeSentError(
            "an interrupted run may have sent it, so it is not sent again", help=LOOK_FIRST
        )
    return Result(message, past.state, past.delivery_id, earlier=True, error=error)


def _halts(result: Result) -> bool:
    """Whether the messages after this one would meet the same trouble."""
    if result.error is None or result.earlier:
        return False
    return not isinstance(result.error, RejectedError) or result.error.status == 429
