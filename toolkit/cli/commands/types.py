"""``inbox types``: the types of message data, for whoever sends it."""

from pathlib import Path

import click

from toolkit.cli.options import examples, project_option
from toolkit.cli.output import result, talk
from toolkit.errors import UsageError


@click.command(
    "types",
    epilog=examples(
        "inbox types order_shipped --lang python",
        "inbox types --all --lang typescript --out types",
    ),
)
@click.argument("template", required=False)
@click.option(
    "--lang",
    type=click.Choice(["python", "typescript", "json-schema"]),
    default="python",
    help="The language; Python by default.",
)
@click.option("--all", "is_all", is_flag=True, help="Of every template.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write files there.")
@click.option("--check", is_flag=True, help="Exit 1 where files in DIR are out of date.")
@project_option
def command(
    template: str | None, lang: str, is_all: bool, out: Path | None, check: bool, folder: Path
) -> int:
    """Print the types of TEMPLATE's message data, from its contract."""
    from toolkit.cli.workspace import open_workspace
    from toolkit.contract.agreeing import agreed
    from toolkit.contract.languages import LANGUAGES
    from toolkit.project.files import write_atomically

    if (template is None) is not is_all:
        raise UsageError("name a template, or all of them", help="inbox types NAME, or --all")
    if check and out is None:
        raise UsageError("there is no folder to check", help="add --out DIR")
    workspace = open_workspace(folder)
    chosen = [one for one in workspace.select([template] if template else []) if not one.language]
    ending, write = LANGUAGES[lang]
    stale = 0
    for one in chosen:
        text = write(agreed(one, workspace.project).schema, one)
        if out is None:
            result(text.rstrip())
            continue
        path = out / f"{one.name.replace('/', '_')}{ending}"
        if path.is_file() and path.read_bytes() == text.encode():
            continue
        stale += 1
        if check:
            talk(f"{path} is out of date; write it again without --check")
        else:
            write_atomically(path, text, replace=True)
            result(f"wrote {path}")
    return 1 if check and stale else 0
