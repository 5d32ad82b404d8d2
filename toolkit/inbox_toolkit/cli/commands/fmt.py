"""``inbox fmt``: format templates."""

from pathlib import Path

import click

from inbox_toolkit.cli.completion import template_names
from inbox_toolkit.cli.options import action_group, inbox_command, project_option


@inbox_command(
    "fmt",
    "inbox fmt",
    "inbox fmt --check --diff",
    "inbox fmt - < templates/welcome.json",
)
@click.argument(
    "paths", nargs=-1, metavar="[TEMPLATE | PATH | -]...", shell_complete=template_names
)
@action_group("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@action_group("--diff", is_flag=True, help="Write nothing; print what would change.")
@project_option
def command(paths: tuple[str, ...], check: bool, diff: bool, folder: Path) -> int:
    """Format templates: indentation, line breaks, spacing and quotes of Liquid.

    No payload changes: a file is only written after every case rendered the same as before.
    Without PATHS, formats every template of the project; - formats standard input.
    """
    from inbox_toolkit.cli.fmt import format_project, format_stdin

    if paths == ("-",):
        return format_stdin(folder, check=check, diff=diff)
    return format_project(paths, folder, check=check, diff=diff)
