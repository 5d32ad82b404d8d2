"""``inbox validate``: render every case and report every variable without a value."""

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
    help="Check only what a change since a git revision affects, and what it breaks for senders.",
)
@check_group("--baseline", type=_FILE, metavar="FILE", help="Leave out the findings of a file.")
@action_group("--write-baseline", type=_FILE, metavar="FILE", help="Write today's findings.")
@action_group("--fix", is_flag=True, help="Apply safe fixes, each proved by rendering.")
@action_group("--watch", is_flag=True, help="Validate again at every change.")
@report_group(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text is for people.",
)
@report_group(
    "--fail-level",
    type=click.Choice(_LEVELS),
    help="Exit 1 from this severity on; error unless configured.",
)
@speed_group(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes; as many as pay by default."
)
@speed_group("--cache/--no-cache", default=True, help="Remember verdicts; on by default.")
@now_option
@project_option
def command(watch: bool, **options: Any) -> int:
    """Render every case of the templates (all of them by default) and report what is wrong.

    A PATH is a template, a folder of them, or a fixture: that means the templates that read it.
    """
    from inbox_toolkit.cli.validate.run import ValidateArgs, validate_once

    asked = ValidateArgs(**options)
    if watch:
        from inbox_toolkit.cli.validate.watch import watch_project

        watch_project(asked.folder, lambda: validate_once(asked))
    return validate_once(asked)
