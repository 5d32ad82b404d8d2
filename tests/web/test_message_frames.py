"""Which frames there are, and why others are not."""

from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config, load_config
from inbox_toolkit.web.message_frames import frames_view

from tests.support.preview_server import small_project, write


def configured(root: Path, text: str) -> Config:
    write(root / "inbox.toml", text)
    return load_config(root / "inbox.toml")


def test_nothing_is_configured_at_first(tmp_path: Path) -> None:
    config = load_config(small_project(tmp_path) / "inbox.toml")
    found = frames_view(config, renderer=True)
    assert (found["frames"]["visual"], found["frames"]["own"]) == (False, False)
    assert "[visual] templates" in found["frames"]["why"]["visual"]


def test_visual_needs_the_renderer_and_readable_files(tmp_path: Path) -> None:
    write(tmp_path / "v/templates.json", {"card": []})
    config = configured(tmp_path, '[visual]\ntemplates = "v/templates.json"\n')
    drawn: dict[str, object] = {"templates": {"card": []}, "theme": {}}
    assert frames_view(config, renderer=True)["visual"] == drawn
    assert frames_view(config, renderer=False)["frames"]["visual"] is False
    write(tmp_path / "v/templates.json", "{")
    assert "is not JSON" in frames_view(config, renderer=True)["frames"]["why"]["visual"]
    (tmp_path / "v/templates.json").unlink()
    assert "no such file" in frames_view(config, renderer=True)["frames"]["why"]["visual"]


def test_a_theme_is_taken_out_of_its_branding(tmp_path: Path) -> None:
    write(tmp_path / "templates.json", {"card": []})
    write(tmp_path / "branding.json", {"theme": {"text": {}}, "patterns": {}})
    config = configured(
        tmp_path, '[visual]\ntemplates = "templates.json"\ntheme = "branding.json"\n'
    )
    visual = frames_view(config, renderer=True)["visual"]
    assert visual == {"templates": {"card": []}, "theme": {"text": {}}}


def test_a_component_is_a_file_of_the_project(tmp_path: Path) -> None:
    config = configured(tmp_path, '[inbox]\ncomponent = "own/c.js"\n')
    assert "There is no own/c.js" in frames_view(config, renderer=False)["frames"]["why"]["own"]
    path = write(tmp_path / "own/c.js", "")
    first = frames_view(config, renderer=False)["frames"]
    assert first["own"] is True
    assert first["epoch"] == str(path.stat().st_mtime_ns)
    with pytest.raises(ProjectError, match="leads out of the project"):
        configured(tmp_path, '[inbox]\ncomponent = "../c.js"\n')
