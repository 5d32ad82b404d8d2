"""``inbox contract``: the JSON Schema of the message data a template needs."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from inbox_toolkit.cli.console import console_style, echo, echo_err, echo_json
from inbox_toolkit.cli.options import (
    format_option,
    inbox_command,
    output_group,
    project_option,
    template_argument,
)
from inbox_toolkit.cli.project_folder import folder_for
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.diagnostics.reporters import print_report
from inbox_toolkit.diagnostics.reporters.json import diagnostic_document
from inbox_toolkit.text.presentable import presentable

if TYPE_CHECKING:
    from inbox_toolkit.contract.contract import EffectiveContract
    from inbox_toolkit.diagnostics.diagnostic import Report


@inbox_command("contract", "inbox contract order_shipped", "inbox contract order_shipped --write")
@template_argument
@output_group(
    "--customer", is_flag=True, help="Describe the customer attributes instead of the message data."
)
@output_group("--write", is_flag=True, help="Write it to NAME.contract.json beside the template.")
@output_group(
    "--check", is_flag=True, help="Write nothing; exit 1 if NAME.contract.json is out of date."
)
@format_option
@project_option
def command(
    template: str, customer: bool, write: bool, check: bool, form: str, folder: Path
) -> int:
    """Print the contract of TEMPLATE: the JSON Schema of the message data it needs.

    It is inferred from the template and its fixtures. What you add to the written file
    (descriptions, limits, references) is kept when it is written again.
    """
    from inbox_toolkit.contract.contract import effective_contract, require_parsed, write_contract
    from inbox_toolkit.contract.findings import contract_report
    from inbox_toolkit.workspace.workspace import open_workspace

    workspace = open_workspace(folder_for(template, folder))
    chosen = workspace.template(template)
    require_parsed(chosen)
    drawn = effective_contract(
        chosen, workspace.project, of="customer" if customer else "message_data"
    )
    name = presentable(drawn.name)
    report = contract_report(chosen, drawn.contract)
    is_sound = report.count(Severity.ERROR) == 0
    if form == "json" and not write:
        echo_json(_document(drawn, report))
        return 0 if is_sound and (drawn.is_up_to_date or not check) else 1
    if report.diagnostics:
        echo_err(print_report(report, "text", console_style()).rstrip())
    if check:
        for drift in drawn.drift:
            echo_err(presentable(drift.message))
        if not drawn.is_up_to_date:
            state = "is out of date; bring it up" if drawn.has_file else "is not there; write it"
            option = " --customer" if customer else ""
            echo_err(f"{name} {state}: inbox contract {presentable(template)}{option} --write")
        return 0 if drawn.is_up_to_date and is_sound else 1
    if write:
        is_new = write_contract(drawn, workspace.project)
        echo(f"wrote {name}" if is_new else f"{name} is up to date")
    else:
        echo(drawn.text.rstrip())
    return 0 if is_sound else 1


def _document(drawn: "EffectiveContract", report: "Report") -> dict[str, Any]:
    return {
        "file": drawn.name,
        "has_file": drawn.has_file,
        "is_up_to_date": drawn.is_up_to_date,
        "drift": [one.message for one in drawn.drift],
        "contract": drawn.document,
        "diagnostics": [diagnostic_document(one) for one in report.diagnostics],
    }
