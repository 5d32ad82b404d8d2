"""The files that an editor has open: each with its project, and the answers' way to positions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from os.path import normpath
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.language_server.positions import PositionMap
from inbox_toolkit.language_server.protocol import Encoding
from inbox_toolkit.language_server.session import OpenUnit, ProjectSession, UnitState
from inbox_toolkit.project.config import NoProjectError, find_config
from inbox_toolkit.validation.runner import TemplateResult


@dataclass(frozen=True)
class Document:
    """An open file, as one request sees it; ``name`` is relative to its project.

    ``session`` is None for a file outside any project, or in one that cannot be opened.
    """

    uri: str
    text: str
    version: int
    encoding: Encoding
    name: str
    session: ProjectSession | None

    @cached_property
    def positions(self) -> PositionMap:
        """Positions in its text."""
        return PositionMap(self.text, self.encoding)

    @property
    def is_template(self) -> bool:
        """Whether it is a template of its project."""
        return self.session is not None and self.session.is_template(self.name)

    @property
    def is_shared(self) -> bool:
        """Whether it belongs to no template: a profile, the configuration, a visual template."""
        return self.session is None or self.session.unit_of(self.name) is None

    def state(
        self,
        checkpoint: Callable[[], None] = lambda: None,
        interim: Callable[[Sequence[Diagnostic]], None] = lambda _: None,
    ) -> UnitState | None:
        """Return its template with all that goes with it, validated; see ``ProjectSession``."""
        unit = self.session.unit_of(self.name) if self.session else None
        if self.session is None or unit is None:
            return None
        return self.session.state(unit, checkpoint=checkpoint, interim=interim)

    def findings(self, checkpoint: Callable[[], None] = lambda: None) -> tuple[Diagnostic, ...]:
        """Return what is wrong with it, and with others that are validated along with it."""
        if self.session is None:
            return ()
        broken = self.session.config_diagnostic(self.name, self.text)
        if broken is not None:
            return (broken,)
        state = self.state(checkpoint)
        return (
            state.diagnostics if state else self.session.shared_diagnostics(checkpoint=checkpoint)
        )

    def take_text(self) -> None:
        """Have its session read this text of a template or fixture, before it is validated."""
        if self.session is not None and not self.is_shared:
            self.session.edit(self.name, self.text)

    def opened(self) -> OpenUnit | None:
        """Return its template with all that goes with it, read and parsed."""
        unit = self.session.unit_of(self.name) if self.session else None
        return self.session.opened(unit) if self.session and unit else None

    def result(self) -> TemplateResult | None:
        """Return what validating this template gave; None if it is none."""
        state = self.state() if self.is_template else None
        return state.result(self.name) if state else None

    def uri_of(self, name: str) -> str:
        """Return the URI of another file of its project."""
        root = self.session.root if self.session else Path()
        return self.uri if name == self.name else to_uri(root / name)

    def positions_of(self, name: str) -> PositionMap:
        """Return the positions in the text of another file of its project, as last read."""
        if name == self.name or self.session is None:
            return self.positions
        return PositionMap(self.session.config.read(name).text, self.encoding)


class Projects:
    """The projects that are open, each by its folder; with ``root`` none but those below it."""

    def __init__(self, root: Path | None = None) -> None:
        self._limit = root
        self._sessions: dict[Path, ProjectSession] = {}
        self._roots: dict[Path, Path] = {}
        """The project of each folder that was asked about."""
        self.errors: dict[Path, ProjectError] = {}
        """Why a project cannot be opened, by the folder of the file that asked."""

    def find(self, path: Path) -> ProjectSession | None:
        """Return the project around a file, opened if it was not; None where there is none."""
        folder = path.parent
        if self._limit is not None and not path.is_relative_to(self._limit):
            return None
        root = self._roots.get(folder)
        if root is not None:
            return self._sessions[root]
        try:
            root = find_config(folder).root
            if root not in self._sessions:
                self._sessions[root] = ProjectSession(root)
        except NoProjectError:
            return None
        except ProjectError as error:
            self.errors[folder] = error
            return None
        self.errors.pop(folder, None)
        self._roots[folder] = root
        return self._sessions[root]

    def every(self) -> tuple[ProjectSession, ...]:
        """Return all that are open."""
        return tuple(self._sessions.values())


def to_path(uri: str) -> Path:
    """Return the path of a ``file:`` URI, ``..`` in it resolved."""
    parts = urlsplit(uri)
    path = unquote(parts.path)
    if len(path) > 2 and path[0] == "/" and path[2] == ":":  # /C:/Users
        path = path[1:]
    return Path(normpath(path))


def to_uri(path: Path) -> str:
    """Return the ``file:`` URI of a path."""
    text = PurePosixPath(path.as_posix()).as_posix()
    return "file://" + quote(text if text.startswith("/") else f"/{text}")
