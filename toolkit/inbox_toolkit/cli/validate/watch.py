"""Validate again at every change, until Ctrl-C."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from inbox_toolkit.cli.console import echo, echo_err, print_error
from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.project.config import find_config
from inbox_toolkit.workspace.debounce import ChangeQueue
from inbox_toolkit.workspace.reload import is_relevant, watched_folders
from inbox_toolkit.workspace.watcher import Watcher

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Clear the screen and the lines above it, and go to its top left corner."""


def watch_project(folder: Path, validate: Callable[[], object]) -> NoReturn:
    """Call ``validate`` now and after each burst of changes; ends by KeyboardInterrupt alone."""
    config = find_config(folder)
    changes = ChangeQueue()
    watcher = Watcher(changes.on_change)
    watcher.watch(*watched_folders(config))
    watcher.start()
    try:
        while True:
            _start_run()
            try:
                validate()
                config = find_config(folder)
            except ToolkitError as error:
                print_error(error.message, help=error.help)
            watcher.watch(*watched_folders(config))
            echo_err(f"Watching {config.templates}/ {config.fixtures}/ · Ctrl-C to stop")
            while not any(is_relevant(config, path) for path in changes.wait()):
                pass
    finally:
        watcher.stop()


def _start_run() -> None:
    """Clear a terminal, or separate the runs elsewhere, and say when this one begins."""
    now = f"{datetime.now():%H:%M:%S}"
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        echo(CLEAR, newline=False)
        echo_err(now)
    else:
        echo_err(f"── {now} " + "─" * 40)
