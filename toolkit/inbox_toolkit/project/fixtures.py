"""The data cases are made of: profiles, message data, snippets and objects."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config
from inbox_toolkit.schemas.checking import SchemaProblem, shipped_checker
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.record import record
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.text.strict_json import parse_strictly


@record
class FileProblem:
    """Why a fixture cannot be used; the other files are read all the same.

    ``kind`` is ``unreadable``, ``json`` or ``schema``.
    """

    kind: str
    source: Source
    span: Span
    message: str
    help: str


@record
class Fixture:
    """One JSON object from one file; ``name`` is the file's stem."""

    name: str
    source: Source
    data: Mapping[str, Any]

    @property
    def file(self) -> str:
        """The file's name as reports show it."""
        return self.source.name


@record
class Fixtures:
    """Everything under ``folder``, relative to the project; ``message_data`` is by template."""

    profiles: tuple[Fixture, ...] = ()
    message_data: Mapping[str, tuple[Fixture, ...]] = field(default_factory=dict)
    snippets: Fixture | None = None
    objects: Fixture | None = None
    problems: tuple[FileProblem, ...] = ()
    folder: str = "fixtures"

    def every(self) -> Iterable[Fixture]:
        """Yield each fixture once."""
        yield from self.profiles
        for group in self.message_data.values():
            yield from group
        yield from (one for one in (self.snippets, self.objects) if one)


def load_fixtures(config: Config) -> Fixtures:
    """Read all fixtures; a file that cannot be used becomes a problem, never an exception."""
    base = config.root / config.fixtures
    problems: list[FileProblem] = []

    def load(name: str, kind: str) -> Fixture | None:
        found = load_fixture(config, name, kind)
        if isinstance(found, Fixture):
            return found
        problems.extend(found)
        return None

    def load_all(path: Path, kind: str) -> tuple[Fixture, ...]:
        names = (file.relative_to(config.root).as_posix() for file in json_files(path))
        return tuple(one for name in names if (one := load(name, kind)))

    def load_single(kind: str) -> Fixture | None:
        name = f"{config.fixtures}/{kind}.json"
        return load(name, kind) if config.has(name) else None

    data = base / "message_data"
    return Fixtures(
        profiles=load_all(base / "profiles", "profile"),
        message_data={child.name: load_all(child, "message_data") for child in folders(data)},
        snippets=load_single("snippets"),
        objects=load_single("objects"),
        problems=tuple(problems),
        folder=config.fixtures,
    )


def load_fixture(config: Config, name: str, kind: str) -> Fixture | list[FileProblem]:
    """Read one fixture of a kind (a key of ``$defs`` in ``fixtures.schema.json``)."""
    try:
        source = config.read(name)
    except ProjectError as error:
        return [
            FileProblem("unreadable", Source(name, ""), Span(0, 0), error.message, error.help or "")
        ]
    data = _parse_fast(source.text)
    if data is None:
        reading = read_json(source.text)
        if reading.problems or reading.root is None:
            return [
                FileProblem("json", source, one.span, one.message, one.help)
                for one in reading.problems
            ]
        data = reading.root.plain()
    misfits = shipped_checker("fixtures", kind).problems(data)
    if misfits:
        return [_schema_problem(source, one) for one in misfits]
    stem = name.rpartition("/")[2].removesuffix(".json")
    return Fixture(stem, source, data)


def json_files(folder: Path) -> list[Path]:
    """Return the JSON files of a folder by name; none where there is no such folder."""
    return sorted(
        path for path in _children(folder) if path.suffix == ".json" and not _hidden(path)
    )


def folders(folder: Path) -> list[Path]:
    """Return the folders in a folder by name."""
    return sorted(path for path in _children(folder) if path.is_dir() and not _hidden(path))


def _children(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _parse_fast(text: str) -> Any:
    """Parse as the standard library does; None where it fails, or a key stands twice."""
    try:
        return parse_strictly(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None


def _schema_problem(source: Source, problem: SchemaProblem) -> FileProblem:
    root = read_json(source.text).root
    span = root.at(problem.path).handle if root else Span(0, 1)
    return FileProblem("schema", source, span, problem.message, problem.help)
