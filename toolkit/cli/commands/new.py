"""``inbox new``: a template with its first message data."""

from pathlib import Path

import click

from toolkit.cli.options import examples, project_option
from toolkit.cli.output import interactive, result, talk
from toolkit.errors import UsageError


@click.command("new", epilog=examples("inbox new order_shipped", "inbox new payment_failed"))
@click.argument("name", required=False)
@project_option
def command(name: str | None, folder: Path) -> int:
    """Write a template NAME and message data for it."""
    from toolkit.project.discovery import find_config
    from toolkit.project.scaffold import template_files, write_new

    config = find_config(folder)
    if name is None:
        if not interactive():
            raise UsageError("a new template needs a name", help="inbox new order_shipped")
        name = str(click.prompt("Name of the template", err=True))
    files = template_files(name, config)
    write_new(config.root, files)
    for file in files:
        result(file)
    talk(f"next: inbox preview, or inbox validate {name}")
    return 0
