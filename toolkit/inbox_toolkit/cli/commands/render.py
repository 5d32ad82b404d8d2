"""``inbox render``: render one case and print its payload."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from inbox_toolkit.cli.console import console_style, echo, echo_err, echo_json
from inbox_toolkit.cli.options import (
    case_group,
    case_options,
    format_option,
    inbox_command,
    project_option,
    report_group,
    template_argument,
)
from inbox_toolkit.diagnostics.reporters import print_report

if TYPE_CHECKING:
    from inbox_toolkit.diagnostics.diagnostic import Report
    from inbox_toolkit.rendering.cases import Case
    from inbox_toolkit.rendering.outcome import Outcome


@inbox_command(
    "render",
    "inbox render order_shipped --profile ada --data standard",
    "inbox render order_shipped --set trigger.order_id=ORD-1 --raw",
    "inbox render order_shipped --unset customer.first_name",
)
@template_argument
@case_options
@case_group(
    "--unset",
    "removed",
    multiple=True,
    metavar="PATH",
    help="Remove a value, such as customer.first_name. Repeatable.",
)
@case_group("--language", metavar="CODE", help="Render this translation of TEMPLATE.")
@report_group("--raw", is_flag=True, help="Print the rendered text as is, without formatting it.")
@format_option
@project_option
def command(
    template: str,
    profile: str | None,
    data: str | None,
    changes: tuple[str, ...],
    removed: tuple[str, ...],
    language: str | None,
    now: str | None,
    raw: bool,
    form: str,
    folder: Path,
) -> int:
    """Render one case of TEMPLATE and print its payload as JSON.

    Uses the first profile and the first message data unless you choose others. With --format json,
    the payload comes with the case and its findings.
    """
    from inbox_toolkit.cli.project_folder import folder_for
    from inbox_toolkit.project.config import parse_time
    from inbox_toolkit.validation.runner import validate_case
    from inbox_toolkit.validation.settings import settings_of
    from inbox_toolkit.workspace.workspace import open_workspace

    workspace = open_workspace(
        folder_for(template, folder), now=parse_time(now, "--now") if now else None
    )
    name = workspace.translation(template, language).label if language else template
    case = workspace.case(name, profile=profile, data=data, changes=changes, removed=removed)
    settings = settings_of(workspace.project.config)
    outcome, report = validate_case(case, workspace.project, workspace.environment, settings)
    rendered = outcome if outcome and outcome.payload is not None else None
    if form == "json":
        echo_json(_document(case, outcome, report))
    elif rendered and raw:
        echo(rendered.text)
    elif rendered:
        echo_json(rendered.payload)
    else:
        echo_err(print_report(report, "text", console_style()))
    return 0 if rendered else 1


def _document(case: "Case", outcome: "Outcome | None", report: "Report") -> dict[str, Any]:
    from inbox_toolkit.diagnostics.reporters.json import diagnostic_document

    return {
        "template": case.template.label,
        "profile": case.profile.name,
        "data": case.data.name if case.data else None,
        "payload": outcome.payload if outcome else None,
        "text": outcome.text if outcome else None,
        "diagnostics": [diagnostic_document(one) for one in report.diagnostics],
    }
