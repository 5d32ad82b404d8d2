"""Prints the steps of a send: results to stdout, the rest to stderr; or one JSON line each."""

import json
import sys
from dataclasses import dataclass

import click

from inbox_toolkit.cli.console import echo, echo_err, supports_unicode
from inbox_toolkit.send.send_one import SendReport
from inbox_toolkit.send.steps import SendStep, StepStatus
from inbox_toolkit.text.presentable import presentable, presentable_lines

_MARKS = {
    StepStatus.DONE: ("✓", "+", "green"),
    StepStatus.FAILED: ("✗", "x", "red"),
    StepStatus.NOTE: ("·", "-", "bright_black"),
}


@dataclass(frozen=True, slots=True)
class SendOutput:
    """Prints a send. ``is_watching`` says that a person waits for what happens after ``sent``."""

    as_json: bool = False
    is_watching: bool = False

    def step(self, step: SendStep) -> None:
        """Print a step."""
        write = echo if step.is_result and not self.as_json else echo_err
        write(format_step(step))
        if step.name == "sent" and self.is_watching:
            words = "not opened yet (Ctrl-C stops watching, the message stays sent)"
            echo_err(format_step(SendStep(StepStatus.NOTE, words)))

    def report(self, report: SendReport) -> None:
        """Print what one message came to as a line of JSON, if JSON was asked for."""
        if not self.as_json:
            return
        result = report.result
        delivery = result.delivery if result else None
        document = {
            "delivery_id": report.delivery_id,
            "recipient": str(report.checked.item.recipient),
            "message_data": report.checked.item.case.data_name,
            "verdict": result.status.name.lower() if result else None,
            "failure_message": delivery.failure_message if delivery else None,
            "events": {one.state: one.at for one in delivery.events} if delivery else {},
        }
        echo(json.dumps(document))  # ASCII: a name may hold what no encoding has


def format_step(step: SendStep) -> str:
    """Return a step as a line with its mark; details and totals stand without one."""
    text = presentable_lines(step.text) if step.name == "detail" else presentable(step.text)
    if step.name == "detail":
        return f"    {text}"
    if step.name == "totals":
        return text
    unicode, ascii_, color = _MARKS[step.status]
    sign = unicode if supports_unicode(sys.stderr) else ascii_
    return f"  {click.style(sign, fg=color)} {text}"
