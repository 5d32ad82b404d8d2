"""Hear of changed files, by the system's events or (network mounts) by looking again and again."""

from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

POLL_SECONDS = 0.2
FINISHED = frozenset({"closed", "moved", "deleted"})
IGNORED = frozenset({"opened", "closed_no_write"})
SCRATCH = (".swp", ".swx", ".tmp", "~", ".part", ".crdownload")

OnChange = Callable[[Path, bool], None]
"""Called on the watcher's thread with a path, and whether its writer has finished."""


class Watcher:
    """Watches folders with all that is in them, and single folders for what is right in them."""

    def __init__(self, on_change: OnChange, *, poll: bool = False) -> None:
        self._observer: BaseObserver = PollingObserver(timeout=POLL_SECONDS) if poll else Observer()
        self._handler = _Handler(on_change)
        self._watched: set[tuple[Path, bool]] = set()

    def watch(self, deep: Iterable[Path], flat: Iterable[Path] = ()) -> None:
        """Watch these as well; folders that are not there yet are left for a later call."""
        wanted = {(path, True) for path in deep} | {(path, False) for path in flat}
        for path, recursive in sorted(wanted - self._watched):
            if path.is_dir():
                self._observer.schedule(self._handler, str(path), recursive=recursive)
                self._watched.add((path, recursive))

    def start(self) -> None:
        """Begin to listen, on a thread of its own."""
        self._observer.start()

    def stop(self) -> None:
        """Stop listening and wait for the thread to end."""
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()


class _Handler(FileSystemEventHandler):
    def __init__(self, on_change: OnChange) -> None:
        self._on_change = on_change

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in IGNORED or (event.is_directory and event.event_type == "modified"):
            return
        for name in {event.src_path, event.dest_path}:
            path = Path(str(name))
            if str(name) and not path.name.startswith(".") and not path.name.endswith(SCRATCH):
                self._on_change(path, event.event_type in FINISHED)
