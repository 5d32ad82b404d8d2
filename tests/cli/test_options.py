import click
from inbox_toolkit.cli.commands import export, render, types
from inbox_toolkit.cli.completion import data_names, profile_names, template_names
from inbox_toolkit.cli.options import case_options


def parameters(command: click.Command) -> dict[str, click.Parameter]:
    return {one.name or "": one for one in command.params}


def test_a_case_is_a_profile_message_data_changes_and_a_clock() -> None:
    @click.command()
    @case_options
    def sample(**_: object) -> None:
        """Take a case."""

    assert list(parameters(sample)) == ["profile", "data", "changes", "now"]


def test_names_are_completed_wherever_they_are_asked_for() -> None:
    for command in (render.command, export.command, types.command):
        assert parameters(command)["template"]._custom_shell_complete is template_names
    asked = parameters(render.command)
    assert asked["profile"]._custom_shell_complete is profile_names
    assert asked["data"]._custom_shell_complete is data_names
