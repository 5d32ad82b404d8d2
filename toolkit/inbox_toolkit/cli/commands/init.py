"""``inbox init``: create a project, and the files for an editor and for CI."""

import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from shlex import quote

import click

from inbox_toolkit.cli.console import echo, echo_err, is_interactive
from inbox_toolkit.cli.options import inbox_command, output_group
from inbox_toolkit.text.presentable import presentable

SERVICES = ("github", "gitlab")


@inbox_command("init", "inbox init messages", "inbox init messages --ci github")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@output_group(
    "--ci",
    "services",
    type=click.Choice(SERVICES),
    multiple=True,
    help="Add the files of a CI service, to a new or an existing project. Repeatable.",
)
@output_group(
    "--editor",
    is_flag=True,
    help="Update the schemas for editors in an existing project.",
)
def command(folder: Path | None, services: tuple[str, ...], editor: bool) -> int:
    """Create a project in DIR, or here: settings, three profiles and two sample messages.

    Never overwrites a file, except the schemas with --editor.
    """
    from inbox_toolkit.project.config import has_settings
    from inbox_toolkit.project.starter_files import project_files, write_new

    if folder is None:
        folder = Path()
        question = f"Create a project in {folder.resolve()}?"
        if is_interactive() and not click.confirm(question, default=True, err=True):
            return 0
    is_new = not ((services or editor) and has_settings(folder))
    if is_new:
        own = project_files(folder)
        write_new(folder, own)
        _print_names(folder, own)
    if is_new or editor:
        _write_editors(folder, anew=editor)
    _write_ci(folder, services)
    if is_new:
        _print_next_steps(folder)
    return 0


def _write_editors(folder: Path, *, anew: bool) -> None:
    from inbox_toolkit.project.files import write_inside
    from inbox_toolkit.project.starter_files import repository_files, schema_files

    schemas = schema_files()
    if anew:
        for name, text in schemas.items():
            write_inside(folder, name, text, replace=True)
        _print_names(folder, schemas)
    else:
        _write_missing(folder, schemas)
    _write_missing(folder, repository_files())


def _write_ci(folder: Path, services: tuple[str, ...]) -> None:
    from inbox_toolkit.project.starter_files import ci_files, repository_of

    repository = repository_of(folder)
    inside = PurePosixPath(folder.resolve().relative_to(repository).as_posix())
    for service in dict.fromkeys(services):
        _write_missing(repository, ci_files(service, inside))
    if services:
        echo_err("next: set the CI variable INBOX_TOOLKIT to what pip should install")


def _write_missing(root: Path, files: Mapping[str, str]) -> None:
    """Write the files that are missing, and name those that are kept as they are."""
    from inbox_toolkit.project.starter_files import MANUAL_STEPS, has_text, missing_files, write_new

    written = missing_files(root, files)
    write_new(root, written)
    _print_names(root, written)
    for name in files:
        if name not in written and not has_text(root / name, files[name]):
            advice = f"; {MANUAL_STEPS[name]}" if name in MANUAL_STEPS else ""
            echo_err(f"kept your {presentable(_from_current_folder(root / name))}{advice}")


def _print_names(root: Path, files: Mapping[str, str]) -> None:
    for name in files:
        echo(presentable(_from_current_folder(root / name)))


def _from_current_folder(path: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve())).as_posix()
    except ValueError:  # on another drive of Windows
        return path.resolve().as_posix()


def _print_next_steps(folder: Path) -> None:
    if folder != Path():
        echo_err(f"next: cd {quote(folder.as_posix())}, then")
    else:
        echo_err("next:")
    echo_err("  inbox validate               check every message for every profile")
    echo_err("  inbox prove order_shipped    check it for all data its contract allows")
    echo_err("  inbox preview                see messages while you edit")
