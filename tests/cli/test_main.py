import subprocess
import sys
from pathlib import Path

import click
import pytest
from inbox_toolkit.cli.commands import ALIASES, COMMANDS
from inbox_toolkit.cli.main import inbox

from tests.support.commands import invoke
from tests.support.projects import write_project


def command(name: str) -> click.Command:
    found = inbox.get_command(click.Context(inbox), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_sentence_and_two_examples(name: str) -> None:
    found = command(name)
    assert (found.help or "").split("\n")[0].endswith(".")
    examples = [
        line for line in (found.epilog or "").splitlines() if line.strip().startswith("inbox ")
    ]
    assert len(examples) >= 2


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_is_explained(name: str) -> None:
    for parameter in command(name).params:
        if isinstance(parameter, click.Option) and not isinstance(parameter.type, click.Choice):
            assert parameter.help, parameter.name


def test_aliases_lead_to_commands() -> None:
    assert set(ALIASES.values()) <= {*COMMANDS, "preview"}


def test_a_mistake_in_the_name_is_answered_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, tmp_path, "valdate")
    assert ran.code == 2
    assert "There is no command `valdate`. Did you mean `validate`?" in ran.err
    assert ran.out == ""


def test_help_imports_no_command_and_no_costly_library() -> None:
    code = (
        "import sys\nfrom inbox_toolkit.cli.error_boundary import run_command\nfrom inbox_toolkit.cli.main import inbox\n"
        "run_command(inbox, ['--help'])\n"
        "heavy = {'httpx', 'liquid', 'jsonschema', 'starlette', 'uvicorn', 'watchdog', 'babel', 'asyncio'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert all(f"  {name} " in ran.stdout for name in COMMANDS)


def test_the_module_runs_as_the_command(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "inbox_toolkit", "--version"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert ran.returncode == 0
    assert ran.stdout.startswith("inbox ")
    assert "Python 3." in ran.stdout
    assert sys.platform in ran.stdout


def test_cycles_are_looked_for_seldom_but_looked_for() -> None:
    code = (
        "import gc, sys; sys.argv[1:] = ['--version']\n"
        "from inbox_toolkit.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: print(gc.isenabled(), gc.get_threshold()[0])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "True 50000"


@pytest.mark.parametrize("words", [[], ["fixtures"]])
def test_a_bare_group_prints_its_help_and_exits_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    ran = invoke(capsys, tmp_path, *words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == invoke(capsys, tmp_path, *words, "--help").out
    assert "Commands:" in ran.out


def test_what_people_come_for_is_listed_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = invoke(capsys, tmp_path).out.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed[:3]] == ["validate", "preview", "send"]


@pytest.mark.parametrize(
    "words", [[], ["validate"], ["check"], ["fixtures"], ["fixtures", "pull"], ["help"]]
)
def test_help_is_what_the_option_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    ran = invoke(capsys, tmp_path, "help", *words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == invoke(capsys, tmp_path, *words, "--help").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["vaildate"], "Did you mean `validate`?"),
        (["validate", "x"], "`inbox validate` has no subcommands"),
        (["fixtures", "x"], "No such command 'x'"),
    ],
)
def test_help_about_an_unknown_command_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    ran = invoke(capsys, tmp_path, "help", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_above_projects_they_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_project(tmp_path, {"shop/inbox.toml": "", "billing/messages/inbox.toml": ""})
    ran = invoke(capsys, tmp_path)
    assert ran.out.endswith("(choose one with --project):\n  billing/messages\n  shop\n")
    ran = invoke(capsys, tmp_path, "validate")
    assert ran.code == 2
    assert "help: choose a project below with --project: billing/messages, shop" in ran.err
    assert "Projects below" not in invoke(capsys, tmp_path / "shop").out
