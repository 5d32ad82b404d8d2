"""How sending and following are told, line by line; the words only, no printing."""

import sys
import time
from collections import Counter
from collections.abc import Sequence

import click

from inbox_toolkit.appapi.bulk_send import SendResult
from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.appapi.polling import DeliveryStatus, PollResult
from inbox_toolkit.appapi.send_log import SendState
from inbox_toolkit.appapi.send_request import Accepted
from inbox_toolkit.cli.console import supports_unicode
from inbox_toolkit.cli.send.plan import CheckedMessage, PlannedMessage

_GOOD = ("✓", "+", "green")
_BAD = ("✗", "x", "red")
_NOTE = ("·", "-", "bright_black")

_MARKS = {
    **dict.fromkeys(("accepted", "sent", "delivered", "opened", "clicked", "drafted"), _GOOD),
    **dict.fromkeys(("failed", "undeliverable", "dropped", "bounced"), _BAD),
}


def good(words: str) -> str:
    """Return a line about something that went well."""
    return _line(_GOOD, words)


def bad(words: str) -> str:
    """Return a line about something that went wrong."""
    return _line(_BAD, words)


def note(words: str) -> str:
    """Return a line that only tells."""
    return _line(_NOTE, words)


def _line(mark: tuple[str, str, str], words: str) -> str:
    unicode, ascii_, colour = mark
    sign = unicode if supports_unicode(sys.stderr) else ascii_
    return f"  {click.style(sign, fg=colour)} {words}"


def heading(items: Sequence[PlannedMessage], endpoint: Endpoint, to: Sequence[str]) -> str:
    """Return the first line: what goes to whom, where."""
    case = items[0].case
    name = case.template.envelope.name or case.template.label
    if len(items) > 1:
        people = len({item.recipient for item in items})
        return f"{name} → {len(items)} messages to {_count(people, 'recipient')}, {endpoint.label}"
    recipient = items[0].recipient
    who = f"me ({recipient.kind} {recipient.value})" if "me" in to else str(recipient)
    data = f"message data `{case.data_name}`" if case.data else "no message data"
    return f"{name} → {who}, {data}, {endpoint.label}"


def rendered_clean(judged: Sequence[CheckedMessage]) -> str:
    """Return what the local render proves."""
    first = judged[0]
    if first.outcome is None or len(judged) > 1:
        cases = len({one.item.case.label for one in judged})
        return good(f"{_count(cases, 'case')} {'renders' if cases == 1 else 'render'} clean here")
    size = len(first.outcome.text.encode("utf-8", "surrogatepass"))
    paths = {read.path for read in first.outcome.rendered.reads}
    as_whom = f" as `{first.item.case.profile.name}`"
    return good(f"renders clean here{as_whom} ({size} bytes, {_count(len(paths), 'variable')})")


def accepted(reply: Accepted) -> str:
    """Return the line for the service's yes."""
    queued = f"   queued {_clock(reply.queued_at)}" if reply.queued_at else ""
    when = f"   to be sent {_date(reply.send_at)}" if reply.send_at else ""
    return good(f"accepted   delivery {reply.delivery_id}{queued}{when}")


def moment(state: str, seconds: float) -> str:
    """Return the line for something that happened to a delivery."""
    return _line(_MARKS.get(state, _NOTE), f"{state:<10} after {seconds:.1f} s")


def result_line(result: SendResult, number: int, total: int) -> str:
    """Return the progress line for one message of several."""
    place = f"{number}/{total} {result.message.label}"
    if result.state is SendState.ACCEPTED:
        earlier = " by an earlier run" if result.from_earlier_run else ""
        return good(f"{place}: accepted{earlier}, delivery {result.delivery_id}")
    if result.state is None:
        return note(f"{place}: left")
    return bad(f"{place}: {result.error.message if result.error else 'not sent'}")


def verdict_line(verdict: PollResult, label: str) -> str:
    """Return the line for how one delivery of several ended."""
    why = verdict.trouble.message if verdict.trouble else verdict.delivery.failure_message
    words = f"{label}: {verdict.kind.value} after {verdict.waited:.1f} s"
    if verdict.kind in {DeliveryStatus.SENT, DeliveryStatus.DRAFTED}:
        return good(words)
    return (note if verdict.kind is DeliveryStatus.UNKNOWN else bad)(
        f"{words}{': ' + why if why else ''}"
    )


def totals(results: Sequence[SendResult], verdicts: Sequence[PollResult]) -> str:
    """Return the last line of a run of several."""
    counts = Counter(one.state.value if one.state else "left" for one in results)
    for verdict in verdicts:
        counts["accepted"] -= 1
        counts[verdict.kind.value] += 1
    listed = [f"{number} {what}" for what, number in counts.items() if number > 0]
    return f"{_count(len(results), 'message')}: {', '.join(listed)}"


def _clock(unix: int) -> str:
    return time.strftime("%H:%M:%S", time.localtime(unix))


def _date(unix: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S %Z", time.localtime(unix))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
