"""Which pictures there are: of what shows something, and under which name."""

import shutil
from pathlib import Path

import pytest
from inbox_toolkit.preview.screenshots import screenshot_state
from inbox_toolkit.preview.shot_list import STABLE_VIEWS, VIEWS, shots_of, view_of
from inbox_toolkit.web.message_frames import RENDERER
from inbox_toolkit.web.static import load_assets

from tests.support.preview_server import ORDER, small_project, write
from tests.support.rendered_projects import own_project, visual_project
from tests.support.repositories import git


def names(root: Path, *views: str) -> list[str]:
    return sorted(shot.name for shot in shots_of(screenshot_state(root, None), views or VIEWS))


def test_there_is_a_picture_per_case_and_view_and_one_of_all_cases(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    assert names(root, "inbox", "cases") == [
        "order_shipped/ada--resend.inbox.png",
        "order_shipped/ada--standard.inbox.png",
        "order_shipped/cases.png",
        "order_shipped/grace--resend.inbox.png",
        "order_shipped/grace--standard.inbox.png",
        "welcome/ada--none.inbox.png",
        "welcome/cases.png",
        "welcome/fr/ada--none.inbox.png",
        "welcome/fr/cases.png",
        "welcome/fr/grace--none.inbox.png",
        "welcome/grace--none.inbox.png",
    ]
    assert len(names(root)) == 8 * 2 + 3  # nothing draws for itself, nothing was committed


def test_a_shot_says_what_to_choose(tmp_path: Path) -> None:
    state = screenshot_state(small_project(tmp_path), None)
    shots = {shot.name: shot for shot in shots_of(state)}
    assert shots["welcome/fr/ada--none.json.png"].query == "p=ada&d=&l=fr&view=inbox&side=json"
    assert shots["welcome/fr/cases.png"].query == "view=cases&l=fr"


def test_a_component_draws_what_is_delivered(tmp_path: Path) -> None:
    root = own_project(tmp_path)
    assert len(names(root, "component")) == 8
    write(root / "fixtures/message_data/order_shipped/standard.json", {"url": "u"})
    assert len(names(root, "component")) == 6
    assert len(names(root, "inbox")) == 8


@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
def test_visual_messages_alone_are_drawn_by_the_renderer(tmp_path: Path) -> None:
    root = visual_project(tmp_path)
    assert names(root, "visual") == ["visual/ada--none.visual.png", "visual/grace--none.visual.png"]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_difference_is_pictured_where_there_is_one(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    assert names(root, "changes") == []
    write(root / "templates/order_shipped.json", ORDER.replace("there", "you"))
    assert names(root, "changes") == []
    write(root / "templates/order_shipped.json", ORDER.replace("Order", "Parcel"))
    assert names(root, "changes")[0] == "order_shipped/ada--resend.changes.png"
    assert len(names(root, "changes")) == 4


def test_a_name_tells_its_view() -> None:
    assert view_of("a.b/ada--x.json.png") == "json"
    assert view_of("a.b/ada--my.data.inbox.png") == "inbox"
    assert view_of("a.b/cases.png") == "cases"
    assert "changes" not in STABLE_VIEWS
