"""Ask before files that exist are overwritten."""

from collections.abc import Collection
from pathlib import Path

import click

from inbox_toolkit.cli.console import is_interactive
from inbox_toolkit.errors import UsageError


def confirm_overwrite(root: Path, names: Collection[str], *, yes: bool) -> None:
    """Ask once before existing files are overwritten; raises UsageError for a no."""
    there = [name for name in names if (root / name).exists()]
    if not there or yes:
        return
    what, them = f"{there[0]} already exists", "it"
    if len(there) > 1:
        what, them = f"{there[0]} and {len(there) - 1} more already exist", "them"
    if not is_interactive():
        raise UsageError(what, help="add --yes to overwrite")
    if not click.confirm(f"{what}. Overwrite {them}?", err=True):
        raise UsageError("nothing was written", help="rename what you want to keep and run again")
