"""``inbox list``: the templates, how many cases each has, and what they are set to."""

import json
from pathlib import Path

import click

from toolkit.cli.options import examples, project_option
from toolkit.cli.output import result


@click.command("list", epilog=examples("inbox list", "inbox list --json"))
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects.")
@project_option
def command(as_json: bool, folder: Path) -> int:
    """List the templates with their cases, topics and type."""
    from toolkit.cli.workspace import open_workspace
    from toolkit.rendering.cases import cases_of

    workspace = open_workspace(folder)
    rows = [
        {
            "template": one.label,
            "file": one.file,
            "cases": len(cases_of(one, workspace.project.fixtures)),
            "type": one.envelope.type,
            "topics": list(one.envelope.topics),
        }
        for one in workspace.templates
    ]
    result(json.dumps(rows, indent=2, ensure_ascii=False) if as_json else _table(rows))
    return 0


def _table(rows: list[dict[str, object]]) -> str:
    """Lay the rows out in columns; an empty project has the command that fills it."""
    if not rows:
        return "no templates yet: inbox new NAME"
    wide = max(len(str(row["template"])) for row in rows)
    return "\n".join(
        f"{row['template']!s:<{wide}}  {row['cases']!s:>3} cases  {row['type'] or '-'!s:<14}"
        f"{', '.join(map(str, row['topics']))}"  # type: ignore[arg-type]
        for row in rows
    )
