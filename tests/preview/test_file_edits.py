"""What the page writes: fixtures keep their form, files are not overwritten unseen, all is undone."""

import errno
import json
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.preview.file_edits import (
    UndoLog,
    apply_fix,
    read_file,
    save_file,
    save_new_fixture,
    save_to_fixtures,
)
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.overview import row
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.wire import (
    CaseQuery,
    Conflict,
    NewFixtureRequest,
    Saved,
    SaveFileRequest,
)
from inbox_toolkit.project import files
from inbox_toolkit.project.files import text_digest
from inbox_toolkit.web.operations import ConflictError

from tests.support.preview_server import ORDER, small_project, write

DATA = "fixtures/message_data/order_shipped"
TEMPLATE = "templates/order_shipped.json"
FORMATTED = (
    '{\n\t"url": "https://track.example.com/5678",   "order_id": "ORD-5678",\n\t"n": 1e2\n}\n'
)


@pytest.fixture
def state(tmp_path: Path) -> ProjectState:
    root = small_project(tmp_path)
    write(root / DATA / "standard.json", FORMATTED)
    state = ProjectState(root)
    state.validate_pending()
    return state


def case(*changes: str, removed: tuple[str, ...] = (), data: str = "standard") -> Selection:
    return Selection("order_shipped", "ada", data, changes=changes, removed=removed)


def text_of(state: ProjectState, name: str) -> str:
    return (state.workspace.root / name).read_text(encoding="utf-8")


def test_a_value_is_saved_to_its_fixture_which_keeps_its_form(state: ProjectState) -> None:
    log = UndoLog()
    saved = save_to_fixtures(state, case("trigger.order_id=ORD-1", "trigger.new.x=1"), log)
    assert saved.files == (f"{DATA}/standard.json",)
    after = FORMATTED.replace("ORD-5678", "ORD-1")
    assert text_of(state, f"{DATA}/standard.json") == after.replace(
        "1e2\n", '1e2,\n\t"new": {\n\t\t"x": 1\n\t}\n'
    )
    assert log.undo(state.workspace.config, saved.undo) == saved.files
    assert text_of(state, f"{DATA}/standard.json") == FORMATTED


def test_an_absent_value_is_taken_out_of_its_fixture(state: ProjectState) -> None:
    save_to_fixtures(state, case(removed=("trigger.order_id",)), UndoLog())
    assert text_of(state, f"{DATA}/standard.json") == FORMATTED.replace(
        '"order_id": "ORD-5678",\n\t', ""
    )


def test_profile_and_message_data_are_saved_and_undone_together(state: ProjectState) -> None:
    log = UndoLog()
    saved = save_to_fixtures(state, case("customer.first_name=Zoe", "trigger.n=2"), log)
    assert saved.files == ("fixtures/profiles/ada.json", f"{DATA}/standard.json")
    assert json.loads(text_of(state, saved.files[0]))["first_name"] == "Zoe"
    log.undo(state.workspace.config, saved.undo)
    assert json.loads(text_of(state, saved.files[0]))["first_name"] == "Ada"
    assert text_of(state, saved.files[1]) == FORMATTED


def test_the_values_go_into_the_file_as_it_is_on_disk(state: ProjectState) -> None:
    """Somebody else's change of another value is not lost."""
    path = state.workspace.root / DATA / "standard.json"
    write(path, FORMATTED.replace("1e2", "3"))
    save_to_fixtures(state, case("trigger.order_id=ORD-1"), UndoLog())
    assert path.read_text() == FORMATTED.replace("1e2", "3").replace("ORD-5678", "ORD-1")


