"""``inbox init``: a new project that renders clean."""

from pathlib import Path

import click

from toolkit.cli.options import examples
from toolkit.cli.output import interactive, result, talk


@click.command("init", epilog=examples("inbox init messages", "inbox init ."))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def command(folder: Path | None) -> int:
    """Make a project in DIR (here by default): settings, two people, a first message."""
    from toolkit.project.scaffold import project_files, write_new

    if folder is None:
        folder = Path()
        question = f"Make a project in {folder.resolve()}?"
        if interactive() and not click.confirm(question, default=True, err=True):
            return 0
    files = project_files(folder)
    write_new(folder, files)
    for name in files:
        result((folder / name).as_posix())
    talk(f"next: {f'cd {folder} && ' if folder != Path() else ''}inbox preview")
    return 0
