"""``inbox prove``: prove a template for all data its contract allows."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_toolkit.cli.console import echo, echo_err
from inbox_toolkit.cli.options import (
    inbox_command,
    now_option,
    option_group,
    output_group,
    project_option,
    template_argument,
)
from inbox_toolkit.cli.progress import ProgressPrinter

if TYPE_CHECKING:
    from inbox_toolkit.prove.prove import ProofResult

_search = option_group("Search")


@inbox_command(
    "prove", "inbox prove order_shipped", "inbox prove order_shipped --seconds 20 --seed 7"
)
@template_argument
@_search(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    default=5.0,
    show_default=True,
    help="Time limit.",
)
@_search("--seed", type=int, default=0, show_default=True, help="Search in another order.")
@output_group("--write", is_flag=True, help="Write data that fails as fixtures.")
@now_option
@project_option
def command(
    template: str, seconds: float, seed: int, write: bool, now: str | None, folder: Path
) -> int:
    """Prove that TEMPLATE renders to JSON for all data its contract allows.

    Otherwise prints data that breaks it and exits 1.
    """
    from inbox_toolkit.project.config import parse_time
    from inbox_toolkit.prove.prove import prove, write_counterexample
    from inbox_toolkit.workspace.workspace import open_workspace

    workspace = open_workspace(folder, now=parse_time(now, "--now") if now else None)
    deadline = time.monotonic() + seconds
    proved = prove(
        workspace.template(template),
        workspace.project,
        workspace.environment,
        seed=seed,
        is_over=lambda: time.monotonic() > deadline,
        progress=ProgressPrinter("cases"),
    )
    echo("\n".join(_lines(proved, seed)))
    for one in proved.search_result.found if write else ():
        for name in write_counterexample(one, proved, workspace.project):
            echo_err(f"wrote {name}")
    return 0 if proved.holds else 1


def _lines(proved: "ProofResult", seed: int) -> list[str]:
    import json

    lines = [f"{proved.template.label}: {proved.verdict} (seed {seed})"]
    for one in proved.search_result.found:
        source, span = one.failure.place
        at = source.position(span.start)
        lines += [
            f"  {one.failure.kind}: {one.failure.message}",
            f"    at {source.name}:{at.line}:{at.column}: {span.of(source.text)[:80]}",
            f"    message data {json.dumps(one.data, ensure_ascii=False)}",
            f"    profile      {json.dumps(one.profile, ensure_ascii=False)}",
        ]
    for unproved in proved.proof.unproved if proved.holds else ():
        source, span = proved.template.locate(unproved.span)
        at = source.position(span.start)
        lines.append(f"  not proved: {unproved.reason}, at {source.name}:{at.line}:{at.column}")
    for arm in proved.unreached if proved.holds else ():
        source, span = proved.template.locate(arm.tag_span)
        at = source.position(span.start)
        lines.append(f"  not reached: the `{arm.kind}` at {source.name}:{at.line}:{at.column}")
    return lines
