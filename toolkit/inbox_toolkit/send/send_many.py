"""Sends several messages, each at most once, and follows them together, reporting each step."""

from collections.abc import Callable, Sequence

from inbox_toolkit.appapi.bulk_send import SendResult, plan_key, send_all, unknown_messages
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.polling import DeliveryStatus, Poller, PollResult
from inbox_toolkit.appapi.send_log import SendLog, SendState
from inbox_toolkit.appapi.send_request import Accepted
from inbox_toolkit.appapi.session import ApiSession
from inbox_toolkit.send.explain import explain_failure, sandbox_page
from inbox_toolkit.send.guards import Confirm, run_guards
from inbox_toolkit.send.plan import CheckedMessage
from inbox_toolkit.send.send_one import (
    UNKNOWN,
    FollowOptions,
    SendReport,
    can_follow,
    exit_code,
)
from inbox_toolkit.send.steps import (
    OnStep,
    SendStep,
    StepStatus,
    bulk_result,
    note,
    poll_result,
    retrying,
    safe_steps,
    totals,
)
from inbox_toolkit.workspace.workspace import Workspace


def send_many(
    checked: Sequence[CheckedMessage],
    workspace: Workspace,
    session: ApiSession,
    *,
    open_log: Callable[[str], SendLog],
    on_step: OnStep,
    on_report: Callable[[SendReport], None],
    confirm: Confirm,
    confirm_again: Confirm | None = None,
    force: bool = False,
    follow: FollowOptions | None,
) -> int:
    """Guard, send and follow several messages; return the exit code.

    ``open_log`` opens the send log of a plan by its key. ``on_report`` gets what became of each
    delivery. ``confirm_again`` asks before sending again what an earlier run may have sent; without
    it, that is not sent again. Raises as ``send_one`` does, but only before the first message
    leaves.
    """
    session.required()
    on_step = safe_steps(on_step, session)
    run_guards(checked, workspace, me=session.me, force=force, confirm=confirm, on_step=on_step)
    messages = [one.item.message for one in checked]
    with session.open(on_wait=lambda *wait: on_step(retrying(*wait))) as api:
        with open_log(plan_key(messages, session.endpoint)) as log:
            if log.previous:
                on_step(note("resuming a run that was interrupted"))
            unknown = unknown_messages(messages, session.endpoint, log)
            again = bool(unknown) and confirm_again is not None
            if again and confirm_again is not None:
                confirm_again(len(unknown))
            results: list[SendResult] = []

            def on_result(one: SendResult) -> None:
                results.append(one)
                on_step(bulk_result(one, len(results), len(messages)))

            try:
                send_all(
                    messages, session.endpoint, log, api.send, again=again, on_result=on_result
                )
            except KeyboardInterrupt:
                on_step(note("run the same command again to resume where this one stopped"))
                raise
        polled: list[PollResult] = []
        if follow is not None:
            polled = _follow_all(
                results, checked, session, api, follow, on_step=on_step, on_report=on_report
            )
    if any(one.state is SendState.UNKNOWN for one in results):
        on_step(note("run the same command again to resume; --again sends the unknown ones again"))
    on_step(SendStep(StepStatus.NOTE, totals(results, polled), "totals", is_result=True))
    return _exit_code(results, polled)


def _follow_all(
    results: Sequence[SendResult],
    checked: Sequence[CheckedMessage],
    session: ApiSession,
    api: AppApi,
    follow: FollowOptions,
    *,
    on_step: OnStep,
    on_report: Callable[[SendReport], None],
) -> list[PollResult]:
    by_label = {one.item.message.label: one for one in checked}
    labels = {one.delivery_id: one.message.label for one in results if one.delivery_id is not None}
    if not labels or not can_follow(Accepted(""), session, on_step=on_step):
        return []

    def on_result(result: PollResult) -> None:
        delivery_id = result.delivery.delivery_id
        message = by_label[labels[delivery_id]]
        on_step(poll_result(result, message.item.message.label))
        if result.status is DeliveryStatus.FAILED:
            page = sandbox_page(session.endpoint, delivery_id)
            for line in explain_failure(result.delivery.failure_message, message, page=page):
                on_step(SendStep(StepStatus.NOTE, line, "detail", is_result=True))
        on_report(SendReport(message, delivery_id, result, exit_code(result)))

    poller = Poller(api.delivery, timeout=follow.timeout, until=follow.until)
    return poller.poll_all(labels, on_result=on_result)


def _exit_code(results: Sequence[SendResult], polled: Sequence[PollResult]) -> int:
    errors = [one.error for one in results if one.error is not None]
    if errors:
        return errors[0].exit_code
    codes = {exit_code(one) for one in polled}
    return UNKNOWN if UNKNOWN in codes else max(codes, default=0)
