"""``inbox validate``: render every case and report every variable without a value."""

import os
from pathlib import Path
from time import perf_counter

import click

from toolkit.cli.options import examples, now_option, project_option
from toolkit.cli.output import look, result
from toolkit.diagnostics.diagnostic import Severity
from toolkit.diagnostics.reporters import FORMATS, print_report


@click.command(
    "validate",
    epilog=examples("inbox validate", "inbox validate order_shipped --format json"),
)
@click.argument("paths", nargs=-1, metavar="[TEMPLATE | PATH]...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--fail-level",
    type=click.Choice([one.value for one in Severity]),
    help="Exit 1 from this severity on; error unless configured.",
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes; as many as pay by default."
)
@click.option("--cache/--no-cache", default=True, help="Remember verdicts; on by default.")
@now_option
@project_option
def command(
    paths: tuple[str, ...],
    form: str,
    fail_level: str | None,
    jobs: int | None,
    cache: bool,
    now: str | None,
    folder: Path,
) -> int:
    """Render every case of the templates (all of them by default) and report what is wrong."""
    from toolkit.project.config import instant
    from toolkit.project.discovery import find_config
    from toolkit.validation.checking import Wishes, check
    from toolkit.validation.store import cache_folder

    started = perf_counter()
    config = find_config(folder)
    wishes = Wishes(
        names=paths,
        now=instant(now, "--now") if now else None,
        jobs=jobs,
        cache=cache_folder(config.root, os.environ) if cache else None,
    )
    report = check(config, wishes)
    result(print_report(report, form, look(seconds=perf_counter() - started)))
    level = Severity(fail_level or config.validate.fail_level)
    worst = report.worst()
    return int(worst is not None and worst.rank <= level.rank)
