"""``inbox preview``: messages live in the browser."""

import webbrowser
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inbox_toolkit.cli.console import echo_err, is_interactive
from inbox_toolkit.cli.error_boundary import report_bug
from inbox_toolkit.cli.options import inbox_command, now_option, option_group, project_option
from inbox_toolkit.cli.preview_files import PreviewFiles
from inbox_toolkit.errors import UsageError
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity

if TYPE_CHECKING:
    from inbox_toolkit.preview.language_socket import LanguageService
    from inbox_toolkit.preview.server import Preview, PreviewOptions
    from inbox_toolkit.preview.session import SaveReport
    from inbox_toolkit.preview.wire import Summary


VIEWS = ("inbox", "visual", "component", "json", "changes", "cases")
_FOLDER = click.Path(file_okay=False, path_type=Path)

_server = option_group("Server")
_files_group = option_group("Files and screenshots")


@inbox_command("preview", "inbox preview", "inbox preview --port 4700 --no-open")
@_server("--host", metavar="HOST", help="Address to listen on. [default: 127.0.0.1]")
@_server(
    "--port", type=click.IntRange(0, 65535), help="Port, or the next free one. [default: 4600]"
)
@_server(
    "--open/--no-open",
    "opening",
    default=None,
    help="Open the page in the browser. [default: on a terminal]",
)
@_server("--read-only", is_flag=True, help="Show only: nothing is saved, opened or sent.")
@_server("--poll", is_flag=True, help="Poll for changes, for network drives.")
@_server(
    "--embed-in",
    "embedders",
    metavar="ORIGIN",
    multiple=True,
    help="Let pages of ORIGIN show the preview in a frame. Repeatable.",
)
@_files_group("--build", type=_FOLDER, metavar="DIR", help="Write the pages as files, then exit.")
@_files_group(
    "--screenshot",
    type=_FOLDER,
    metavar="DIR",
    help="Write a PNG per case and view, then exit.",
)
@_files_group(
    "--compare",
    type=_FOLDER,
    metavar="DIR",
    help="Exit 1 if a case looks different from its PNG in DIR.",
)
@_files_group(
    "--view",
    "views",
    type=click.Choice(VIEWS),
    multiple=True,
    help="Take pictures of this view only. Repeatable.",
)
@_files_group(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.001,
    show_default=True,
    help="Share of pixels that may differ.",
)
@_files_group(
    "--since",
    metavar="REV",
    default="HEAD",
    show_default="the last commit",
    help="Revision that the Diff view compares with.",
)
@now_option
@project_option
def command(
    host: str | None,
    port: int | None,
    opening: bool | None,
    read_only: bool,
    poll: bool,
    embedders: tuple[str, ...],
    now: str | None,
    folder: Path,
    **files: Any,
) -> int:
    """Show every message live in the browser while you edit templates and fixtures.

    With --build, --screenshot or --compare, works on files instead and exits.
    """
    from inbox_toolkit.preview.server import PreviewOptions
    from inbox_toolkit.project.config import parse_time

    frozen = parse_time(now, "--now") if now else None
    to_write = PreviewFiles(folder, frozen, **files)
    if to_write.any:
        return to_write.write()
    _check_embedders(embedders)
    options = PreviewOptions(host, port, poll, frozen, read_only, embedders)
    return _serve(folder, options, opening)


def _check_embedders(embedders: tuple[str, ...]) -> None:
    from inbox_toolkit.web.security import EMBEDDER

    for one in embedders:
        if not EMBEDDER.fullmatch(one):
            raise UsageError(
                f"--embed-in {one!r}: this is no origin",
                help="write it like https://host or http://host:port",
            )


def _serve(folder: Path, options: "PreviewOptions", opening: bool | None) -> int:
    from inbox_toolkit.preview.server import Preview

    preview = Preview(
        folder,
        options,
        load_language_service=_language_service,
        on_saved=_print_save,
        on_error=_print_bug,
    )
    _print_start(preview)
    if opening if opening is not None else _should_open(preview):
        webbrowser.open(preview.url)
    preview.serve()
    return 0


def _language_service() -> "LanguageService":
    from inbox_toolkit.language_server.server import file_changes, serve_messages
    from inbox_toolkit.preview.language_socket import LanguageService

    return LanguageService(serve_messages, file_changes)


def _print_start(one: "Preview") -> None:
    if one.port_wanted not in (0, one.port):
        echo_err(f"Port {one.port_wanted} is in use; using {one.port}.")
    counts = ", ".join(
        quantity(number, name.removesuffix("s"))
        for name, number in _counts(one.summary)
        if number or name in ("templates", "cases")
    )
    echo_err(f"Preview   {one.url}     {counts}")
    config = one.state.workspace.config
    folders = f"{config.templates}/ {config.fixtures}/ {config.file.name if config.file else ''}"
    echo_err(f"Watching  {folders.strip()}          Ctrl-C to stop")
    if one.exposed:
        echo_err(f"Anyone who reaches {one.host} can read templates and fixtures.")
        echo_err("So the page is read-only: nothing is saved, opened in an editor or sent from it.")


def _counts(summary: "Summary") -> list[tuple[str, int]]:
    names = ("templates", "cases", "errors", "warnings")
    return [(name, getattr(summary, name)) for name in names]


def _should_open(one: "Preview") -> bool:
    return is_interactive() and one.state.workspace.config.preview.open


def _print_save(one: "SaveReport") -> None:
    names = presentable(", ".join(path.name for path in one.paths[:3]))
    more = f" and {len(one.paths) - 3} more" if len(one.paths) > 3 else ""
    verdict = one.after if one.before == one.after else f"{one.before} → {one.after}"
    echo_err(
        f"{datetime.now():%H:%M:%S}  {names + more:<24}  {one.milliseconds:4.0f} ms   {verdict}"
    )


def _print_bug(error: Exception) -> None:
    report_bug(error, but="the preview goes on")
