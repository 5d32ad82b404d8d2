"""Sends one message, follows it to its verdict, and tells both as they happen."""

import json
import time
from dataclasses import dataclass, field

from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.deliveries import DeliveryEvent
from inbox_toolkit.appapi.errors import CHECK_BEFORE_RESENDING
from inbox_toolkit.appapi.polling import DeliveryStatus, PollResult, Watch, follow
from inbox_toolkit.appapi.send_request import Accepted
from inbox_toolkit.cli.api_session import ApiSession
from inbox_toolkit.cli.console import echo, echo_err, is_interactive
from inbox_toolkit.cli.send import messages
from inbox_toolkit.cli.send.explain import explain_failure, page_of
from inbox_toolkit.cli.send.plan import CheckedMessage

FAILED, UNKNOWN, INTERRUPTED = 1, 5, 130


@dataclass(frozen=True, slots=True)
class SendOutput:
    """How to send: whether and how long (seconds) to follow, and whether to print JSON."""

    wait: bool
    patience: float
    as_json: bool

    def say(self, line: str) -> None:
        """Print a line of the result: to stdout, unless JSON goes there."""
        if self.as_json:
            echo_err(line)
        else:
            echo(line)


def send_one(judged: CheckedMessage, service: ApiSession, output: SendOutput) -> int:
    """Send one message and follow it; return the exit code, or raise what kept it back."""
    with service.open(on_wait=tell_wait) as api:
        try:
            reply = api.send(judged.item.message.request)
        except KeyboardInterrupt:
            echo_err(
                messages.bad(
                    f"stopped while it was sent, so it may have been sent: {CHECK_BEFORE_RESENDING}"
                )
            )
            raise
        output.say(messages.accepted(reply))
        verdict, code = None, 0
        if is_followed(reply, service, output):
            verdict, code = _follow_one(reply.delivery_id, judged, service, api, output)
    print_json(judged, reply.delivery_id, verdict, output)
    return code


def is_followed(reply: Accepted, service: ApiSession, output: SendOutput) -> bool:
    """Tell whether a delivery is watched, saying why not where that is not plain."""
    if not output.wait or reply.send_at:
        return False
    if service.required().is_service_account:
        echo_err(messages.note("not followed: a service account may only send"))
        return False
    return True


@dataclass(slots=True)
class _Telling:
    """Prints what happens to one delivery; remembers whether it was sent."""

    output: SendOutput
    looks_on: bool
    began: float = field(default_factory=time.monotonic)
    sent: bool = False

    def on_event(self, _: str, moment: DeliveryEvent) -> None:
        self.output.say(messages.moment(moment.state, time.monotonic() - self.began))
        if moment.state == "sent":
            self.sent = True
            if self.looks_on:
                echo_err(
                    messages.note("not opened yet (Ctrl-C stops watching, the message stays sent)")
                )


def _follow_one(
    delivery_id: str, judged: CheckedMessage, service: ApiSession, api: AppApi, output: SendOutput
) -> tuple[PollResult | None, int]:
    looks_on = is_interactive() and not output.as_json
    telling = _Telling(output, looks_on)
    until = frozenset({"opened", "clicked"}) if looks_on else frozenset[str]()
    watch = Watch(api.delivery, output.patience, until, telling.on_event)
    try:
        verdict = follow(delivery_id, watch)
    except KeyboardInterrupt:
        echo_err(
            messages.note(
                f"stopped watching; the message stays {'sent' if telling.sent else 'on its way'}"
            )
        )
        return None, 0 if telling.sent else INTERRUPTED
    for line in _ending(verdict, judged, service):
        output.say(line)
    return verdict, exit_code(verdict)


def _ending(verdict: PollResult, judged: CheckedMessage, service: ApiSession) -> list[str]:
    """Return what is still to be said when the watching ends."""
    message = verdict.delivery.failure_message
    if verdict.kind is DeliveryStatus.UNKNOWN:
        why = verdict.trouble.message if verdict.trouble else message
        words = f"no verdict in {verdict.waited:.1f} s"
        return [messages.note(f"{words}{': ' + why if why else ''}")]
    if verdict.kind in {DeliveryStatus.FAILED, DeliveryStatus.UNDELIVERABLE}:
        page = page_of(service.endpoint, verdict.delivery.delivery_id)
        reasons = (
            explain_failure(message, judged, page=page)
            if verdict.kind is DeliveryStatus.FAILED
            else []
        )
        return [f"    {line}" for line in [message or "the service gives no reason", *reasons]]
    return []


def exit_code(verdict: PollResult) -> int:
    """Return what a verdict means to a script."""
    if verdict.kind is DeliveryStatus.UNKNOWN:
        return UNKNOWN
    return FAILED if verdict.kind in {DeliveryStatus.FAILED, DeliveryStatus.UNDELIVERABLE} else 0


def tell_wait(seconds: float, status: int | None) -> None:
    """Say why nothing happens for a while."""
    why = "the service asks for less" if status == 429 else "the service did not answer"
    echo_err(messages.note(f"{why}; trying again in {seconds:.1f} s"))


def print_json(
    judged: CheckedMessage, delivery_id: str, verdict: PollResult | None, output: SendOutput
) -> None:
    """Print one message as a line of JSON, where that was asked for."""
    if not output.as_json:
        return
    document = {
        "delivery_id": delivery_id,
        "recipient": str(judged.item.recipient),
        "message_data": judged.item.case.data_name,
        "verdict": verdict.kind.name.lower() if verdict else None,
        "failure_message": verdict.delivery.failure_message if verdict else None,
        "events": {one.state: one.at for one in verdict.delivery.events} if verdict else {},
    }
    echo(json.dumps(document, ensure_ascii=False))
