"""A full disk and a read-only one: each command says so, and leaves every file as it was.

Both are small file systems that the test mounts; without the right to mount they are skipped.
"""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.security.conftest import Run
from tests.support.fault_server import http, says, serve_faults
from tests.support.projects import small_project, write_project
from tests.support.scripted_api import KEY

FULL, READ_ONLY = "full", "read-only"
SAID = {FULL: "the disk is full", READ_ONLY: "the file system is read-only"}
ACCEPTED = http(json.dumps({"delivery_id": "abc=", "queued_at": 1}).encode())
PERSON = {"customer": {"id": "1", "identifiers": {}, "attributes": {"first_name": "Ada"}}}

WRITING = {
    "--fix": ["validate", "--fix"],
    "--write-baseline": ["validate", "--write-baseline", "baseline.json"],
    "new": ["new", "invoice"],
    "init": ["init", "sub"],
    "generate": ["fixtures", "generate", "t"],
    "pull": ["fixtures", "pull", "--id", "1", "--name", "pulled"],
    "contract": ["contract", "t", "--write"],
    "types": ["types", "t", "--out", "types"],
    "--build": ["preview", "--build", "site"],
    "fmt": ["fmt"],
    "login": ["login", "--me", "id:1"],
    "send": ["send", "t", "--all-cases", "--to", "id:1", "--yes", "--no-wait"],
}


@pytest.fixture
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A project on a file system of its own that has become full, or read-only."""
    if sys.platform != "linux":
        pytest.skip("mounts a tmpfs, which Linux alone has")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "none", folder],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting a file system takes root")
    try:
        make_project(folder)
        if request.param == FULL:
            fill(folder / "filler")
        else:
            subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def make_project(folder: Path) -> None:
    small_project(
        folder, '{"a": "{{ trigger.x }}", "b": "{{customer.first_name}}"}', data={"x": "1"}
    )
    write_project(
        folder,
        {
            "inbox.toml": '[send]\nrecipients = ["id:1"]\n',
            "fixtures/message_data/t/other.json": {"x": "2"},
        },
    )


def fill(file: Path) -> None:
    """Write until nothing goes in any more, down to the last byte."""
    with file.open("wb", buffering=0) as filler:
        for piece in (b"x" * 4096, b"x"):
            with suppress(OSError):  # no space left
                while True:
                    filler.write(piece)


def files_of(folder: Path) -> dict[str, bytes]:
    found = {path: path for path in folder.rglob("*") if path.is_file() and path.name != "filler"}
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.parametrize("disk", [FULL, READ_ONLY], indirect=True)
@pytest.mark.parametrize("name", WRITING)
def test_a_command_that_cannot_write_says_so_and_changes_nothing(
    run: Run,
    disk: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    before = files_of(disk)
    monkeypatch.setenv("HOME", str(disk / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(disk / "home/.config"))
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with serve_faults(says(ACCEPTED), says(http(json.dumps(PERSON).encode()))) as server:
        monkeypatch.setenv("CIO_API_URL", server.url)
        done = run(disk, *WRITING[name])
    assert done.code == 2, done
    errors = [line for line in done.err.splitlines() if "error:" in line]
    assert len(errors) == 1, done
    assert SAID[request.node.callspec.params["disk"]] in errors[0] + done.err, done
    assert "help:" in done.err
    assert files_of(disk) == before
    assert server.posts == []


@pytest.mark.parametrize("disk", [FULL, READ_ONLY], indirect=True)
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["validate"], 0),
        (["validate", "--since", "HEAD"], 2),  # which is no repository
        (["list"], 0),
        (["render", "t"], 0),
        (["prove", "t"], 1),
        (["contract", "t"], 0),
        (["export", "t"], 0),
        (["types", "t"], 0),
        (["fmt", "--check"], 1),
        (["send", "t", "--to", "id:1", "--dry-run"], 0),
    ],
)
def test_a_command_that_only_caches_goes_on(
    run: Run, disk: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], code: int
) -> None:
    before = files_of(disk)
    for name in ("HOME", "XDG_CACHE_HOME", "INBOX_CACHE_DIR"):
        monkeypatch.setenv(name, str(disk / "cache"))
    done = run(disk, *args)
    assert done.code == code, done
    assert files_of(disk) == before


@pytest.mark.parametrize("disk", [FULL, READ_ONLY], indirect=True)
def test_the_sandbox_says_that_its_database_cannot_be_kept(
    run: Run, disk: Path, request: pytest.FixtureRequest
) -> None:
    before = files_of(disk)
    done = run(disk, "sandbox", "--port", "0", "--db", "sandbox.db")
    assert done.code == 2, done
    assert "cannot be used as the sandbox's database" in done.err
    assert "another sandbox" not in done.err
    left = {name: content for name, content in files_of(disk).items() if content}
    assert left == {name: content for name, content in before.items() if content}


@pytest.mark.parametrize("disk", [FULL], indirect=True)
def test_a_key_is_not_left_in_a_draft(
    run: Run, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(disk / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(disk / "home/.config"))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{KEY}\n"))
    with serve_faults(says(ACCEPTED), says(http(b'{"ips": []}'))) as server:
        monkeypatch.setenv("CIO_API_URL", server.url)
        assert run(disk, "login").code == 2
    assert [path for path in (disk / "home").rglob("*") if path.is_file()] == []
