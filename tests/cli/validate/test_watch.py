import re
import sys
from pathlib import Path
from threading import Timer

import pytest
from inbox_toolkit.cli.validate.watch import CLEAR, watch_project
from inbox_toolkit.errors import ProjectError

from tests.support.projects import small_project, write_project


def test_it_validates_at_every_change_and_outlives_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": 1}')
    runs: list[str] = []

    def validate() -> None:
        text = (tmp_path / "inbox.toml").read_text()
        runs.append(text)
        if len(runs) == 1:
            (tmp_path / "inbox.toml").write_text("# changed")
            raise ProjectError("a mistake", help="fix it")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch_project(tmp_path, validate)
    assert runs == ["", "# changed"]
    said = capsys.readouterr().err
    assert "error: a mistake" in said
    assert "Watching templates/ fixtures/ · Ctrl-C to stop" in said


def test_a_contract_that_changes_is_a_change(tmp_path: Path) -> None:
    contract = tmp_path / "contracts/card.schema.json"
    write_project(small_project(tmp_path, '{"a": 1}'), {"contracts/card.schema.json": "{}"})
    runs = []

    def validate() -> None:
        runs.append(contract.read_text())
        if len(runs) == 2:
            raise KeyboardInterrupt
        contract.write_text('{"type": "object"}')

    with pytest.raises(KeyboardInterrupt):
        watch_project(tmp_path, validate)
    assert runs == ["{}", '{"type": "object"}']


def test_a_file_that_no_result_depends_on_is_no_change(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": 1}')
    runs = []

    def validate() -> None:
        runs.append(sorted(one.name for one in tmp_path.glob("*.md")))
        if len(runs) == 2:
            raise KeyboardInterrupt
        (tmp_path / "README.md").write_text("words")
        Timer(0.2, (tmp_path / "inbox.toml").write_text, ["# changed"]).start()

    with pytest.raises(KeyboardInterrupt):
        watch_project(tmp_path, validate)
    assert runs == [[], ["README.md"]]


def watch_twice(folder: Path) -> None:
    runs: list[int] = []

    def validate() -> None:
        runs.append(1)
        if len(runs) == 2:
            raise KeyboardInterrupt
        (folder / "inbox.toml").write_text("# changed")

    with pytest.raises(KeyboardInterrupt):
        watch_project(folder, validate)


def test_each_run_is_stamped_and_set_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watch_twice(small_project(tmp_path, '{"a": 1}'))
    said = capsys.readouterr()
    assert len(re.findall(r"^── \d\d:\d\d:\d\d ─+$", said.err, re.M)) == 2
    assert said.out == ""


def test_a_terminal_is_cleared_before_each_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    watch_twice(small_project(tmp_path, '{"a": 1}'))
    said = capsys.readouterr()
    assert said.out.count(CLEAR) == 2
    assert len(re.findall(r"^\d\d:\d\d:\d\d$", said.err, re.M)) == 2
