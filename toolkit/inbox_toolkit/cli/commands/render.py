"""``inbox render``: render one case and print its payload."""

import json
from pathlib import Path

from inbox_toolkit.cli.console import console_style, echo, echo_err
from inbox_toolkit.cli.options import (
    case_options,
    inbox_command,
    project_option,
    report_group,
    template_argument,
)
from inbox_toolkit.diagnostics.reporters import print_report


@inbox_command(
    "render",
    "inbox render order_shipped --profile ada --data standard",
    "inbox render order_shipped --set trigger.order_id=ORD-1 --raw",
)
@template_argument
@case_options
@report_group("--raw", is_flag=True, help="Print the rendered text as is, without formatting it.")
@project_option
def command(
    template: str,
    profile: str | None,
    data: str | None,
    changes: tuple[str, ...],
    now: str | None,
    raw: bool,
    folder: Path,
) -> int:
    """Render one case of TEMPLATE and print its payload as JSON.

    Uses the first profile and the first message data unless you choose others.
    """
    from inbox_toolkit.project.config import parse_time
    from inbox_toolkit.validation.runner import validate_case
    from inbox_toolkit.validation.settings import settings_of
    from inbox_toolkit.workspace.workspace import open_workspace

    workspace = open_workspace(folder, now=parse_time(now, "--now") if now else None)
    case = workspace.case(template, profile=profile, data=data, changes=changes)
    settings = settings_of(workspace.project.config)
    outcome, report = validate_case(case, workspace.project, workspace.environment, settings)
    if outcome and outcome.payload is not None:
        text = outcome.text if raw else json.dumps(outcome.payload, indent=2, ensure_ascii=False)
        echo(text)
        return 0
    echo_err(print_report(report, "text", console_style()))
    return 1
