"""What ``inbox.toml`` (or ``[tool.inbox]``) says, checked and with its defaults.

``find_config`` finds the project by walking up from a folder. The shape is checked here against
``schemas/config.schema.json``; rule names and their options are checked by
``validation/settings.py``. Whoever reads a project's files reads them through ``Config.read``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from os.path import lexists
from pathlib import Path
from typing import Any, Literal

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.files import read_source
from inbox_toolkit.schemas.checking import shipped_checker
from inbox_toolkit.text.source import Source

CONFIG_NAME = "inbox.toml"
PYPROJECT = "pyproject.toml"


class NoProjectError(ProjectError):
    """There is no configuration in a folder or above it."""


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """How a case becomes a payload; ``now`` freezes the clock templates see."""

    json: Literal["text", "leaf"] = "text"
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class InboxSettings:
    """What the inbox client knows; None means the project does not say."""

    topics: tuple[str, ...] | None = None
    types: tuple[str, ...] | None = None
    component: str | None = None


@dataclass(frozen=True, slots=True)
class VisualSettings:
    """Where the visual inbox's templates and theme are, relative to the project."""

    templates: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class ValidateSettings:
    """Which rules run, how bad their findings are and where they are left out."""

    rules: Literal["recommended", "all"] = "recommended"
    fail_level: str = "error"
    severity: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    ignore: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """How ``inbox fmt`` lays templates out: blanks per level, columns of the longest line."""

    indent: int = 2
    line_width: int = 100


@dataclass(frozen=True, slots=True)
class SendSettings:
    """To whom tests may go: ``id:…``, ``email:…``, ``cio_id:…`` or ``me``; nobody by default."""

    recipients: tuple[str, ...] = ()
    region: str | None = None


@dataclass(frozen=True, slots=True)
class PreviewSettings:
    """Where the preview listens and how it opens files."""

    host: str = "127.0.0.1"
    port: int = 4600
    open: bool = True
    editor: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """One project's settings; ``file`` is None where every one is a default.

    ``unsaved`` maps names of the project's files to texts that an editor holds and has not saved:
    whoever reads the project's files reads them through ``read``, and so sees these, as they are
    at the time of reading.
    """

    root: Path
    file: Path | None = None
    templates: str = "templates"
    fixtures: str = "fixtures"
    liquid: str = "latest"
    render: RenderSettings = field(default_factory=RenderSettings)
    inbox: InboxSettings = field(default_factory=InboxSettings)
    visual: VisualSettings = field(default_factory=VisualSettings)
    validate: ValidateSettings = field(default_factory=ValidateSettings)
    format: FormatSettings = field(default_factory=FormatSettings)
    send: SendSettings = field(default_factory=SendSettings)
    preview: PreviewSettings = field(default_factory=PreviewSettings)
    unsaved: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def read(self, name: str) -> Source:
        """Return one of the project's text files, by its name relative to the root.

        Raises ProjectError where it cannot be read.
        """
        return _read(self.root, name, self.unsaved)

    def has(self, name: str) -> bool:
        """Return True if there is a file of that name, saved or not."""
        return name in self.unsaved or lexists(f"{self.root}/{name}")


def load_config(file: Path, unsaved: Mapping[str, str] | None = None) -> Config:
    """Read a configuration file; raises ProjectError naming the file, the key and what it wants."""
    unsaved = {} if unsaved is None else unsaved
    source = _read(file.parent, file.name, unsaved)
    try:
        document = tomllib.loads(source.text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"{file.name} is not TOML: {error}", help="mend that line") from None
    if file.name != CONFIG_NAME:
        document = document.get("tool", {}).get("inbox", {})
    for problem in shipped_checker("config").problems(document):
        raise ProjectError(f"{file.name}: {problem.message}", help=problem.help)
    return _config(file, document, unsaved)


def _read(root: Path, name: str, unsaved: Mapping[str, str]) -> Source:
    text = unsaved.get(name)
    return read_source(f"{root}/{name}", name) if text is None else Source(name, text)


def _config(file: Path, document: dict[str, Any], unsaved: Mapping[str, str]) -> Config:
    inbox = document.get("inbox", {})
    render = dict(document.get("render", {}))
    if "now" in render:
        render["now"] = parse_time(render["now"], f"{file.name}: `render.now`")
    plain = {key: document[key] for key in ("templates", "fixtures", "liquid") if key in document}
    return Config(
        root=file.parent,
        file=file,
        render=RenderSettings(**render),
        inbox=InboxSettings(**{key: _frozen(value) for key, value in inbox.items()}),
        visual=VisualSettings(**document.get("visual", {})),
        validate=_validate(document.get("validate", {})),
        format=FormatSettings(**document.get("format", {})),
        send=SendSettings(**{key: _frozen(v) for key, v in document.get("send", {}).items()}),
        preview=PreviewSettings(**document.get("preview", {})),
        unsaved=unsaved,
        **plain,
    )


def _validate(table: dict[str, Any]) -> ValidateSettings:
    ignore = {pattern: tuple(rules) for pattern, rules in table.get("ignore", {}).items()}
    return ValidateSettings(**{**table, "ignore": ignore})


def parse_time(text: str, where: str) -> datetime:
    """Read an ISO 8601 time; one without a zone is UTC. Raises ProjectError naming ``where``."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ProjectError(
            f"{where} is not a time: {text!r}", help="write it like 2026-01-15T09:00:00Z"
        ) from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def find_config(start: Path, unsaved: Mapping[str, str] | None = None) -> Config:
    """Return the settings of the nearest project at or above ``start``.

    A folder is a project if it holds ``inbox.toml``, a ``pyproject.toml`` with ``[tool.inbox]``,
    or (all defaults) both ``templates/`` and ``fixtures/``. Raises ProjectError if none does.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (name := has_settings(folder)) is not None:
            return load_config(folder / name, unsaved)
        if (folder / "templates").is_dir() and (folder / "fixtures").is_dir():
            return Config(root=folder, unsaved={} if unsaved is None else unsaved)
    raise NoProjectError(
        f"no inbox project here: {here} and the folders above it have no {CONFIG_NAME}",
        help="go to your project, or make one with: inbox init",
    )


def has_settings(folder: Path) -> str | None:
    """Return the name of the file that makes a folder a project; None where there is none."""
    if (folder / CONFIG_NAME).is_file():
        return CONFIG_NAME
    return PYPROJECT if _has_table(folder / PYPROJECT) else None


def _has_table(file: Path) -> bool:
    try:
        text = file.read_text(encoding="utf-8")
        return "tool.inbox" in text and "inbox" in tomllib.loads(text).get("tool", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
