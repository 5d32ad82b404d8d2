"""Validate again at every change, until Ctrl-C."""

from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NoReturn

from inbox_toolkit.cli.console import echo_err, print_error
from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.project.config import Config, find_config
from inbox_toolkit.project.project import OUTPUT_CONTRACTS
from inbox_toolkit.workspace.watcher import Watcher

SETTLED = 0.05
"""Seconds without another change after which a save is taken to be complete."""


def watch_project(folder: Path, validate: Callable[[], object]) -> NoReturn:
    """Call ``validate`` now and after each burst of changes; ends by KeyboardInterrupt alone."""
    config = find_config(folder)
    heard: SimpleQueue[Path] = SimpleQueue()
    watcher = Watcher(lambda path, _: heard.put(path))
    watcher.watch(*watched(config))
    watcher.start()
    try:
        while True:
            try:
                validate()
                config = find_config(folder)
            except ToolkitError as error:
                print_error(error.message, help=error.help)
            watcher.watch(*watched(config))
            echo_err(f"Watching {config.templates}/ {config.fixtures}/ · Ctrl-C to stop")
            wait(heard)
    finally:
        watcher.stop()


def watched(config: Config) -> tuple[list[Path], list[Path]]:
    """Return the folders that verdicts depend on: with all in them, and for their own files."""
    deep = (config.templates, config.fixtures, OUTPUT_CONTRACTS)
    visual = (config.visual.templates, config.visual.theme)
    flat = [config.root, *((config.root / name).parent for name in visual if name)]
    return [config.root / name for name in deep], flat


def wait(heard: "SimpleQueue[Path]") -> None:
    """Wait for a change, and then until no other follows."""
    heard.get()
    while True:
        try:
            heard.get(timeout=SETTLED)
        except Empty:
            return
