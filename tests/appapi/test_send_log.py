import json
import subprocess
import sys
from pathlib import Path

import pytest
from inbox_toolkit.appapi.send_log import SendLog, SendRecord, SendState, send_log_path
from inbox_toolkit.errors import ProjectError, RefusedError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "run.jsonl"


def fill(path: Path) -> None:
    with SendLog(path, clock=lambda: 5.0) as journal:
        for key, state in (
            ("a", SendState.ACCEPTED),
            ("b", SendState.REFUSED),
            ("c", SendState.UNKNOWN),
        ):
            journal.record_intent(key)
            journal.record_outcome(
                key, SendRecord(state, "d1" if state is SendState.ACCEPTED else None)
            )
        journal.record_intent("e")


def test_a_new_journal_remembers_nothing(path: Path) -> None:
    with SendLog(path) as journal:
        assert journal.previous == {}


def test_the_next_run_knows_what_was_done_and_what_was_begun(path: Path) -> None:
    fill(path)
    with SendLog(path) as journal:
        assert journal.previous == {
            "a": SendRecord(SendState.ACCEPTED, "d1", 5.0),
            "b": SendRecord(SendState.REFUSED, None, 5.0),
            "c": SendRecord(SendState.UNKNOWN, None, 5.0),
            "e": SendRecord(SendState.UNKNOWN, None, 5.0),
        }


@pytest.mark.parametrize("keep", range(1, 60))
def test_a_line_torn_by_a_crash_is_a_step_not_taken(path: Path, keep: int) -> None:
    fill(path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]) + lines[2][: min(keep, len(lines[2]) - 1)])
    with SendLog(path) as journal:
        assert set(journal.previous) == {"a"}
        journal.record_intent("z")
    with SendLog(path) as journal:
        assert set(journal.previous) == {"a", "z"}


@pytest.mark.parametrize(
    "line",
    [b"x", b"[]", b"{}", b'{"v": 2, "intend": "a", "at": 1}', b"\xff",
     b'{"v": 1, "settle": "a", "state": "odd", "id": null, "at": 1}'],
)  # fmt: skip
def test_a_damaged_journal_stops_everything(path: Path, line: bytes) -> None:
    fill(path)
    path.write_bytes(line + b"\n" + path.read_bytes())
    with pytest.raises(ProjectError, match="is damaged"):
        SendLog(path)


def test_two_runs_at_a_time_are_refused(path: Path) -> None:
    with SendLog(path), pytest.raises(RefusedError, match="another run is sending"):
        SendLog(path)
    with SendLog(path):
        pass


def test_a_finished_run_is_forgotten(path: Path) -> None:
    fill(path)
    with SendLog(path) as journal:
        journal.delete()
    assert not path.exists()
    with SendLog(path) as journal:
        assert journal.previous == {}


def test_the_journals_folder_is_left_alone_by_git(tmp_path: Path) -> None:
    assert send_log_path(tmp_path, "abc") == tmp_path / ".inbox/sends/abc.jsonl"
    assert (tmp_path / ".inbox/.gitignore").read_text() == "*\n"
    (tmp_path / "file").write_text("")
    with pytest.raises(ProjectError, match="cannot be used"):
        send_log_path(tmp_path / "file", "abc")


def test_a_folder_in_its_place_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(ProjectError, match="cannot be opened"):
        SendLog(path)


def test_each_line_is_json_without_anything_personal(path: Path) -> None:
    fill(path)
    first, second = map(json.loads, path.read_text().splitlines()[:2])
    assert first == {"v": 1, "intend": "a", "at": 5.0}
    assert second == {"v": 1, "settle": "a", "state": "accepted", "id": "d1", "at": 5.0}


FILL = """
import resource, sys
from pathlib import Path
from inbox_toolkit.appapi.send_log import SendLog
from inbox_toolkit.errors import ProjectError
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
with SendLog(Path(sys.argv[1])) as journal:
    try:
        for number in range(99):
            journal.record_intent(str(number))
    except ProjectError as error:
        print(number, error.message)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_a_full_disk_stops_the_run_and_loses_nothing(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    number, _, message = done.stdout.partition(" ")
    assert "so sending stops here" in message
    with SendLog(path) as journal:
        assert set(journal.previous) == {str(one) for one in range(int(number))}
