"""``inbox send``: one message, or several, through the real service."""

import time
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inbox_toolkit.cli.completion import data_names, profile_names
from inbox_toolkit.cli.console import echo, echo_err, is_interactive
from inbox_toolkit.cli.options import (
    action_group,
    case_group,
    inbox_command,
    option_group,
    project_option,
    region_option,
    report_group,
    template_argument,
)
from inbox_toolkit.cli.project_folder import folder_for
from inbox_toolkit.errors import UsageError

if TYPE_CHECKING:
    from inbox_toolkit.appapi.session import ApiSession
    from inbox_toolkit.send.plan import CheckedMessage, SendOptions
    from inbox_toolkit.send.send_one import FollowOptions
    from inbox_toolkit.workspace.workspace import Workspace

_whom = option_group("Recipients and time")


@inbox_command(
    "send",
    "inbox send order_shipped --to me --data standard",
    "inbox send order_shipped --to id:user_123 --set trigger.order_id=ORD-7 --dry-run",
)
@template_argument
@_whom(
    "--to",
    multiple=True,
    required=True,
    metavar="WHO",
    help="Recipient: me, id:USER, email:ADDRESS or cio_id:ID. Repeatable.",
)
@case_group(
    "--data",
    metavar="NAME",
    shell_complete=data_names,
    help="Message data to send; - reads it from stdin.",
)
@case_group("--all-cases", is_flag=True, help="Send every message data of the template.")
@case_group(
    "--set",
    "changes",
    multiple=True,
    metavar="PATH=VALUE",
    help="Set a value, such as trigger.order_id=7. Repeatable.",
)
@case_group(
    "--unset",
    "removed",
    multiple=True,
    metavar="PATH",
    help="Remove a value, such as trigger.order_id. Repeatable.",
)
@case_group(
    "--profile",
    metavar="NAME",
    shell_complete=profile_names,
    help="Profile to render with, in place of the recipient's.",
)
@case_group("--language", metavar="CODE", help="Send this language instead of the recipient's own.")
@_whom("--send-at", metavar="TIME", help="Send later: +2h, or 2026-01-15T09:00+01:00.")
@_whom("--queue-draft", is_flag=True, help="Keep it as a draft in Customer.io.")
@region_option
@action_group("--dry-run", is_flag=True, help="Print the request without the key; send nothing.")
@action_group(
    "--copy-as",
    type=click.Choice(["curl", "python", "node", "ruby", "go"]),
    help="Print the send as a cURL command or a program; send nothing.",
)
@action_group("--yes", is_flag=True, help="Send without asking.")
@action_group(
    "--again",
    is_flag=True,
    help="Also send what an earlier run may have sent already; asks first.",
)
@action_group("--force", is_flag=True, help="Send even if the message would fail or arrive broken.")
@report_group("--no-wait", is_flag=True, help="Exit once the message is accepted.")
@report_group(
    "--wait",
    type=click.FloatRange(0.1, 3600),
    metavar="SECONDS",
    help="Follow the delivery for this long. [default: 30, or 90 with --until]",
)
@report_group(
    "--until",
    type=click.Choice(["sent", "opened", "clicked"]),
    help="Follow the delivery until this happens. [default: sent]",
)
@report_group(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format; json prints one line per message.",
)
@project_option
def command(folder: Path, region: str | None, **options: Any) -> int:
    """Send TEMPLATE to your own test profiles and follow its delivery.

    Renders and checks the message first. Recipients must be listed in inbox.toml, or be you.
    """
    from inbox_toolkit.appapi.session import open_session
    from inbox_toolkit.send.plan import check_messages, plan_messages
    from inbox_toolkit.workspace.workspace import open_workspace

    send_options = _send_options(options)
    workspace = open_workspace(folder_for(options["template"], folder))
    session = open_session(region=region, configured=workspace.project.config.send.region)
    checked = check_messages(plan_messages(workspace, send_options, session.me), workspace)
    if options["dry_run"] or options["copy_as"]:
        return _print_only(checked, session, options["copy_as"] or "http")
    return _send(checked, workspace, session, options)


def _send_options(options: dict[str, Any]) -> "SendOptions":
    from inbox_toolkit.appapi.send_request import parse_send_at
    from inbox_toolkit.cli.send.input import STDIN, read_stdin
    from inbox_toolkit.send.plan import SendOptions

    given = {one.name: options[one.name] for one in fields(SendOptions) if one.name in options}
    if given["send_at"]:
        given["send_at"] = parse_send_at(given["send_at"], time.time())
    if given["data"] == STDIN:
        given["data"] = read_stdin()
    return SendOptions(**given)


def _print_only(checked: "list[CheckedMessage]", session: "ApiSession", language: str) -> int:
    from inbox_toolkit.appapi.request_preview import request_as
    from inbox_toolkit.appapi.send_snippets import CLIENT_LANGUAGES
    from inbox_toolkit.cli.send.output import format_step
    from inbox_toolkit.send.steps import SendStep, StepStatus

    if language in CLIENT_LANGUAGES and len(checked) > 1:
        raise UsageError(
            f"--copy-as {language} writes a program for one message, not for {len(checked)}",
            help="name one --to and one --data, or use --copy-as curl",
        )
    for one in checked:
        if one.errors:
            words = f"it {one.prediction}: {one.first_error}"
            echo_err(format_step(SendStep(StepStatus.FAILED, words)))
        request = one.item.message.request
        echo(request_as(language, request, session.endpoint, session.credentials))
    return int(any(one.errors for one in checked))


def _send(
    checked: "list[CheckedMessage]",
    workspace: "Workspace",
    session: "ApiSession",
    options: dict[str, Any],
) -> int:
    from inbox_toolkit.appapi.send_log import SendLog, send_log_path
    from inbox_toolkit.cli.send.input import confirm, confirm_again
    from inbox_toolkit.cli.send.output import SendOutput
    from inbox_toolkit.send.send_many import send_many
    from inbox_toolkit.send.send_one import send_one
    from inbox_toolkit.send.steps import heading

    session.required()
    echo_err(heading([one.item for one in checked], session.endpoint, options["to"]))
    as_json = options["form"] == "json"
    is_watching = is_interactive() and not as_json and len(checked) == 1 and not options["until"]
    output = SendOutput(as_json, is_watching)
    common: dict[str, Any] = {
        "on_step": output.step,
        "confirm": partial(confirm, yes=options["yes"]),
        "force": options["force"],
        "follow": None if options["no_wait"] else _follow_options(options, is_watching),
    }
    if len(checked) == 1:
        report = send_one(checked[0], workspace, session, **common)
        output.report(report)
        return report.exit_code
    root = workspace.project.root
    return send_many(
        checked,
        workspace,
        session,
        open_log=lambda plan: SendLog(send_log_path(root, plan)),
        on_report=output.report,
        confirm_again=partial(confirm_again, yes=options["yes"]) if options["again"] else None,
        **common,
    )


def _follow_options(options: dict[str, Any], is_watching: bool) -> "FollowOptions":
    """Return how long to follow: reports of ``opened`` lag by more than 30 s under load.

    Source: the waits of the vendor's own end-to-end tests (customerio/mobile-e2e).
    """
    from inbox_toolkit.send.send_one import FollowOptions

    until = frozenset({"opened", "clicked"} if is_watching else {options["until"]} - {"sent", None})
    if until == {"opened"}:
        until |= {"clicked"}  # nobody clicks an unopened message
    required = bool(until) and not is_watching
    return FollowOptions(options["wait"] or (90.0 if required else 30.0), until, required)
