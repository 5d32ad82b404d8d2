"""Changes are heard of, by events and by looking; our own reading is not one."""

import threading
from pathlib import Path

import pytest
from inbox_toolkit.workspace.watcher import Watcher


class Ear:
    """Collects what is heard, and lets a test wait for a path."""

    def __init__(self) -> None:
        self.heard: list[tuple[Path, bool]] = []
        self._news = threading.Condition()

    def __call__(self, path: Path, whole: bool) -> None:
        with self._news:
            self.heard.append((path, whole))
            self._news.notify_all()

    def hears(self, path: Path, *, whole: bool | None = None) -> bool:
        def there() -> bool:
            return any(one == path and whole in (None, done) for one, done in self.heard)

        with self._news:
            return self._news.wait_for(there, timeout=20)


@pytest.mark.parametrize("poll", [False, True], ids=["events", "polling"])
def test_every_way_of_saving_is_heard(tmp_path: Path, poll: bool) -> None:
    deep, flat = tmp_path / "templates", tmp_path / "flat"
    (deep / "inner").mkdir(parents=True)
    (flat / "inner").mkdir(parents=True)
    ear = Ear()
    watcher = Watcher(ear, poll=poll)
    watcher.watch([deep, tmp_path / "not there"], [flat])
    watcher.start()
    try:
        (deep / "one.json").write_text("{}")
        assert ear.hears(deep / "one.json", whole=None if poll else True)
        (deep / "inner/scratch").write_text("{}")
        (deep / "inner/scratch").rename(deep / "inner/two.json")
        assert ear.hears(deep / "inner/two.json")
        (flat / "three.json").write_text("{}")
        assert ear.hears(flat / "three.json")
        (deep / "one.json").unlink()
        (deep / "last.json").write_text("{}")
        assert ear.hears(deep / "last.json")
    finally:
        watcher.stop()
    assert not [path for path, _ in ear.heard if path.parent == flat / "inner"]


def test_scratch_files_and_reading_are_not_heard(tmp_path: Path) -> None:
    (tmp_path / "read.json").write_text("{}")
    ear = Ear()
    watcher = Watcher(ear)
    watcher.watch([tmp_path])
    watcher.start()
    try:
        (tmp_path / "read.json").read_text()
        for name in (".one.swp", "two.json~", "three.tmp", ".hidden"):
            (tmp_path / name).write_text("")
        (tmp_path / "end.json").write_text("")
        assert ear.hears(tmp_path / "end.json", whole=True)
    finally:
        watcher.stop()
    assert {path.name for path, _ in ear.heard} == {"end.json"}


def test_a_watcher_that_never_started_stops(tmp_path: Path) -> None:
    Watcher(Ear()).stop()
