"""Validate again at every change, until Ctrl-C."""

from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NoReturn

from toolkit.cli.output import fail, talk
from toolkit.errors import ToolkitError
from toolkit.preview.watcher import Watcher
from toolkit.project.discovery import find_config

SETTLED = 0.05
"""Seconds without another change after which a save is taken to be complete."""


def watch_project(folder: Path, validate: Callable[[], object]) -> NoReturn:
    """Call ``validate`` now and after each burst of changes; ends by KeyboardInterrupt alone."""
    config = find_config(folder)
    heard: SimpleQueue[Path] = SimpleQueue()
    watcher = Watcher(lambda path, _: heard.put(path))
    folders = [config.root / config.templates, config.root / config.fixtures]
    watcher.watch(folders, [config.root])
    watcher.start()
    try:
        while True:
            try:
                validate()
            except ToolkitError as error:
                fail(error.message, help=error.help)
            talk(f"Watching {config.templates}/ {config.fixtures}/ · Ctrl-C to stop")
            wait(heard)
            watcher.watch(folders)
    finally:
        watcher.stop()


def wait(heard: "SimpleQueue[Path]") -> None:
    """Wait for a change, and then until no other follows."""
    heard.get()
    while True:
        try:
            heard.get(timeout=SETTLED)
        except Empty:
            return
