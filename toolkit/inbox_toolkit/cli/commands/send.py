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
    from inbox_toolkit.cli.api_session import Service
    from inbox_toolkit.cli.send.plan import Judged, Wishes

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
    from inbox_toolkit.cli.api_session import find_service
    from inbox_toolkit.cli.send.confirm import pass_guards
    from inbox_toolkit.cli.send.messages import heading
    from inbox_toolkit.cli.send.plan import judge_items, plan_messages
    from inbox_toolkit.workspace.workspace import open_workspace

    wishes = _wishes(send_at, options)
    workspace = open_workspace(folder)
    service = find_service(region=region, configured=workspace.project.config.send.region)
    judged = judge_items(plan_messages(workspace, wishes, service.me), workspace)
    if options["dry_run"] or options["curl"]:
        return _print_only(judged, service, curl=options["curl"])
    service.required()
    echo_err(heading([one.item for one in judged], service.endpoint, wishes.to))
    pass_guards(judged, workspace, service.me, force=options["force"], yes=options["yes"])
    return _send(judged, service, workspace.project.root, options)


def _wishes(send_at: str | None, options: dict[str, Any]) -> "Wishes":
    from inbox_toolkit.appapi.send_request import parse_send_at
    from inbox_toolkit.cli.send.plan import Wishes

    moment = parse_send_at(send_at, time.time()) if send_at else None
    wished = {one.name: options[one.name] for one in fields(Wishes) if one.name in options}
    return Wishes(**wished, send_at=moment)


def _print_only(judged: "list[Judged]", service: "Service", *, curl: bool) -> int:
    from inbox_toolkit.appapi.request_preview import as_curl, as_dry_run
    from inbox_toolkit.cli.send.messages import bad
    from inbox_toolkit.cli.send.plan import first_error

    show = as_curl if curl else as_dry_run
    for one in judged:
        if one.errors:
            echo_err(bad(f"it {one.prospect}: {first_error(one)}"))
        echo(show(one.item.message.request, service.endpoint, service.credentials))
    return 0


def _send(judged: "list[Judged]", service: "Service", root: Path, options: dict[str, Any]) -> int:
    from inbox_toolkit.appapi.send_log import Journal, journal_path
    from inbox_toolkit.cli.send.send_many import send_several
    from inbox_toolkit.cli.send.send_one import Manner, send_one

    manner = Manner(not options["no_wait"], options["wait"], options["form"] == "json")
    if len(judged) == 1:
        return send_one(judged[0], service, manner)
    return send_several(judged, service, manner, lambda plan: Journal(journal_path(root, plan)))
