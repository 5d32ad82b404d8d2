"""What the page writes into the project's files, and takes back.

Every function reads the file from disk first, and writes it whole or not at all. What is written
is kept in an ``UndoLog`` with the text that stood there before.
"""

import json
import re
import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.findings import fix_id
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.wire import (
    Conflict,
    FileText,
    NewFixtureRequest,
    Saved,
    SavedFile,
    SaveFileRequest,
)
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.files import text_digest
from inbox_toolkit.project.fixtures import Fixture, load_fixture
from inbox_toolkit.rendering.cases import Case, with_changes
from inbox_toolkit.text.json_edit import edit_json, is_same
from inbox_toolkit.validation.fixes import fix_unit
from inbox_toolkit.validation.unit_runner import UnitRunner
from inbox_toolkit.web.operations import ConflictError
from inbox_toolkit.workspace.manifest import manifest_of

MAX_UNDO = 100  # saves that can be taken back

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,79}")
_ROOTS = {"customer": "profile", "trigger": "data"}


@dataclass(frozen=True, slots=True)
class _Write:
    """A file that was written: its text before (None where there was no file) and after."""

    file: str
    before: str | None
    after: str


class UndoLog:
    """The newest saves by their tokens."""

    def __init__(self) -> None:
        self._saves: OrderedDict[str, tuple[_Write, ...]] = OrderedDict()

    def write(self, config: Config, texts: Mapping[str, str]) -> str:
        """Write files and return the token that takes it back.

        Raises ProjectError where one cannot be written; those before it are then put back.
        """
        done: list[_Write] = []
        try:
            for file, text in texts.items():
                before = _text_on_disk(config, file)
                config.write(file, text, replace=True)
                done.append(_Write(file, before, text))
        except ProjectError:
            for one in reversed(done):
                _restore(config, one)
            raise
        return self.note(done)

    def note(self, writes: Iterable[_Write]) -> str:
        """Remember what was written, and return the token that takes it back."""
        token = secrets.token_urlsafe(12)
        self._saves[token] = tuple(writes)
        while len(self._saves) > MAX_UNDO:
            self._saves.popitem(last=False)
        return token

    def undo(self, config: Config, token: str) -> tuple[str, ...]:
        """Put the files of a save back, and return their names.

        Raises UsageError for an unknown token, and where a file has been changed since.
        """
        writes = self._saves.get(token)
        if writes is None:
            raise UsageError(
                "this cannot be taken back any more", help="change it by hand, or use git"
            )
        for one in writes:
            if _text_on_disk(config, one.file) != one.after:
                raise UsageError(
                    f"{one.file} has been changed since", help="change it by hand, or use git"
                )
        for one in writes:
            _restore(config, one)
        del self._saves[token]
        return tuple(one.file for one in writes)


def _restore(config: Config, one: _Write) -> None:
    if one.before is not None:
        config.write(one.file, one.before, replace=True)
        return
    try:
        (config.root / one.file).unlink(missing_ok=True)
    except OSError as error:
        raise ProjectError(
            f"{one.file} cannot be removed: {error.strerror or error}", help="remove it by hand"
        ) from None


def _text_on_disk(config: Config, file: str) -> str | None:
    return config.read(file).text if config.has(file) else None


def save_to_fixtures(state: ProjectState, wanted: Selection, log: UndoLog) -> Saved:
    """Write what-if values into the fixtures of the case, which keep their formatting and order.

    Raises UsageError where nothing differs or the case has no message data to save to, ProjectError
    where a fixture is gone, is no longer usable or cannot be written.
    """
    case = replace(wanted, changes=(), removed=()).case_on(state)
    roots = {one.partition(".")[0] for one in (*wanted.changes, *wanted.removed)}
    if "trigger" in roots and case.data is None:
        raise UsageError("the case has no message data to save to", help="save it as a new fixture")
    wanted.case_on(state)  # refuses a value that cannot be set
    texts: dict[str, str] = {}
    if "customer" in roots:
        texts |= _edited_profile(state, wanted, case)
    if "trigger" in roots and case.data is not None:
        texts |= _edited_data(state, wanted, case, case.data.file)
    if not texts:
        raise UsageError("nothing was changed", help="change a value under Data first")
    return Saved(tuple(texts), log.write(state.workspace.config, texts))


def _edited_profile(state: ProjectState, wanted: Selection, case: Case) -> dict[str, str]:
    """Return the profile's new text by its name, made of the file as it is on disk now."""
    on_disk = _load(state.workspace.config, case.profile.file, "profile")
    changed = _changed(replace(case, profile=on_disk), wanted, "customer.")
    return _edited(on_disk, changed.profile.data)


def _edited_data(state: ProjectState, wanted: Selection, case: Case, file: str) -> dict[str, str]:
    on_disk = _load(state.workspace.config, file, "message_data")
    return _edited(on_disk, _changed(replace(case, data=on_disk), wanted, "trigger.").message_data)


def _changed(case: Case, wanted: Selection, root: str) -> Case:
    changes = [one for one in wanted.changes if one.startswith(root)]
    return with_changes(case, changes, [one for one in wanted.removed if one.startswith(root)])


