"""Open a file of the project in the user's own editor."""

import re
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

_ADDRESS = re.compile(r"(?!javascript:|data:|vbscript:)[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_VS_CODE = "vscode://file{path}:{line}"
_SET_EDITOR = "set $VISUAL, or `editor` in your own config file"
_WITH_LINE = {"code": "-g", "codium": "-g", "cursor": "-g", "windsurf": "-g"}


def editor_command(configured: str | None, environ: Mapping[str, str]) -> list[str]:
    """Return the words of the user's editor command; none where there is only a terminal's.

    ``configured`` is from the user's own configuration: a project names no program. Raises
    UsageError for a command that cannot be split into words.
    """
    text = configured or environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        words = shlex.split(text)
    except ValueError:
        raise UsageError(
            f"the editor {text!r} is no command: a quote is not closed",
            help="mend $VISUAL, or `editor` in your own config file",
        ) from None
    if not words or Path(words[0]).stem in TERMINAL_EDITORS:
        return []
    return words


def editor_address(configured: str | None) -> str | None:
    """Return the address with ``{path}`` and ``{line}`` that stands for an editor, if it is one."""
    if configured and _ADDRESS.match(configured):
        return configured
    return None


def open_in_editor(
    path: Path, line: int, command: list[str], address: str | None, *, column: int = 1
) -> str | None:
    """Start the editor and return None, or return the address by which the page opens the file.

    Without a command that is VS Code's. Raises UsageError where the editor cannot be started.
    """
    if address or not command:
        pattern = address or _VS_CODE
        return (
            pattern.replace("{path}", quote(path.as_posix()))
            .replace("{line}", str(line))
            .replace("{column}", str(column))
        )
    program = shutil.which(command[0])
    if program is None:
        raise UsageError(f"there is no program {command[0]!r}", help=_SET_EDITOR)
    flag = _WITH_LINE.get(Path(command[0]).stem)
    place = [flag, f"{path}:{line}"] if flag else [str(path)]
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own editor, a file of their project
            [program, *command[1:], *place],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise UsageError(
            f"{command[0]} does not start: {error.strerror}", help=_SET_EDITOR
        ) from None
    threading.Thread(target=process.wait, daemon=True).start()  # so that it leaves no zombie
    return None
