"""Sends several messages, each at most once, follows them together, and tells how they end."""

from collections.abc import Callable, Sequence

from inbox_toolkit.appapi.bulk_send import SendResult, plan_key, send_all
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.polling import DeliveryStatus, PollResult, Watch, follow_all
from inbox_toolkit.appapi.send_log import SendLog
from inbox_toolkit.appapi.send_request import Accepted
from inbox_toolkit.cli.api_session import ApiSession
from inbox_toolkit.cli.console import echo_err
from inbox_toolkit.cli.send import messages
from inbox_toolkit.cli.send.explain import explain_failure, page_of
from inbox_toolkit.cli.send.plan import CheckedMessage
from inbox_toolkit.cli.send.send_one import (
    UNKNOWN,
    SendOutput,
    exit_code,
    is_followed,
    print_json,
    tell_wait,
)


def send_several(
    judged: Sequence[CheckedMessage],
    service: ApiSession,
    output: SendOutput,
    journal_for: Callable[[str], SendLog],
) -> int:
    """Send several messages, each at most once, and follow them together; return the exit code."""
    planned = [one.item.message for one in judged]
    by_label = {one.item.message.label: one for one in judged}
    total = len(planned)
    with service.open(on_wait=tell_wait) as api:
        with journal_for(plan_key(planned, service.endpoint)) as journal:
            if journal.previous:
                echo_err(messages.note("going on with a run that was interrupted"))
            results: list[SendResult] = []

            def tell(one: SendResult) -> None:
                results.append(one)
                output.say(messages.result_line(one, len(results), total))

            try:
                send_all(planned, service.endpoint, journal, api.send, on_result=tell)
            except KeyboardInterrupt:
                echo_err(messages.note("the same command goes on where this one stopped"))
                raise
        verdicts = _follow_several(results, by_label, service, api, output)
    output.say(messages.totals(results, verdicts))
    return _worst(results, verdicts)


def _follow_several(
    results: Sequence[SendResult],
    by_label: dict[str, CheckedMessage],
    service: ApiSession,
    api: AppApi,
    output: SendOutput,
) -> list[PollResult]:
    labels = {r.delivery_id: r.message.label for r in results if r.delivery_id is not None}
    if not labels or not is_followed(Accepted(""), service, output):
        return []

    def tell(verdict: PollResult) -> None:
        judged = by_label[labels[verdict.delivery.delivery_id]]
        output.say(messages.verdict_line(verdict, judged.item.message.label))
        if verdict.kind is DeliveryStatus.FAILED:
            message, delivery_id = verdict.delivery.failure_message, verdict.delivery.delivery_id
            page = page_of(service.endpoint, delivery_id)
            for line in explain_failure(message, judged, page=page):
                output.say(f"    {line}")
        print_json(judged, verdict.delivery.delivery_id, verdict, output)

    return follow_all(labels, Watch(api.delivery, output.patience), on_verdict=tell)


def _worst(results: Sequence[SendResult], verdicts: Sequence[PollResult]) -> int:
    errors = [one.error for one in results if one.error is not None]
    if errors:
        return errors[0].exit_code
    codes = {exit_code(verdict) for verdict in verdicts}
    return UNKNOWN if UNKNOWN in codes else max(codes, default=0)
