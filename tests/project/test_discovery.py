from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import find_config


def test_the_nearest_configuration_above_is_found(tmp_path: Path) -> None:
    (tmp_path / "inbox.toml").write_text("")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_config(deep).root == tmp_path.resolve()


def test_a_table_in_pyproject_counts_and_a_file_without_one_does_not(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.inbox]\ntemplates = 'messages'\n")
    inner = tmp_path / "package"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    config = find_config(inner)
    assert (config.root, config.templates) == (tmp_path.resolve(), "messages")


def test_two_folders_of_the_right_names_are_enough(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "fixtures").mkdir()
    assert find_config(tmp_path).file is None


def test_no_project_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no inbox project here") as caught:
        find_config(tmp_path)
    assert "inbox init" in (caught.value.help or "")
