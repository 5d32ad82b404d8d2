"""The files other repositories run: they name only commands and options that exist."""

import re
from pathlib import Path

import click
import pytest

from toolkit.cli.main import inbox

FILES = (".pre-commit-hooks.yaml", "action.yml")


def commands(text: str) -> list[tuple[str, set[str]]]:
    """Return each `inbox NAME` of a text with the options behind it."""
    joined = text.replace("\\\n", " ")
    found = re.findall(r"inbox (?P<name>[a-z]+)(?P<rest>[^\n]*)", joined)
    return [
        (name, set(re.findall(r"--[a-z-]+", rest))) for name, rest in found if name != "messages"
    ]


@pytest.mark.parametrize("name", FILES)
def test_every_command_and_option_exists(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    found = [one for one in commands(text) if one[0] == "validate"]
    assert found
    command = inbox.get_command(click.Context(inbox), "validate")
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    for _, options in found:
        assert options <= known


def test_no_input_of_the_action_is_pasted_into_a_script(repository: Path) -> None:
    text = (repository / "action.yml").read_text(encoding="utf-8")
    for script in re.findall(r"run: (?:\|\n((?: {8}.*\n|\n)+)|(.*)\n)", text):
        assert "${{" not in "".join(script)
