"""``inbox validate``: render every case and report every variable without a value."""

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
@now_option
@project_option
def command(
    paths: tuple[str, ...], form: str, fail_level: str | None, now: str | None, folder: Path
) -> int:
    """Render every case of the templates (all of them by default) and report what is wrong."""
    from toolkit.cli.workspace import open_workspace
    from toolkit.validation.runner import validate
    from toolkit.validation.settings import settings_of

    started = perf_counter()
    workspace = open_workspace(folder, now=now)
    project = workspace.project
    templates = workspace.select(paths)
    report = validate(project, templates, workspace.world, settings_of(project.config))
    result(print_report(report, form, look(seconds=perf_counter() - started)))
    level = Severity(fail_level or project.config.validate.fail_level)
    worst = report.worst()
    return int(worst is not None and worst.rank <= level.rank)
