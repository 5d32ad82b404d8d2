"""Which frames there are, and why others are not."""

from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config, load_config
from inbox_toolkit.web.message_frames import frames_view
from inbox_toolkit.web.wire import ViewSetup, VisualDefinitions

from tests.support.preview_server import small_project, write


def configured(root: Path, text: str) -> Config:
    write(root / "inbox.toml", text)
    return load_config(root / "inbox.toml")


def setup(config: Config, name: str, *, renderer: bool = True) -> ViewSetup:
    views = frames_view(config, renderer=renderer).views
    return next(one for one in views if one.name == name)


def test_nothing_is_configured_at_first(tmp_path: Path) -> None:
    config = load_config(small_project(tmp_path) / "inbox.toml")
    for name in ("visual", "component"):
        found = setup(config, name)
        assert not found.ready
        assert found.why.startswith("Name your ")
    assert setup(config, "visual").snippet.startswith("[visual]\ntemplates = ")


def test_visual_needs_the_renderer_and_readable_files(tmp_path: Path) -> None:
    write(tmp_path / "v/templates.json", {"card": []})
    config = configured(tmp_path, '[visual]\ntemplates = "v/templates.json"\n')
    drawn = VisualDefinitions({"card": []}, {})
    assert frames_view(config, renderer=True).visual == drawn
    assert not setup(config, "visual", renderer=False).ready
    write(tmp_path / "v/templates.json", "{")
    assert "is not JSON" in setup(config, "visual").why
    (tmp_path / "v/templates.json").unlink()
    assert "no such file" in setup(config, "visual").why


def test_a_theme_is_taken_out_of_its_branding(tmp_path: Path) -> None:
    write(tmp_path / "templates.json", {"card": []})
    write(tmp_path / "branding.json", {"theme": {"text": {}}, "patterns": {}})
    config = configured(
        tmp_path, '[visual]\ntemplates = "templates.json"\ntheme = "branding.json"\n'
    )
    visual = frames_view(config, renderer=True).visual
    assert visual == VisualDefinitions({"card": []}, {"text": {}})


def test_a_component_is_a_file_of_the_project(tmp_path: Path) -> None:
    config = configured(tmp_path, '[inbox]\ncomponent = "own/c.js"\n')
    assert "There is no own/c.js" in setup(config, "component").why
    path = write(tmp_path / "own/c.js", "")
    assert setup(config, "component").ready
    epoch = frames_view(config, renderer=False).epoch
    assert epoch == str(path.stat().st_mtime_ns)
    with pytest.raises(ProjectError, match="leads out of the project"):
        configured(tmp_path, '[inbox]\ncomponent = "../c.js"\n')
