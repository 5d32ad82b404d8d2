"""``inbox list``: the templates with their cases, type and topics."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from inbox_toolkit.cli.console import echo, echo_json
from inbox_toolkit.cli.options import format_option, inbox_command, json_option, project_option
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity

if TYPE_CHECKING:
    from inbox_toolkit.template.template import Template


@inbox_command("list", "inbox list", "inbox list --format json")
@format_option
@json_option
@project_option
def command(form: str, as_json: bool, folder: Path) -> int:
    """List the templates with their cases, type and topics."""
    from inbox_toolkit.rendering.cases import cases_of
    from inbox_toolkit.workspace.workspace import open_workspace

    workspace = open_workspace(folder)
    fixtures = workspace.project.fixtures
    rows = [_row(one, len(cases_of(one, fixtures))) for one in workspace.select(())]
    if as_json or form == "json":
        echo_json(rows)
    else:
        echo(_table(rows))
    return 0


def _row(template: "Template", cases: int) -> dict[str, Any]:
    return {
        "template": template.label,
        "name": template.envelope.name,
        "file": template.file,
        "cases": cases,
        "type": template.envelope.type,
        "topics": template.envelope.topics,
    }


def _table(rows: list[dict[str, Any]]) -> str:
    """Return the templates in columns."""
    cells = [
        (
            presentable(row["template"]),
            presentable(row["name"] or ""),
            quantity(row["cases"], "case"),
            presentable(row["type"] or "-"),
            presentable(", ".join(row["topics"])),
        )
        for row in rows
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    return "\n".join(
        f"{label:<{widths[0]}}  {name:<{widths[1]}}  {cases:>{widths[2]}}  "
        f"{kind:<{widths[3]}}  {topics}".rstrip()
        for label, name, cases, kind, topics in cells
    )
