"""The steps of a send as people see them: a status, a sentence, and a name for programs."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from inbox_toolkit.appapi.bulk_send import SendResult
from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.appapi.polling import DeliveryStatus, PollResult
from inbox_toolkit.appapi.send_log import SendState
from inbox_toolkit.appapi.send_request import Accepted
from inbox_toolkit.appapi.session import ApiSession
from inbox_toolkit.send.plan import CheckedMessage, PlannedMessage
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity


class StepStatus(Enum):
    """How a step went."""

    DONE = "done"
    FAILED = "failed"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class SendStep:
    """One step of a send.

    ``name`` is ``checked``, ``allowed``, ``accepted``, ``result``, ``detail``, ``note``, or the
    state a delivery has reached, such as ``sent``. ``is_result`` tells what the send came to from
    what is said on the way.
    """

    status: StepStatus
    text: str
    name: str = "note"
    is_result: bool = False


OnStep = Callable[[SendStep], None]


def safe_steps(on_step: OnStep, session: ApiSession) -> OnStep:
    """Return ``on_step`` behind a filter: the key masked, control characters escaped."""

    def report(step: SendStep) -> None:
        on_step(replace(step, text=presentable(session.redact(step.text))))

    return report


_GOOD_STATES = frozenset({"sent", "delivered", "opened", "clicked", "drafted"})
_BAD_STATES = frozenset({"failed", "undeliverable", "dropped", "bounced"})


def note(text: str) -> SendStep:
    """Return a step that only informs."""
    return SendStep(StepStatus.NOTE, text)


def heading(items: Sequence[PlannedMessage], endpoint: Endpoint, to: Sequence[str]) -> str:
    """Return the first line: which message goes to whom, and where."""
    case = items[0].case
    name = case.template.envelope.name or case.template.label
    if len(items) > 1:
        people = quantity(len({item.recipient for item in items}), "recipient")
        return presentable(f"{name} → {len(items)} messages to {people}, {endpoint.label}")
    recipient = items[0].recipient
    who = f"me ({recipient.kind} {recipient.value})" if "me" in to else str(recipient)
    data = f"message data `{case.data_name}`" if case.data else "no message data"
    return presentable(f"{name} → {who}, {data}, {endpoint.label}")


def renders_clean(checked: Sequence[CheckedMessage]) -> SendStep:
    """Return the step that says what the local render proves."""
    first = checked[0]
    if first.outcome is None or len(checked) > 1:
        cases = len({one.item.case.label for one in checked})
        text = f"{quantity(cases, 'case')} {'renders' if cases == 1 else 'render'} clean here"
    else:
        size = len(first.outcome.text.encode("utf-8", "surrogatepass"))
        variables = len({read.path for read in first.outcome.rendered.reads})
        text = (
            f"renders clean here as `{first.item.case.profile.name}` "
            f"({size} bytes, {quantity(variables, 'variable')})"
        )
    return SendStep(StepStatus.DONE, text, "checked")


def accepted(reply: Accepted) -> SendStep:
    """Return the step for the service's 200."""
    queued = f"   queued {_time(reply.queued_at)}" if reply.queued_at else ""
    when = f"   to be sent {_date(reply.send_at)}" if reply.send_at else ""
    text = f"accepted   delivery {reply.delivery_id}{queued}{when}"
    return SendStep(StepStatus.DONE, text, "accepted", is_result=True)


def delivery_event(state: str, seconds: float) -> SendStep:
    """Return the step for something that happened to a delivery, ``seconds`` after its send."""
    status = (
        StepStatus.DONE
        if state in _GOOD_STATES
        else StepStatus.FAILED
        if state in _BAD_STATES
        else StepStatus.NOTE
    )
    return SendStep(status, f"{state:<10} after {seconds:.1f} s", state, is_result=True)


def retrying(seconds: float, status: int | None) -> SendStep:
    """Return the step that says why nothing happens for a while."""
    why = "the service asks for fewer requests" if status == 429 else "the service did not answer"
    return note(f"{why}; trying again in {seconds:.1f} s")


def bulk_result(result: SendResult, number: int, total: int) -> SendStep:
    """Return the progress step for one message of several."""
    place = f"{number}/{total} {result.message.label}"
    if result.state is SendState.ACCEPTED:
        earlier = " by an earlier run" if result.from_earlier_run else ""
        but = f"; {result.error.message}" if result.error else ""
        text = f"{place}: accepted{earlier}, delivery {result.delivery_id}{but}"
        return SendStep(StepStatus.DONE, text, "accepted", is_result=True)
    if result.state is None:
        return SendStep(StepStatus.NOTE, f"{place}: not tried", "result", is_result=True)
    text = f"{place}: {result.error.message if result.error else 'not sent'}"
    return SendStep(StepStatus.FAILED, text, "result", is_result=True)


def poll_result(result: PollResult, label: str) -> SendStep:
    """Return the step for how one delivery of several ended."""
    text = f"{label}: {result.status.value} after {result.waited:.1f} s"
    if result.status in {DeliveryStatus.SENT, DeliveryStatus.DRAFTED}:
        return SendStep(StepStatus.DONE, text, "result", is_result=True)
    why = result.error.message if result.error else result.delivery.failure_message
    is_unknown = result.status is DeliveryStatus.UNKNOWN
    status = StepStatus.NOTE if is_unknown else StepStatus.FAILED
    return SendStep(status, f"{text}{': ' + why if why else ''}", "result", is_result=True)


def totals(results: Sequence[SendResult], polled: Sequence[PollResult]) -> str:
    """Return the last line of a bulk send."""
    counts = Counter(one.state.value if one.state else "not tried" for one in results)
    for one in polled:
        counts["accepted"] -= 1
        counts[one.status.value] += 1
    listed = [f"{number} {what}" for what, number in counts.items() if number > 0]
    return f"{quantity(len(results), 'message')}: {', '.join(listed)}"


def _time(unix: int) -> str:
    return time.strftime("%H:%M:%S", time.localtime(unix))


def _date(unix: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S %Z", time.localtime(unix))
