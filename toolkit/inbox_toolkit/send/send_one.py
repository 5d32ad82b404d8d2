"""Sends one message and follows it, reporting each step."""

import time
from dataclasses import dataclass, field

from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.deliveries import DeliveryEvent
from inbox_toolkit.appapi.errors import CHECK_BEFORE_RESENDING
from inbox_toolkit.appapi.polling import DEFAULT_TIMEOUT, DeliveryStatus, Poller, PollResult
from inbox_toolkit.appapi.send_request import Accepted
from inbox_toolkit.appapi.session import ApiSession
from inbox_toolkit.send.explain import explain_failure, sandbox_page
from inbox_toolkit.send.guards import Confirm, run_guards
from inbox_toolkit.send.plan import CheckedMessage
from inbox_toolkit.send.steps import (
    OnStep,
    SendStep,
    StepStatus,
    accepted,
    delivery_event,
    note,
    retrying,
    safe_steps,
)
from inbox_toolkit.workspace.workspace import Workspace

FAILED, UNKNOWN, INTERRUPTED = 1, 5, 130
"""Exit codes: the delivery failed; nobody knows; watching it was stopped before it was sent."""


@dataclass(frozen=True, slots=True)
class FollowOptions:
    """How long to follow a delivery, in seconds, and for which states after ``sent``.

    If ``until`` is ``required``, a message that is sent and reaches none of them has failed.
    """

    timeout: float = DEFAULT_TIMEOUT
    until: frozenset[str] = field(default_factory=frozenset)
    required: bool = False


@dataclass(frozen=True, slots=True)
class SendReport:
    """What a send came to; no ``result`` if the delivery was not followed to its end."""

    checked: CheckedMessage
    delivery_id: str
    result: PollResult | None = None
    exit_code: int = 0


def send_one(
    checked: CheckedMessage,
    workspace: Workspace,
    session: ApiSession,
    *,
    on_step: OnStep,
    confirm: Confirm,
    force: bool = False,
    follow: FollowOptions | None,
) -> SendReport:
    """Guard, send and follow one message; each step goes to ``on_step`` as it happens.

    ``confirm`` raises RefusedError where a person says no. ``follow`` is None to leave the delivery
    alone once it is accepted.

    Raises:
        RefusedError: a guard refused, and nothing was sent.
        CredentialsError, ForbiddenError, ServiceError: it was not sent.
        MaybeSentError: it may have been sent.
    """
    session.required()
    on_step = safe_steps(on_step, session)
    run_guards([checked], workspace, me=session.me, force=force, confirm=confirm, on_step=on_step)
    with session.open(on_wait=lambda *wait: on_step(retrying(*wait))) as api:
        try:
            reply = api.send(checked.item.message.request)
        except KeyboardInterrupt:
            on_step(
                SendStep(
                    StepStatus.FAILED,
                    f"stopped while sending, so it may have been sent: {CHECK_BEFORE_RESENDING}",
                )
            )
            raise
        on_step(accepted(reply))
        report = SendReport(checked, reply.delivery_id)
        if follow is None or not can_follow(reply, session, on_step=on_step):
            return report
        return _follow(report, session, api, follow, on_step=on_step)


def can_follow(reply: Accepted, session: ApiSession, *, on_step: OnStep) -> bool:
    """Return True if a delivery can be followed now, reporting the reason if it is not obvious."""
    if reply.send_at:
        return False
    if session.required().is_service_account:
        on_step(note("not followed: a service account may only send here"))
        return False
    return True


def exit_code(result: PollResult) -> int:
    """Return what a delivery's status means to a script."""
    if result.status is DeliveryStatus.UNKNOWN:
        return UNKNOWN
    return FAILED if result.status in {DeliveryStatus.FAILED, DeliveryStatus.UNDELIVERABLE} else 0


def _follow(
    report: SendReport, session: ApiSession, api: AppApi, follow: FollowOptions, *, on_step: OnStep
) -> SendReport:
    began = time.monotonic()
    states: set[str] = set()

    def on_event(_: str, event: DeliveryEvent) -> None:
        states.add(event.state)
        on_step(delivery_event(event.state, time.monotonic() - began))

    poller = Poller(api.delivery, timeout=follow.timeout, until=follow.until, on_event=on_event)
    try:
        result = poller.poll(report.delivery_id)
    except KeyboardInterrupt:
        is_sent = "sent" in states
        where = "sent" if is_sent else "on its way"
        on_step(note(f"stopped watching; the message stays {where}"))
        return SendReport(
            report.checked, report.delivery_id, exit_code=0 if is_sent else INTERRUPTED
        )
    _report_end(result, report.checked, session, on_step=on_step)
    code = exit_code(result)
    if code == 0 and follow.required and states.isdisjoint(follow.until):
        words = " or ".join(sorted(follow.until))
        text = f"not {words} in {result.waited:.1f} s"
        on_step(SendStep(StepStatus.FAILED, text, "result", is_result=True))
        code = FAILED
    return SendReport(report.checked, report.delivery_id, result, code)


def _report_end(
    result: PollResult, checked: CheckedMessage, session: ApiSession, *, on_step: OnStep
) -> None:
    """Report what is still to be said when following ends."""
    failure = result.delivery.failure_message
    if result.status is DeliveryStatus.UNKNOWN:
        why = result.error.message if result.error else failure
        text = f"no verdict in {result.waited:.1f} s{': ' + why if why else ''}"
        on_step(SendStep(StepStatus.NOTE, text, "result", is_result=True))
    if result.status in {DeliveryStatus.FAILED, DeliveryStatus.UNDELIVERABLE}:
        lines = [failure or "the service gives no reason"]
        if result.status is DeliveryStatus.FAILED:
            page = sandbox_page(session.endpoint, result.delivery.delivery_id)
            lines += explain_failure(failure, checked, page=page)
        for line in lines:
            on_step(SendStep(StepStatus.NOTE, line, "detail", is_result=True))
