"""``inbox preview``: the live page, on this machine."""

import webbrowser
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import examples, now_option, project_option
from toolkit.cli.output import interactive, result, talk

if TYPE_CHECKING:
    from toolkit.preview.running import Preview, Wishes
    from toolkit.preview.session import Saved


_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    "preview",
    epilog=examples("inbox preview", "inbox preview --port 4700 --no-open"),
)
@click.option("--host", metavar="HOST", help="Address to listen on; 127.0.0.1 by default.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port, or the next free one; 4600.")
@click.option("--open/--no-open", "opening", default=None, help="Open the page in a browser.")
@click.option("--poll", is_flag=True, help="Look for changes again and again (network mounts).")
@click.option("--build", type=_FOLDER, metavar="DIR", help="Write the pages as files and stop.")
@click.option("--screenshot", type=_FOLDER, metavar="DIR", help="Write a PNG per case and stop.")
@click.option("--compare", type=_FOLDER, metavar="DIR",
              help="Fail where a case looks different from its PNG in DIR.")  # fmt: skip
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.001, show_default=True,
              help="Share of the pixels that may differ.")  # fmt: skip
@now_option
@project_option
def command(
    host: str | None,
    port: int | None,
    opening: bool | None,
    poll: bool,
    build: Path | None,
    screenshot: Path | None,
    compare: Path | None,
    threshold: float,
    now: str | None,
    folder: Path,
) -> int:
    """Show every message live in a browser while templates and fixtures are edited."""
    from toolkit.preview.running import Wishes
    from toolkit.project.config import instant

    moment = instant(now, "--now") if now else None
    if build:
        return _build(folder, build, moment)
    if screenshot:
        return _screenshot(folder, screenshot, moment)
    if compare:
        return _compare(folder, compare, moment, threshold)
    return _serve(folder, Wishes(host=host, port=port, poll=poll, now=moment), opening)


def _serve(folder: Path, wishes: "Wishes", opening: bool | None) -> int:
    from toolkit.preview.running import Preview

    preview = Preview(folder, wishes, saved=_saved)
    _started(preview)
    if opening if opening is not None else _opens(preview):
        webbrowser.open(preview.url)
    preview.serve()
    return 0


def _build(folder: Path, target: Path, now: datetime | None) -> int:
    from toolkit.preview.board import Board
    from toolkit.preview.site import write_site

    board = Board(folder, now=now)
    board.judge_all()
    written = write_site(board, target)
    result(f"{target / 'index.html'}  {_count(len(written), 'template')}")
    return 0


def _screenshot(folder: Path, target: Path, now: datetime | None) -> int:
    from toolkit.preview.screens import screens_board, take_screens

    names = take_screens(screens_board(folder, now), target)
    result(f"{target}  {_count(len(names), 'screenshot')}")
    return 0


def _compare(folder: Path, before: Path, now: datetime | None, threshold: float) -> int:
    from toolkit.preview.screens import DIFFERENCES, compare_screens, screens_board

    found = compare_screens(screens_board(folder, now), before, threshold=threshold)
    for one in found:
        share = f"  {one.share:.1%} of its pixels" if one.what == "differs" else ""
        result(f"{one.name}  {one.what}{share}")
    if found:
        talk(f"{_count(len(found), 'screenshot')} changed; see {before / DIFFERENCES}")
    return 1 if found else 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _started(one: "Preview") -> None:
    if one.port_wanted not in (0, one.port):
        talk(f"Port {one.port_wanted} is taken, so this is on {one.port}.")
    counts = ", ".join(
        _count(number, name.removesuffix("s"))
        for name, number in one.summary.items()
        if number or name in ("templates", "cases")
    )
    talk(f"Preview   {one.url}     {counts}")
    config = one.board.contents.project.config
    folders = f"{config.templates}/ {config.fixtures}/ {config.file.name if config.file else ''}"
    talk(f"Watching  {folders.strip()}          Ctrl-C to stop")
    if one.exposed:
        talk(f"Anyone who reaches {one.host} can read templates and fixtures; sending is off.")


def _opens(one: "Preview") -> bool:
    return interactive() and one.board.contents.project.config.preview.open


def _saved(one: "Saved") -> None:
    names = ", ".join(path.name for path in one.paths[:3])
    more = f" and {len(one.paths) - 3} more" if len(one.paths) > 3 else ""
    verdict = one.after if one.before == one.after else f"{one.before} → {one.after}"
    talk(f"{datetime.now():%H:%M:%S}  {names + more:<24}  {one.milliseconds:4.0f} ms   {verdict}")
