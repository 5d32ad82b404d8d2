"""``inbox validate``: render every case and report what is wrong."""

from pathlib import Path
from typing import Any

import click

from inbox_toolkit.cli.completion import template_names
from inbox_toolkit.cli.options import (
    action_group,
    check_group,
    inbox_command,
    now_option,
    project_option,
    report_group,
    speed_group,
)
from inbox_toolkit.diagnostics.reporters import FORMATS

_FILE = click.Path(path_type=Path, dir_okay=False)
_LEVELS = ("error", "warning", "info")


@inbox_command("validate", "inbox validate", "inbox validate order_shipped --format json")
@click.argument("paths", nargs=-1, metavar="[TEMPLATE | PATH]...", shell_complete=template_names)
@check_group(
    "--since",
    metavar="REV",
    help="Check only templates affected by changes since a git revision, and their senders.",
)
@check_group("--baseline", type=_FILE, metavar="FILE", help="Hide the findings listed in FILE.")
@action_group(
    "--write-baseline",
    type=_FILE,
    metavar="FILE",
    help="List today's findings in FILE, for --baseline.",
)
@check_group(
    "--all-projects", is_flag=True, help="Validate every project in and below the current folder."
)
@action_group("--fix", is_flag=True, help="Apply fixes that provably change no payload.")
@action_group("--watch", is_flag=True, help="Validate again after every change.")
@report_group(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Output format.",
)
@report_group(
    "--fail-level",
    type=click.Choice(_LEVELS),
    help="Lowest severity that makes the exit code 1. [default: error]",
)
@speed_group(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Number of processes. [default: as many as help]",
)
@speed_group(
    "--cache/--no-cache", default=True, help="Reuse results of earlier runs. [default: on]"
)
@now_option
@project_option
def command(watch: bool, **options: Any) -> int:
    """Render every case of the templates and report what is wrong.

    Checks the whole project, or the templates given by name or path. A fixture's path stands for
    the templates that use it. Exits 1 if there are errors.
    """
    from inbox_toolkit.cli.validate.run import ValidateArgs, validate_once

    args = ValidateArgs(**options)
    if watch:
        from inbox_toolkit.cli.validate.watch import watch_project

        watch_project(args.folder, lambda: validate_once(args))
    return validate_once(args)