def test_a_fixture_that_was_deleted_meanwhile_is_a_sentence(state: ProjectState) -> None:
    (state.workspace.root / DATA / "standard.json").unlink()
    with pytest.raises(ProjectError, match="no such file") as caught:
        save_to_fixtures(state, case("trigger.order_id=ORD-1"), UndoLog())
    assert "new fixture" in (caught.value.help or "")
    assert not (state.workspace.root / DATA / "standard.json").exists()


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (case(), "nothing was changed"),
        (case("trigger.order_id=ORD-5678"), "nothing was changed"),
        (case(removed=("trigger.nothing",)), "nothing was changed"),
        (Selection("welcome", "ada", changes=("trigger.x=1",)), "no message data to save to"),
        (case("shop.x=1"), "cannot be changed"),
        (case("trigger.url.x"), "does not say what to change"),
    ],
)
def test_nothing_is_saved_where_there_is_nothing(
    state: ProjectState, wanted: Selection, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        save_to_fixtures(state, wanted, UndoLog())
    assert text_of(state, f"{DATA}/standard.json") == FORMATTED


def test_two_tabs_that_save_do_not_undo_each_other(state: ProjectState) -> None:
    log = UndoLog()
    first = save_to_fixtures(state, case("trigger.n=1"), log)
    save_to_fixtures(state, case("trigger.n=2"), log)
    with pytest.raises(UsageError, match="has been changed since"):
        log.undo(state.workspace.config, first.undo)
    with pytest.raises(UsageError, match="any more"):
        log.undo(state.workspace.config, "guess")
    assert json.loads(text_of(state, f"{DATA}/standard.json"))["n"] == 2


def test_a_full_disk_leaves_every_file_as_it_was(
    state: ProjectState, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files._write_draft

    def full(draft: Path, content: bytes, path: Path) -> None:
        if path.name == "standard.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(draft, content, path)

    monkeypatch.setattr(files, "_write_draft", full)
    with pytest.raises(ProjectError, match="the disk is full"):
        save_to_fixtures(state, case("customer.first_name=Zoe", "trigger.n=2"), UndoLog())
    assert json.loads(text_of(state, "fixtures/profiles/ada.json"))["first_name"] == "Ada"
    assert text_of(state, f"{DATA}/standard.json") == FORMATTED
    assert not list(state.workspace.root.rglob("*.part"))


# --- new fixtures ---------------------------------------------------------------------------


def new(
    state: ProjectState, name: str, *changes: str, log: UndoLog | None = None, **more: object
) -> Saved | None:
    query = CaseQuery("order_shipped", "ada", "standard", set=changes)
    request = NewFixtureRequest(query, name, **more)  # type: ignore[arg-type]
    return save_new_fixture(state, case(*changes), request, log or UndoLog())


def test_profile_and_message_data_become_fixtures_where_they_changed(state: ProjectState) -> None:
    saved = new(state, "both", "customer.first_name=Zoe", "trigger.order_id=7")
    assert saved is not None
    assert saved.files == ("fixtures/profiles/both.json", f"{DATA}/both.json")
    assert (saved.profile, saved.data) == ("both", "both")
    assert json.loads(text_of(state, saved.files[0])) == {"id": "1", "first_name": "Zoe"}
    only = new(state, "data_only", "trigger.order_id=7")
    assert only is not None
    assert (only.files, only.profile, only.data) == ((f"{DATA}/data_only.json",), None, "data_only")


def test_a_new_case_is_a_copy_to_start_from_and_can_be_undone(state: ProjectState) -> None:
    log = UndoLog()
    saved = new(state, "copy", kind="data", log=log)
    assert saved is not None
    assert json.loads(text_of(state, f"{DATA}/copy.json")) == json.loads(FORMATTED)
    log.undo(state.workspace.config, saved.undo)
    assert not (state.workspace.root / DATA / "copy.json").exists()
    person = new(state, "new_person", kind="profile")
    assert person is not None
    assert (person.profile, person.data) == ("new_person", None)


def test_an_existing_file_is_only_replaced_on_request(state: ProjectState) -> None:
    before = text_of(state, f"{DATA}/resend.json")
    assert new(state, "resend", "trigger.order_id=7") is None
    assert text_of(state, f"{DATA}/resend.json") == before
    assert new(state, "resend", "trigger.order_id=7", replace=True) is not None
    assert json.loads(text_of(state, f"{DATA}/resend.json"))["order_id"] == 7


def test_nothing_changed_is_nothing_saved(state: ProjectState) -> None:
    with pytest.raises(UsageError, match="nothing was changed"):
        new(state, "same")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "a/b",
        "a\\b",
        "é",
        "-x",
        "a.b",
        "x" * 81,
        "../escape",
        ".hidden",
        "con\0",
        "a" * 9999,
    ],
)
def test_a_name_that_is_no_file_name_is_refused(state: ProjectState, name: str) -> None:
    before = set(state.workspace.root.rglob("*"))
    with pytest.raises(UsageError):
        new(state, name, "trigger.order_id=7")
    assert set(state.workspace.root.rglob("*")) == before


# --- files ----------------------------------------------------------------------------------


def test_a_template_is_read_saved_and_undone(state: ProjectState) -> None:
    log = UndoLog()
    opened = read_file(state, TEMPLATE)
    assert (opened.text, opened.digest) == (ORDER, text_digest(ORDER))
    text = ORDER.replace("Order", "Parcel")
    saved = save_file(state, SaveFileRequest(TEMPLATE, text, opened.digest), log)
    assert (text_of(state, TEMPLATE), saved.digest) == (text, text_digest(text))
    log.undo(state.workspace.config, saved.undo)
    assert text_of(state, TEMPLATE) == ORDER


