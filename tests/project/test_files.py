import errno
import os
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.files import MAX_FILE_BYTES, read_source, write_atomically


def test_a_file_is_kept_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"\xef\xbb\xbf{}\r\n")
    assert read_source(file, "a.json").text == "\ufeff{}\r\n"


def test_bytes_that_are_not_utf8_are_placed(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b'{"a": "caf\xe9"}')
    with pytest.raises(ProjectError, match="byte 0xe9 at offset 10"):
        read_source(file, "a.json")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    with file.open("wb") as handle:
        handle.truncate(50 * 1024 * 1024)
    with pytest.raises(ProjectError, match=r"it has 50\.0 MB"):
        read_source(file, "a.json")
    assert MAX_FILE_BYTES == 2_048 * 1024


def test_a_missing_file_a_folder_and_a_loop_of_links_are_told_apart(tmp_path: Path) -> None:
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    for path, reason in (
        (tmp_path / "none.json", "there is no such file"),
        (tmp_path, "it is a folder"),
        (loop, "round in a circle"),
    ):
        with pytest.raises(ProjectError, match=reason) as caught:
            read_source(path, "x")
        assert caught.value.help


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("{}")
    file.chmod(0)
    with pytest.raises(ProjectError, match="may not read"):
        read_source(file, "a.json")


def test_a_null_in_a_name_is_no_crash(tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        read_source(tmp_path / "a\0b", "x")


def test_writing_never_goes_over_a_file_unasked(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.json"
    write_atomically(file, "one")
    with pytest.raises(ProjectError, match="exists already"):
        write_atomically(file, "two")
    assert file.read_text() == "one"
    write_atomically(file, "two", replace=True)
    assert file.read_text() == "two"
    assert [path.name for path in file.parent.iterdir()] == ["a.json"]


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file, not a folder")
    with pytest.raises(ProjectError, match="cannot be written"):
        write_atomically(tmp_path / "a" / "b.json", "x")


def test_a_file_where_a_folder_is_wanted_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file, not a folder")
    with pytest.raises(ProjectError, match="a file of that name is in the way") as caught:
        write_atomically(tmp_path / "a/b.json", "x")
    assert caught.value.help == "choose another folder"


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "this user may not write there"),
        (errno.EROFS, "the file system is read-only"),
        (errno.ENOSPC, "the disk is full"),
    ],
)
def test_what_hinders_writing_is_said_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ProjectError, match=f"a.json cannot be written: {reason}"):
        write_atomically(tmp_path / "a.json", "{}")
