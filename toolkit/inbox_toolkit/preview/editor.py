"""Open a template at a line: in the configured editor, in ``$VISUAL``, or by a VS Code address."""

import shlex
import shutil
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from inbox_toolkit.errors import UsageError

TERMINAL_EDITORS = frozenset({"vi", "vim", "nvim", "nano", "pico", "emacs", "hx", "helix", "micro"})
"""These would draw over the terminal that the preview itself runs in."""

_WITH_LINE = {"code": "-g", "codium": "-g", "cursor": "-g", "windsurf": "-g"}


def editor_command(configured: str | None, environ: Mapping[str, str]) -> list[str]:
    """Return the words of the editor's command; none where there is only a terminal's."""
    words = shlex.split(configured or environ.get("VISUAL", ""))
    if not words or Path(words[0]).stem in TERMINAL_EDITORS:
        return []
    return words


def open_in_editor(path: Path, line: int, command: list[str]) -> str | None:
    """Start the editor and return None, or return the address that opens the file in VS Code.

    Raises UsageError where the editor cannot be started.
    """
    if not command:
        return f"vscode://file{quote(path.as_posix())}:{line}"
    program = shutil.which(command[0])
    if program is None:
        raise UsageError(
            f"there is no program {command[0]!r}", help="set [preview] editor in inbox.toml"
        )
    flag = _WITH_LINE.get(Path(command[0]).stem)
    place = [flag, f"{path}:{line}"] if flag else [str(path)]
    try:
        process = subprocess.Popen(  # noqa: S603 - the person's own editor, a file of their project
            [program, *command[1:], *place],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise UsageError(
            f"{command[0]} does not start: {error.strerror}",
            help="set [preview] editor in inbox.toml",
        ) from None
    threading.Thread(target=process.wait, daemon=True).start()  # so that it leaves no zombie
    return None
