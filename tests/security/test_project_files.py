"""A project's files are regular files inside it: nothing else is read, and nothing else written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config, find_config
from inbox_toolkit.project.files import write_atomically

from tests.security.conftest import Run
from tests.support.hostile import (
    SECRET,
    hostile_project,
    link_to,
    make_fifo,
    victim,
)

PLACES = [
    "templates/x.json",
    "templates/x.fr.json",
    "templates/x.json.liquid",
    "templates/t.contract.json",
    "templates/t.customer.contract.json",
    "fixtures/profiles/x.json",
    "fixtures/message_data/t/x.json",
    "fixtures/snippets.json",
    "fixtures/objects.json",
    "contracts/card.schema.json",
    "visual/templates.json",
    "visual/theme.json",
]
VISUAL = '[visual]\ntemplates = "visual/templates.json"\ntheme = "visual/theme.json"\n'
THINGS: dict[str, Callable[[Path], None]] = {
    "fifo": make_fifo,
    "zero": link_to("/dev/zero"),
    "tty": link_to("/dev/tty"),
    "proc": link_to("/proc/self/environ"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("thing", THINGS)
def test_no_place_of_the_project_can_hang_or_fill_the_memory(
    run: Run, tmp_path: Path, place: str, thing: str
) -> None:
    root = hostile_project(tmp_path)
    (root / "inbox.toml").write_text(VISUAL)
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    THINGS[thing](root / place)
    done = run(root, "validate", "--no-cache")
    assert done.code in (0, 1, 2), done.err
    if (place, thing) != ("contracts/card.schema.json", thing):
        assert "no regular file" in done.out + done.err or "leads out" in done.out + done.err


@pytest.mark.parametrize("place", PLACES)
def test_no_link_brings_a_file_of_the_users_into_a_report(
    run: Run, tmp_path: Path, place: str
) -> None:
    root = hostile_project(tmp_path)
    (root / "inbox.toml").write_text(VISUAL)
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).symlink_to(victim(tmp_path))
    for form in ("text", "json"):
        done = run(root, "validate", "--no-cache", "--format", form)
        assert "hunter2" not in done.out + done.err
        assert done.code in (0, 1, 2)
    with pytest.raises(ProjectError, match="leads out of the project"):
        find_config(root).read(place)


@pytest.mark.parametrize("folder", ["templates", "fixtures", "contracts"])
def test_a_folder_that_is_elsewhere_is_refused(run: Run, tmp_path: Path, folder: str) -> None:
    root = hostile_project(tmp_path)
    outside = tmp_path / "home"
    outside.mkdir()
    (root / "inbox.toml").touch()
    if (root / folder).exists():
        (root / folder).rename(root / "moved")
    (root / folder).symlink_to(outside)
    done = run(root, "validate")
    assert done.code == 2
    assert f"{folder}/ leads out of the project" in done.err


def test_a_folder_of_fixtures_that_is_elsewhere_gives_nothing(run: Run, tmp_path: Path) -> None:
    root = hostile_project(tmp_path)
    secret = victim(tmp_path)
    (root / "fixtures/profiles/ada.json").unlink()
    (root / "fixtures/profiles").rmdir()
    (root / "fixtures/profiles").symlink_to(secret.parent)
    done = run(root, "validate", "--no-cache", "--format", "json")
    assert "hunter2" not in done.out + done.err
    assert "leads out of the project" in done.out


def test_links_inside_the_project_are_followed(run: Run, tmp_path: Path) -> None:
    root = hostile_project(tmp_path)
    (root / "fixtures/profiles/again.json").symlink_to(root / "fixtures/profiles/ada.json")
    (root / "shared").mkdir()
    (root / "shared/data.json").write_text('{"x": "2"}')
    (root / "fixtures/message_data/t/linked.json").symlink_to("../../../shared/data.json")
    done = run(root, "validate", "--no-cache")
    assert "leads out" not in done.out + done.err
    assert find_config(root).read("fixtures/message_data/t/linked.json").text == '{"x": "2"}'


def test_a_project_in_a_linked_folder_is_one(run: Run, tmp_path: Path) -> None:
    root = hostile_project(tmp_path)
    (tmp_path / "alias").symlink_to(root)
    assert Config(tmp_path / "alias").read("templates/t.json").text
    assert run(tmp_path / "alias", "validate", "--no-cache").code in (0, 1)


def test_a_fix_does_not_write_through_a_link(run: Run, tmp_path: Path) -> None:
    root = hostile_project(tmp_path)
    outside = tmp_path / "home" / "theirs.json"
    outside.parent.mkdir()
    outside.write_text('{"properties": {"a": "<< trigger.x >>"}}')
    (root / "templates/theirs.json").symlink_to(outside)
    run(root, "validate", "--fix", "--no-cache")
    run(root, "fmt")
    assert outside.read_text() == '{"properties": {"a": "<< trigger.x >>"}}'


def test_nothing_is_written_into_a_folder_that_is_elsewhere(tmp_path: Path) -> None:
    root = hostile_project(tmp_path)
    outside = tmp_path / "home"
    outside.mkdir()
    (root / "fixtures/profiles/ada.json").rename(outside / "ada.json")
    (root / "fixtures/profiles").rmdir()
    (root / "fixtures/profiles").symlink_to(outside)
    with pytest.raises(ProjectError, match="leads out of the project"):
        Config(root).write("fixtures/profiles/new.json", "{}")
    assert sorted(one.name for one in outside.iterdir()) == ["ada.json"]


@pytest.mark.parametrize("name", ["../x.json", "/tmp/x.json", "a/../../x.json"])
def test_no_name_leads_out(tmp_path: Path, name: str) -> None:
    config = Config(hostile_project(tmp_path))
    victim(tmp_path)
    with pytest.raises(ProjectError, match=r"leads out of the project|no such file"):
        config.read(name)
    with pytest.raises(ProjectError, match="leads out of the project"):
        config.write(name, "{}")


def test_a_draft_is_never_written_through_a_link(tmp_path: Path) -> None:
    secret = victim(tmp_path)
    (tmp_path / f".new.json.{os.getpid()}.part").symlink_to(secret)
    write_atomically(tmp_path / "new.json", "{}")
    assert secret.read_text() == SECRET
    assert not (tmp_path / "new.json").is_symlink()


def test_a_linked_file_is_replaced_not_written_through(tmp_path: Path) -> None:
    secret = victim(tmp_path)
    (tmp_path / "new.json").symlink_to(secret)
    write_atomically(tmp_path / "new.json", "{}", replace=True)
    assert secret.read_text() == SECRET
    assert (tmp_path / "new.json").read_text() == "{}"


def test_drafts_of_killed_runs_are_swept_and_live_ones_are_not(tmp_path: Path) -> None:
    dead = tmp_path / ".a.json.999999999.part"
    fresh = tmp_path / ".b.json.999999999.part"
    alive = tmp_path / f".a.json.{os.getppid()}.part"
    foreign = tmp_path / ".notes.part"
    for file in (dead, fresh, alive, foreign):
        file.write_text("half")
    for file in (dead, alive, foreign):
        os.utime(file, (0, 0))
    write_atomically(tmp_path / "a.json", "{}")
    assert not dead.exists()
    assert fresh.exists()
    assert alive.exists()
    assert foreign.exists()


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_text_that_no_file_holds_leaves_nothing_behind(tmp_path: Path, text: str) -> None:
    with pytest.raises(ProjectError, match="half of a character"):
        write_atomically(tmp_path / "a.json", text)
    assert list(tmp_path.iterdir()) == []
