"""``inbox send``: one message, or several, through the real service."""

import time
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inbox_toolkit.cli.completion import data_names, profile_names
from inbox_toolkit.cli.console import echo, echo_err
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

if TYPE_CHECKING:
    from inbox_toolkit.cli.api_session import ApiSession
    from inbox_toolkit.cli.send.plan import CheckedMessage, SendOptions

_whom = option_group("To whom, and when")


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
    help="id:USER, email:ADDRESS, cio_id:ID or me; may be given again.",
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
    help="Change a value, such as trigger.order_id=7.",
)
@case_group(
    "--profile",
    metavar="NAME",
    shell_complete=profile_names,
    help="Fixture that stands for the recipient here.",
)
@case_group("--language", metavar="CODE", help="Language, instead of the recipient's own.")
@_whom("--send-at", metavar="TIME", help="Later: +2h, or 2026-01-15T09:00+01:00.")
@_whom("--queue-draft", is_flag=True, help="Hold it as a draft in Customer.io.")
@region_option
@action_group("--dry-run", is_flag=True, help="Print the request, without the key; send nothing.")
@action_group("--curl", is_flag=True, help="Print a cURL command; send nothing.")
@action_group("--yes", is_flag=True, help="Do not ask.")
@action_group("--force", is_flag=True, help="Send although it would fail or arrive broken.")
@report_group("--no-wait", is_flag=True, help="Do not follow the delivery.")
@report_group(
    "--wait",
    type=click.FloatRange(0.1, 3600),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Follow it for so long.",
)
@report_group(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: one line per message on stdout.",
)
@project_option
def command(folder: Path, region: str | None, send_at: str | None, **options: Any) -> int:
    """Send TEMPLATE to your own test profiles, and follow it to its verdict.

    It is rendered here first; recipients must be on the list in inbox.toml, or you.
    """
    from inbox_toolkit.cli.api_session import open_session
    from inbox_toolkit.cli.send.confirm import run_guards
    from inbox_toolkit.cli.send.messages import heading
    from inbox_toolkit.cli.send.plan import check_messages, plan_messages
    from inbox_toolkit.workspace.workspace import open_workspace

    send_options = _send_options(send_at, options)
    workspace = open_workspace(folder)
    service = open_session(region=region, configured=workspace.project.config.send.region)
    judged = check_messages(plan_messages(workspace, send_options, service.me), workspace)
    if options["dry_run"] or options["curl"]:
        return _print_only(judged, service, curl=options["curl"])
    service.required()
    echo_err(heading([one.item for one in judged], service.endpoint, send_options.to))
    run_guards(judged, workspace, service.me, force=options["force"], yes=options["yes"])
    return _send(judged, service, workspace.project.root, options)


def _send_options(send_at: str | None, options: dict[str, Any]) -> "SendOptions":
    from inbox_toolkit.appapi.send_request import parse_send_at
    from inbox_toolkit.cli.send.plan import SendOptions

    moment = parse_send_at(send_at, time.time()) if send_at else None
    chosen = {one.name: options[one.name] for one in fields(SendOptions) if one.name in options}
    return SendOptions(**chosen, send_at=moment)


def _print_only(judged: "list[CheckedMessage]", service: "ApiSession", *, curl: bool) -> int:
    from inbox_toolkit.appapi.request_preview import format_curl, format_request
    from inbox_toolkit.cli.send.messages import bad
    from inbox_toolkit.cli.send.plan import first_error

    show = format_curl if curl else format_request
    for one in judged:
        if one.errors:
            echo_err(bad(f"it {one.prospect}: {first_error(one)}"))
        echo(show(one.item.message.request, service.endpoint, service.credentials))
    return 0


def _send(
    judged: "list[CheckedMessage]", service: "ApiSession", root: Path, options: dict[str, Any]
) -> int:
    from inbox_toolkit.appapi.send_log import SendLog, send_log_path
    from inbox_toolkit.cli.send.send_many import send_several
    from inbox_toolkit.cli.send.send_one import SendOutput, send_one

    output = SendOutput(not options["no_wait"], options["wait"], options["form"] == "json")
    if len(judged) == 1:
        return send_one(judged[0], service, output)
    return send_several(judged, service, output, lambda plan: SendLog(send_log_path(root, plan)))
