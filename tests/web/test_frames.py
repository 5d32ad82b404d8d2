"""Which files a frame can reach: those of the component's folder, under a path nobody guesses."""

from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import load_config
from inbox_toolkit.web.message_frames import component_of, frame_routes
from starlette.applications import Starlette

from tests.support.asgi import ask
from tests.support.preview_server import small_project, write


def own_project(root: Path) -> Path:
    small_project(root)
    write(root / "inbox.toml", '[inbox]\ncomponent = "inbox/component.js"\n')
    write(root / "inbox/component.js", "")
    write(root / "inbox/greet.js", "")
    return root


def status(root: Path, path: str) -> int:
    config = load_config(root / "inbox.toml")
    return ask(Starlette(routes=frame_routes(lambda: component_of(config), "KEY")), path).status


def test_only_the_components_folder_is_served(tmp_path: Path) -> None:
    root = own_project(tmp_path)
    assert status(root, "/own/KEY/greet.js") == 200
    assert status(root, "/own/guess/greet.js") == 404
    for name in ("../inbox.toml", "../fixtures/profiles/ada.json", "%2e%2e/inbox.toml", "x.js", ""):
        assert status(root, f"/own/KEY/{name}") == 404
    (root / "inbox/link.json").symlink_to(root / "fixtures/profiles/ada.json")
    assert status(root, "/own/KEY/link.json") == 404


def test_a_component_outside_the_project_is_refused(tmp_path: Path) -> None:
    root = small_project(tmp_path / "project")
    write(tmp_path / "outside.js", "")
    write(root / "inbox.toml", '[inbox]\ncomponent = "../outside.js"\n')
    with pytest.raises(ProjectError, match="leads out of the project"):
        status(root, "/frame/own")
    assert status(own_project(tmp_path / "other"), "/frame/else") == 404


def test_a_frame_has_no_origin_and_reaches_only_its_server(tmp_path: Path) -> None:
    config = load_config(own_project(tmp_path) / "inbox.toml")
    app = Starlette(routes=frame_routes(lambda: component_of(config), "KEY"))
    answer = ask(app, "/frame/own?v=1")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox allow-scripts")
    assert b"/own/KEY/component.js?v=1" in answer.content
