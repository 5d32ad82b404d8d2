import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from inbox_toolkit.cli.commands import init
from inbox_toolkit.project.starter_files import SERVICES

from tests.support.commands import invoke


def test_a_new_project_is_made_and_all_is_well_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, tmp_path, "init", "messages")
    assert ran.code == 0
    made = ran.out.splitlines()
    assert made[0] == "messages/inbox.toml"
    assert set(made) == {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    }
    project = tmp_path / "messages"
    ran = invoke(capsys, project, "validate")
    assert (ran.code, ran.out.partition(" \u00b7 every")[0]) == (
        0,
        "\u2713 2 templates \u00b7 12 cases",
    )
    for name in ("welcome", "order_shipped"):
        ran = invoke(capsys, project, "prove", name, "--seconds", "60")
        assert ran.code == 0, ran.out
        assert "proved to be JSON" in ran.out
    assert invoke(capsys, project, "contract", "order_shipped", "--check").code == 0
    assert invoke(capsys, project, "preview", "--build", "site").code == 0
    assert (project / "site/index.html").is_file()


def test_it_says_the_next_three_commands_and_they_are_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = invoke(capsys, tmp_path, "init", "my messages").err.splitlines()
    assert told[0] == "next: cd 'my messages', then"
    assert [line.split()[:2] for line in told[1:]] == [
        ["inbox", "validate"], ["inbox", "prove"], ["inbox", "preview"],
    ]  # fmt: skip


def test_without_a_folder_and_without_a_terminal_it_asks_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, tmp_path, "init")
    assert ran.code == 0
    assert ran.err.startswith("next:\n")
    assert (tmp_path / "inbox.toml").exists()


def test_on_a_terminal_a_no_is_a_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "is_interactive", lambda: True)
    monkeypatch.setattr(click, "confirm", lambda *_, **__: False)
    assert invoke(capsys, tmp_path, "init").code == 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_project_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invoke(capsys, tmp_path, "init", ".")
    ran = invoke(capsys, tmp_path, "init", ".")
    assert (ran.code, ran.out) == (2, "")
    assert "is a project already" in ran.err
    assert "inbox new NAME" in ran.err


def test_a_file_of_the_projects_that_is_in_the_way_is_2_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/welcome.json").write_text("mine")
    ran = invoke(capsys, tmp_path, "init", ".")
    assert (ran.code, ran.out) == (2, "")
    assert "templates/welcome.json exists already" in ran.err
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["welcome.json"]


def test_in_a_repository_there_is_nothing_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    mine = {
        ".gitignore": "*.pyc\n",
        ".vscode/settings.json": "{}",
        ".gitlab-ci.yml": "stages: []\n",
    }
    for name, text in mine.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    ran = invoke(capsys, tmp_path, "init", ".", "--ci", "gitlab", "--ci", "github")
    assert ran.code == 0
    for name, text in mine.items():
        assert (tmp_path / name).read_text() == text
        assert name not in ran.out.splitlines()
        assert f"kept your {name}; " in ran.err
    assert (tmp_path / ".gitlab/inbox.yml").is_file()
    assert (tmp_path / ".github/workflows/inbox.yml").is_file()
    assert "INBOX_TOOLKIT" in ran.err


def test_ci_files_go_to_the_root_of_the_repository_later_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    invoke(capsys, tmp_path, "init", "shop/messages")
    ran = invoke(capsys, tmp_path / "shop/messages", "init", "--ci", "github")
    assert (ran.code, ran.out) == (0, "../../.github/workflows/inbox.yml\n")
    assert "inbox preview" not in ran.err
    text = (tmp_path / ".github/workflows/inbox.yml").read_text()
    assert 'working-directory: "shop/messages"' in text


def test_schemas_are_brought_up_to_date_on_request_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invoke(capsys, tmp_path, "init", ".")
    schema = tmp_path / "schemas/template.schema.json"
    fresh = schema.read_text()
    schema.write_text("{}")
    (tmp_path / "inbox.toml").write_text("# mine")
    (tmp_path / ".vscode/settings.json").unlink()
    assert invoke(capsys, tmp_path, "init", ".", "--ci", "github").code == 0
    assert schema.read_text() == "{}"
    ran = invoke(capsys, tmp_path, "init", ".", "--editor")
    assert ran.out.splitlines() == [
        "schemas/config.schema.json",
        "schemas/template.schema.json",
        ".vscode/settings.json",
    ]
    assert schema.read_text() == fresh
    assert (tmp_path / "inbox.toml").read_text() == "# mine"


@pytest.mark.parametrize("service", SERVICES)
def test_the_steps_of_a_ci_file_run_and_find_nothing(
    service: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    invoke(capsys, tmp_path, "init", "my messages", "--ci", service)
    read = import_module("yaml").safe_load((tmp_path / SERVICES[service]).read_text())
    if service == "github":
        (job,) = read["jobs"].values()
        folder = job["defaults"]["run"]["working-directory"]
        steps = [step["run"] for step in job["steps"] if "run" in step]
    else:
        folder, steps = ".", read["inbox messages"]["script"]
    script = "\n".join(step for step in steps if "pip install" not in step)
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_WORKSPACE": str(tmp_path),
        "CI_PROJECT_DIR": str(tmp_path),
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=tmp_path / folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = "summary.md" if service == "github" else "inbox.xml"
    assert "order_shipped" in (tmp_path / report).read_text()


def test_a_folder_on_another_drive_is_named_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refused)
    ran = invoke(capsys, tmp_path, "init", "messages")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == (tmp_path / "messages/inbox.toml").as_posix()


def test_an_unknown_service_is_2_and_names_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, tmp_path, "init", ".", "--ci", "jenkins")
    assert ran.code == 2
    assert list(tmp_path.iterdir()) == []
    for name in SERVICES:
        assert name in ran.err
    assert tuple(SERVICES) == init.SERVICES


def test_the_workflow_checks_what_changed_keeps_a_cache_and_uploads_sarif(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    invoke(capsys, tmp_path, "init", ".", "--ci", "github")
    read = import_module("yaml").safe_load((tmp_path / SERVICES["github"]).read_text())
    (job,) = read["jobs"].values()
    steps = {step.get("name") or step["uses"].partition("@")[0]: step for step in job["steps"]}
    assert steps["actions/checkout"]["with"]["fetch-depth"] == 0
    assert job["env"]["INBOX_CACHE_DIR"].endswith(steps["actions/cache"]["with"]["path"])
    assert '--since "$SINCE"' in steps["Validate"]["run"]
    assert steps["github/codeql-action/upload-sarif"]["with"]["sarif_file"] == "inbox.sarif"
    assert read["permissions"]["security-events"] == "write"
