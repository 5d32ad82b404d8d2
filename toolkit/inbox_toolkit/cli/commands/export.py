"""``inbox export``: print a template for the Advanced editor."""

from pathlib import Path

from inbox_toolkit.cli.console import echo, echo_err
from inbox_toolkit.cli.options import inbox_command, project_option, template_argument
from inbox_toolkit.cli.project_folder import folder_for
from inbox_toolkit.text.presentable import presentable


@inbox_command("export", "inbox export order_shipped", "inbox export welcome")
@template_argument
@project_option
def command(template: str, folder: Path) -> int:
    """Print the properties of TEMPLATE to paste into the Advanced editor.

    The settings to enter beside them go to stderr.
    """
    from inbox_toolkit.errors import ProjectError
    from inbox_toolkit.template.export import editor_text, settings
    from inbox_toolkit.workspace.workspace import open_workspace

    chosen = open_workspace(folder_for(template, folder)).template(template)
    text = editor_text(chosen)
    if text is None or chosen.problems or chosen.parsed.errors:
        raise ProjectError(
            f"{chosen.file} has errors, so it cannot be exported",
            help=f"see: inbox validate {template}",
        )
    for name, value in settings(chosen.envelope):
        echo_err(f"{name + ':':<12} {presentable(str(value))}")
    echo(text)
    return 0
