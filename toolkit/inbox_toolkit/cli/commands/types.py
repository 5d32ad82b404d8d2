"""``inbox types``: types for the backend that sends the message."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from inbox_toolkit.cli.console import echo, echo_err, print_error
from inbox_toolkit.cli.options import (
    inbox_command,
    option_group,
    optional_template_argument,
    output_group,
    project_option,
)
from inbox_toolkit.cli.project_folder import folder_for
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.text.presentable import presentable

_language = option_group("Language")


@inbox_command(
    "types",
    "inbox types order_shipped --style dataclass --with-send",
    "inbox types --all --lang typescript --out types",
)
@optional_template_argument
@_language(
    "--lang",
    type=click.Choice(["python", "typescript", "json-schema"]),
    default="python",
    show_default=True,
    help="Target language.",
)
@_language(
    "--style",
    type=click.Choice(["typeddict", "dataclass", "pydantic"]),
    help="Kind of Python types. [default: typeddict]",
)
@_language(
    "--with-send",
    is_flag=True,
    help="Add a function that sends the message with the official client.",
)
@output_group("--all", "is_all", is_flag=True, help="Generate for every template.")
@output_group("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write files to DIR.")
@output_group(
    "--check", is_flag=True, help="Write nothing; exit 1 if files in DIR are out of date."
)
@project_option
def command(
    template: str | None,
    lang: str,
    style: str | None,
    with_send: bool,
    is_all: bool,
    out: Path | None,
    check: bool,
    folder: Path,
) -> int:
    """Generate types for TEMPLATE's message data from its contract.

    Prints them, or writes one file per template with --out.
    """
    from inbox_toolkit.codegen.codegen import TypeGenerator
    from inbox_toolkit.contract.contract import effective_contract, require_parsed
    from inbox_toolkit.workspace.workspace import open_workspace

    if (template is None) is not is_all:
        raise UsageError(
            "name a template or use --all", help="inbox types NAME, or inbox types --all"
        )
    if check and out is None:
        raise UsageError("--check needs the folder to check", help="add --out DIR")
    generator = TypeGenerator(lang, style or "", with_send=with_send)
    workspace = open_workspace(folder_for(template, folder) if template else folder)
    chosen = [one for one in workspace.select([template] if template else []) if not one.language]
    files = generator.files(chosen)
    texts = {}
    code = 0
    for one in chosen:
        try:
            require_parsed(one)
            document = effective_contract(one, workspace.project).document
            texts[files[one.name]] = generator.text(document, one)
        except ProjectError as error:
            if not is_all:
                raise
            print_error(error.message, help=error.help)
            code = error.exit_code
    if out is None:
        echo("\n\n".join(text.rstrip() for text in texts.values()))
        return code
    written = _check(out, texts) if check else _write(out, texts)
    return code or written


def _write(out: Path, texts: Mapping[str, str]) -> int:
    from inbox_toolkit.project.files import write_atomically

    for path, text in _stale(out, texts):
        write_atomically(path, text, replace=True)
        echo(f"wrote {presentable(str(path))}")
    return 0


def _check(out: Path, texts: Mapping[str, str]) -> int:
    stale = [path for path, _ in _stale(out, texts)]
    for path in stale:
        echo_err(f"{presentable(str(path))} is out of date: run again without --check")
    return 1 if stale else 0


def _stale(out: Path, texts: Mapping[str, str]) -> Iterable[tuple[Path, str]]:
    """Yield each file that differs from its text, with that text."""
    for name, text in texts.items():
        path = out / name
        if not path.is_file() or path.read_bytes() != text.encode("utf-8", "surrogatepass"):
            yield path, text