def _edited(on_disk: Fixture, data: Mapping[str, object]) -> dict[str, str]:
    if is_same(on_disk.data, data):
        return {}
    return {on_disk.file: edit_json(on_disk.source.text, data)}


def _load(config: Config, file: str, kind: str) -> Fixture:
    found = load_fixture(config, file, kind)
    if isinstance(found, Fixture):
        return found
    problem = found[0]
    message = problem.message.removeprefix(f"{file} ")
    raise ProjectError(f"{file}: {message}", help="save the values as a new fixture")


def save_new_fixture(
    state: ProjectState, wanted: Selection, request: NewFixtureRequest, log: UndoLog
) -> Saved | None:
    """Write the case's profile, its message data, or both, under a new name.

    Returns None, and writes nothing, where a file of that name is there and ``replace`` is not
    set. Raises UsageError for a name that is no file name, and where nothing was changed.
    """
    name = request.name
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name[:100]!r} cannot be the name of a fixture" if name else "it has no name",
            help="use letters, digits, - and _, such as ada_without_email",
        )
    case = wanted.case_on(state)
    folder = state.workspace.config.fixtures
    profile = f"{folder}/profiles/{name}.json"
    data = f"{folder}/message_data/{wanted.template}/{name}.json"
    kinds = _kinds(wanted, request)
    contents: dict[str, object] = {}
    if "profile" in kinds:
        contents[profile] = case.profile.data
    if "data" in kinds:
        contents[data] = case.message_data
    if not contents:
        raise UsageError("nothing was changed", help="change a value under Data first")
    if not request.replace and any(map(state.workspace.config.has, contents)):
        return None
    texts = {
        file: json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        for file, content in contents.items()
    }
    undo = log.write(state.workspace.config, texts)
    return Saved(
        tuple(contents),
        undo,
        name if profile in contents else None,
        name if data in contents else None,
    )


def _kinds(wanted: Selection, request: NewFixtureRequest) -> frozenset[str]:
    if request.kind != "changed":
        return frozenset({request.kind})
    paths = (*wanted.changes, *wanted.removed)
    return frozenset(_ROOTS.get(one.partition(".")[0], "") for one in paths)


def editable_files(state: ProjectState) -> frozenset[str]:
    """Return the files that the page may write: templates, fixtures and contracts."""
    config = state.workspace.config
    unusable = (one.source.name for one in state.workspace.project.fixtures.problems)
    contracts = (file for unit in manifest_of(config).units for file in unit.contracts)
    return state.workspace.files | {*unusable, *contracts}


def read_file(state: ProjectState, file: str) -> FileText:
    """Return a file of the project as it is on disk.

    Raises UsageError for any other file, ProjectError where it cannot be read.
    """
    config = state.workspace.config
    own = {config.file.name} if config.file else set()
    if file not in editable_files(state) | own:
        raise _foreign(file)
    text = config.read(file).text
    return FileText(file, text, text_digest(text))


def save_file(state: ProjectState, request: SaveFileRequest, log: UndoLog) -> SavedFile:
    """Write a text over the one that the page had opened.

    Raises ConflictError where the file holds another text by now, UsageError for a file that the
    page may not write, ProjectError where it cannot be written.
    """
    config = state.workspace.config
    if request.file not in editable_files(state):
        raise _foreign(request.file)
    on_disk = _text_on_disk(config, request.file)
    digest = "" if on_disk is None else text_digest(on_disk)
    if digest != request.digest:
        what = "has been deleted" if on_disk is None else "has been changed on disk"
        raise ConflictError(
            Conflict(f"{request.file} {what} meanwhile", request.file, on_disk or "", digest)
        )
    undo = log.write(config, {request.file: request.text})
    return SavedFile(request.file, text_digest(request.text), undo)


def _foreign(file: str) -> UsageError:
    return UsageError(
        f"{file[:200]!r} is not a file of this project", help="open a template or a fixture of it"
    )


def apply_fix(state: ProjectState, wanted: str, log: UndoLog) -> Saved:
    """Apply one fix as ``inbox validate --fix`` does: kept only if rendering proves it.

    Raises UsageError where there is no such fix any more, or rendering refuted it.
    """
    found = next((one for one in _fixable(state) if fix_id(one) == wanted), None)
    if found is None:
        raise UsageError("this fix is no longer offered", help="look at the finding again")
    config = state.workspace.config
    manifest = manifest_of(config)
    units = (one for one in manifest.units if found.file in one.files())
    unit = next(units, None)
    if unit is None or _text_on_disk(config, found.file) != found.source.text:
        raise UsageError(f"{found.file} has been changed meanwhile", help="look at it again")
    names = [one.name for one in unit.templates]
    before = {name: _text_on_disk(config, name) for name in names}
    runner = UnitRunner(config, manifest, config.render.now or datetime.now(UTC))
    done = fix_unit(runner, unit, [found])
    if not done.files:
        raise UsageError(
            "this fix was not applied: a payload would change, or something else would be wrong",
            help="change the template by hand",
        )
    undo = log.note(_Write(name, before[name], config.read(name).text) for name in done.files)
    return Saved(done.files, undo)


def _fixable(state: ProjectState) -> Iterable[Diagnostic]:
    for result in state.results.values():
        yield from (one for one in result.diagnostics if one.fix is not None and one.fix.safe)