def test_a_file_that_was_changed_meanwhile_is_a_conflict(state: ProjectState) -> None:
    opened = read_file(state, TEMPLATE)
    theirs = ORDER.replace("Order", "Theirs")
    write(state.workspace.root / TEMPLATE, theirs)
    with pytest.raises(ConflictError) as caught:
        save_file(state, SaveFileRequest(TEMPLATE, ORDER + "\n", opened.digest), UndoLog())
    found = caught.value.document
    assert isinstance(found, Conflict)
    assert (found.text, found.digest) == (theirs, text_digest(theirs))
    assert text_of(state, TEMPLATE) == theirs
    merged = SaveFileRequest(TEMPLATE, ORDER + "\n", found.digest)
    assert save_file(state, merged, UndoLog()).digest == text_digest(ORDER + "\n")


def test_a_file_that_was_deleted_meanwhile_is_a_conflict_and_can_be_written(
    state: ProjectState,
) -> None:
    (state.workspace.root / TEMPLATE).unlink()
    with pytest.raises(ConflictError) as caught:
        save_file(state, SaveFileRequest(TEMPLATE, ORDER, text_digest(ORDER)), UndoLog())
    found = caught.value.document
    assert isinstance(found, Conflict)
    assert (found.text, found.digest) == ("", "")
    save_file(state, SaveFileRequest(TEMPLATE, ORDER, ""), UndoLog())
    assert text_of(state, TEMPLATE) == ORDER


@pytest.mark.parametrize(
    "name",
    [
        "../outside.json",
        "/etc/passwd",
        "templates/../../outside.json",
        "templates/none.json",
        ".git/config",
        "README.md",
        "",
        "templates",
        "templates/order_shipped.json\0",
        "./templates/order_shipped.json",
    ],
)
def test_only_files_of_the_project_are_read_and_written(state: ProjectState, name: str) -> None:
    write(state.workspace.root / "README.md", "secret")
    write(state.workspace.root.parent / "outside.json", "secret")
    with pytest.raises(UsageError, match="is not a file of this project"):
        read_file(state, name)
    with pytest.raises(UsageError, match="is not a file of this project"):
        save_file(state, SaveFileRequest(name, "x", ""), UndoLog())


def test_the_configuration_is_shown_and_not_written(state: ProjectState) -> None:
    opened = read_file(state, "inbox.toml")
    assert opened.text.startswith("[render]")
    with pytest.raises(UsageError):
        save_file(state, SaveFileRequest("inbox.toml", "", opened.digest), UndoLog())


def test_a_link_out_of_the_project_is_not_followed(state: ProjectState) -> None:
    outside = write(state.workspace.root.parent / "outside.json", ORDER)
    link = state.workspace.root / "templates/linked.json"
    link.symlink_to(outside)
    state.reload([link], allow_retry=False)
    with pytest.raises(ProjectError, match="leads out of the project"):
        read_file(state, "templates/linked.json")
    with pytest.raises(ProjectError, match="leads out of the project"):
        save_file(state, SaveFileRequest("templates/linked.json", "x", ""), UndoLog())
    assert outside.read_text() == ORDER


def test_half_a_character_is_not_written(state: ProjectState) -> None:
    request = SaveFileRequest(TEMPLATE, ORDER + "\ud800", text_digest(ORDER))
    with pytest.raises(ProjectError, match="half of a character"):
        save_file(state, request, UndoLog())
    assert text_of(state, TEMPLATE) == ORDER


# --- fixes ----------------------------------------------------------------------------------


def quoted(state: ProjectState) -> str:
    """Make a profile break the JSON, and return the id of the fix that is offered."""
    path = write(state.workspace.root / "fixtures/profiles/ada.json", {"first_name": 'A "q"'})
    state.reload([path], allow_retry=False)
    state.validate_pending()
    offers = [one.fix for one in row(state, "order_shipped").findings if one.fix]
    return offers[0].id


def test_a_fix_is_applied_once_rendering_proves_it_and_undone(state: ProjectState) -> None:
    log = UndoLog()
    saved = apply_fix(state, quoted(state), log)
    assert saved.files == (TEMPLATE,)
    assert "| json }}" in text_of(state, TEMPLATE)
    state.reload([state.workspace.root / TEMPLATE], allow_retry=False)
    state.validate_pending()
    assert row(state, "order_shipped").errors == 0
    log.undo(state.workspace.config, saved.undo)
    assert text_of(state, TEMPLATE) == ORDER


def test_a_fix_of_a_text_that_is_no_longer_there_is_refused(state: ProjectState) -> None:
    wanted = quoted(state)
    write(state.workspace.root / TEMPLATE, ORDER + "\n")
    with pytest.raises(UsageError, match="changed meanwhile"):
        apply_fix(state, wanted, UndoLog())
    with pytest.raises(UsageError, match="no longer offered"):
        apply_fix(state, "guess", UndoLog())
    assert text_of(state, TEMPLATE) == ORDER + "\n"
