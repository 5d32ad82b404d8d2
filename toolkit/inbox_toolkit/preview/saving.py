"""Save what-if values as new fixtures: whole or not at all, and never over another by accident."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.board import Board
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.project.files import write_atomically

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,79}")


@dataclass(frozen=True, slots=True)
class SavedFixture:
    """The files written, relative to the project, and the names that now choose them."""

    files: tuple[str, ...]
    profile: str | None
    data: str | None


def save_fixture(
    board: Board, wanted: Selection, name: str, *, replace: bool
) -> SavedFixture | None:
    """Write the changed profile, the changed message data, or both, under a new name.

    Returns None, and writes nothing, where a file of that name is there and ``replace`` is not
    set. Raises UsageError for a name that is no file name, and where nothing was changed.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be the name of a fixture" if name else "the new fixture has no name",
            help="use letters, digits, - and _, such as ada_without_email",
        )
    case = wanted.case_on(board)
    base = board.root / board.contents.project.config.fixtures
    profile = base / "profiles" / f"{name}.json"
    data = base / "message_data" / wanted.template / f"{name}.json"
    files: dict[Path, Any] = {}
    if any(one.startswith("customer.") for one in wanted.changes):
        files[profile] = case.profile.data
    if any(one.startswith("trigger.") for one in wanted.changes):
        files[data] = case.message_data
    if not files:
        raise UsageError("nothing was changed", help="change a value under Variables first")
    if not replace and any(path.exists() for path in files):
        return None
    for path, content in files.items():
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        write_atomically(path, text, replace=replace)
    return SavedFixture(
        tuple(path.relative_to(board.root).as_posix() for path in files),
        name if profile in files else None,
        name if data in files else None,
    )
