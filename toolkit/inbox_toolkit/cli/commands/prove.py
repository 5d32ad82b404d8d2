"""``inbox prove``: prove a template for all data its contract allows."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inbox_toolkit.cli.console import echo, echo_err, echo_json
from inbox_toolkit.cli.options import (
    format_option,
    inbox_command,
    now_option,
    option_group,
    output_group,
    project_option,
    template_argument,
)
from inbox_toolkit.cli.progress import ProgressPrinter
from inbox_toolkit.cli.project_folder import folder_for
from inbox_toolkit.text.presentable import presentable

if TYPE_CHECKING:
    from inbox_toolkit.prove.prove import ProofResult
    from inbox_toolkit.template.template import Location

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
@format_option
@now_option
@project_option
def command(
    template: str, seconds: float, seed: int, write: bool, form: str, now: str | None, folder: Path
) -> int:
    """Prove that TEMPLATE renders to JSON, with every value, for all data its contract allows.

    Otherwise prints data that breaks it and exits 1.
    """
    from inbox_toolkit.project.config import parse_time
    from inbox_toolkit.prove.prove import prove, write_counterexample
    from inbox_toolkit.workspace.workspace import open_workspace

    workspace = open_workspace(
        folder_for(template, folder), now=parse_time(now, "--now") if now else None
    )
    deadline = time.monotonic() + seconds
    proved = prove(
        workspace.template(template),
        workspace.project,
        workspace.environment,
        seed=seed,
        is_over=lambda: time.monotonic() > deadline,
        progress=ProgressPrinter("cases"),
    )
    if form == "json":
        echo_json(_document(proved, seed))
    else:
        echo("\n".join(presentable(line) for line in _lines(proved, seed)))
    for one in proved.search_result.found if write else ():
        for name in write_counterexample(one, proved, workspace.project):
            echo_err(f"wrote {presentable(name)}")
    return 0 if proved.holds else 1


def _document(proved: "ProofResult", seed: int) -> dict[str, Any]:
    template, searched = proved.template, proved.search_result
    return {
        "template": template.label,
        "verdict": proved.verdict,
        "holds": proved.holds,
        "is_json_proved": proved.json.is_closed,
        "are_values_proved": proved.values.is_closed,
        "seed": seed,
        "cases": searched.cases,
        "counterexamples": [
            {
                "kind": one.failure.kind,
                "message": one.failure.message,
                **_place(one.failure.place),
                "message_data": one.data,
                "profile": one.profile,
            }
            for one in searched.found
        ],
        "unproved": [
            {"reason": one.reason, **_place(template.locate(one.span))} for one in proved.unproved
        ],
        "unreached": [
            {"branch": one.kind, **_place(template.locate(one.tag_span))}
            for one in proved.unreached
        ],
    }


def _place(location: "Location") -> dict[str, Any]:
    source, span = location
    at = source.position(span.start)
    return {"file": source.name, "line": at.line, "column": at.column}


def _lines(proved: "ProofResult", seed: int) -> list[str]:
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
    for unproved in proved.unproved if proved.holds else ():
        source, span = proved.template.locate(unproved.span)
        at = source.position(span.start)
        lines.append(f"  not proved: {unproved.reason}, at {source.name}:{at.line}:{at.column}")
    for branch in proved.unreached if proved.holds else ():
        source, span = proved.template.locate(branch.tag_span)
        at = source.position(span.start)
        lines.append(f"  not reached: the `{branch.kind}` at {source.name}:{at.line}:{at.column}")
    return lines
