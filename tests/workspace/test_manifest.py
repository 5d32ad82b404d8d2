import os
from pathlib import Path

from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.files import MAX_FILE_BYTES
from inbox_toolkit.workspace.manifest import RACY_NANOSECONDS, file_states, manifest_of

from tests.support.projects import small_project, write_project


def test_a_template_goes_with_its_translations_and_its_data(tmp_path: Path) -> None:
    small_project(tmp_path, "{}")
    write_project(
        tmp_path,
        {
            "templates/t.fr.json": "{}",
            "templates/sub/u.json.liquid": "{}",
            "templates/.hidden.json": "{}",
            "fixtures/message_data/t/.hidden.json": "{}",
            "fixtures/message_data/t/notes.txt": "",
            "fixtures/message_data/orphan/a.json": "{}",
            "fixtures/snippets.json": "{}",
            "contracts/card.schema.json": "{}",
            "contracts/notes.json": "{}",
        },
    )
    manifest = manifest_of(find_config(tmp_path))
    assert [
        (unit.name, [one.stem for one in unit.templates], unit.data) for unit in manifest.units
    ] == [
        ("orphan", [], ("fixtures/message_data/orphan/a.json",)),
        ("sub/u", ["sub/u"], ()),
        ("t", ["t.fr", "t"], ("fixtures/message_data/t/standard.json",)),
    ]
    assert manifest.profiles == ("fixtures/profiles/ada.json",)
    assert manifest.shared == ("fixtures/snippets.json", "contracts/card.schema.json")
    assert manifest.cases(manifest.units[2]) == 2
    assert len(set(manifest.every())) == 8


def test_the_contracts_kept_beside_a_template_are_its_files(tmp_path: Path) -> None:
    small_project(tmp_path, "{}")
    files = {
        "templates/t.contract.json": "{}",
        "templates/t.customer.contract.json": "{}",
        "templates/sub/u.json": "{}",
        "templates/sub/u.contract.json": "{}",
        "templates/gone.contract.json": "{}",
    }
    write_project(tmp_path, files)
    manifest = manifest_of(find_config(tmp_path))
    assert {unit.name: unit.contracts for unit in manifest.units} == {
        "sub/u": ("templates/sub/u.contract.json",),
        "t": ("templates/t.contract.json", "templates/t.customer.contract.json"),
    }
    assert set(manifest.units[0].contracts) <= set(manifest.every())


def test_an_empty_folder_has_nothing(tmp_path: Path) -> None:
    (tmp_path / "inbox.toml").touch()
    manifest = manifest_of(find_config(tmp_path))
    assert (manifest.units, manifest.profiles, manifest.shared) == ((), (), ())


def test_a_file_that_looks_the_same_is_not_read_again(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_text("one")
    os.utime(file, ns=(10**18, 10**18))
    known = file_states(tmp_path, ["f"], {})
    file.write_text("two")
    os.utime(file, ns=(10**18, 10**18))
    assert file_states(tmp_path, ["f"], known) == known
    os.utime(file, ns=(10**18, 10**18 + 1))
    assert file_states(tmp_path, ["f"], known)["f"][3] != known["f"][3]


def test_a_file_written_just_now_is_read_again_next_time(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_text("one")
    known = file_states(tmp_path, ["f"], {})
    moment = file.stat().st_mtime_ns
    file.write_text("two")
    os.utime(file, ns=(moment, moment))
    assert file_states(tmp_path, ["f"], known)["f"][3] != known["f"][3]
    assert RACY_NANOSECONDS >= 2_000_000_000


def test_what_cannot_be_read_has_a_state_too(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with (tmp_path / "huge").open("wb") as handle:
        handle.truncate(MAX_FILE_BYTES + 1)
    found = file_states(tmp_path, ["none", "folder", "loop", "huge"], {})
    assert found["none"][3].startswith("unreadable")
    assert found["folder"][3].startswith("unreadable")
    assert found["loop"][3].startswith("unreadable")
    assert found["huge"][3].startswith("large")
