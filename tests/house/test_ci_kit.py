"""The files other repositories run: they name only commands and options that exist."""

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from inbox_toolkit.cli.main import inbox

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


def test_the_steps_of_the_action_run_and_leave_their_reports(
    repository: Path, tmp_path: Path
) -> None:
    action = import_module("yaml").safe_load((repository / "action.yml").read_text("utf-8"))
    values = {f"inputs.{name}": str(one["default"]) for name, one in action["inputs"].items()}
    values |= {"inputs.project": str(repository), "runner.temp": str(tmp_path)}
    values["steps.pages.outputs.artifact-url"] = "https://example.com/pages"

    def filled(text: str) -> str:
        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found[1]], text)

    surroundings = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    ran = []
    for step in action["runs"]["steps"]:
        if step.get("shell") != "bash" or step["name"] == "Install":
            continue
        environment = {name: filled(text) for name, text in step["env"].items()}
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", step["run"]],
            cwd=tmp_path,
            env=surroundings | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{step['name']}: {done.stdout}{done.stderr}"
        ran.append(step["name"])
    assert ran == [
        "Write SARIF",
        "Fill the job summary",
        "Write the pages",
        "Link to the pages",
        "Validate",
    ]
    assert (tmp_path / "inbox-pages/index.html").is_file()
    assert json.loads((tmp_path / "inbox.sarif").read_text("utf-8"))["version"] == "2.1.0"
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert "order_shipped" in summary
    assert "(https://example.com/pages)" in summary
    assert (tmp_path / "output").read_text("utf-8") == "file=inbox.sarif\n"
