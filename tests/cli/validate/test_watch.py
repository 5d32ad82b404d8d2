from pathlib import Path
from queue import SimpleQueue

import pytest
from inbox_toolkit.cli.validate.watch import wait, watch_project, watched
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import find_config

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
            raise ProjectError("a mistake", help="mend it")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch_project(tmp_path, validate)
    assert runs == ["", "# changed"]
    said = capsys.readouterr().err
    assert "error: a mistake" in said
    assert "Watching templates/ fixtures/ · Ctrl-C to stop" in said


def test_a_burst_of_changes_is_one() -> None:
    heard: SimpleQueue[Path] = SimpleQueue()
    for number in range(9):
        heard.put(Path(str(number)))
    wait(heard)
    assert heard.empty()


def test_all_that_verdicts_depend_on_is_watched(tmp_path: Path) -> None:
    text = '[visual]\ntemplates = "visual/all.json"\ntheme = "look/theme.json"\n'
    config = find_config(write_project(tmp_path, {"inbox.toml": text}))
    deep, flat = watched(config)
    assert [one.name for one in deep] == ["templates", "fixtures", "contracts"]
    assert flat == [config.root, config.root / "visual", config.root / "look"]


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
