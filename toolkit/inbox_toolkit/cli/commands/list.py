"""``inbox list``: the templates with their cases, type and topics."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_toolkit.cli.console import echo
from inbox_toolkit.cli.options import inbox_command, project_option, report_group

if TYPE_CHECKING:
    from inbox_toolkit.template.template import Template


@inbox_command("list", "inbox list", "inbox list --json")
@report_group("--json", "as_json", is_flag=True, help="Print JSON.")
@project_option
def command(as_json: bool, folder: Path) -> int:
    """List the templates with their cases, type and topics."""
    from inbox_toolkit.rendering.cases import cases_of
    from inbox_toolkit.workspace.workspace import open_workspace

    workspace = open_workspace(folder)
    templates = workspace.select(())
    cases = {one.label: len(cases_of(one, workspace.project.fixtures)) for one in templates}
    echo(_json(templates, cases) if as_json else _table(templates, cases))
    return 0


def _json(templates: Sequence["Template"], cases: Mapping[str, int]) -> str:
    rows = [
        {
            "template": one.label,
            "file": one.file,
            "cases": cases[one.label],
            "type": one.envelope.type,
            "topics": list(one.envelope.topics),
        }
        for one in templates
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _table(templates: Sequence["Template"], cases: Mapping[str, int]) -> str:
    """Return the templates in columns."""
    wide = max(len(one.label) for one in templates)
    return "\n".join(
        f"{one.label:<{wide}}  {cases[one.label]:>3} cases  "
        f"{one.envelope.type or '-':<14}{', '.join(one.envelope.topics)}".rstrip()
        for one in templates
    )
