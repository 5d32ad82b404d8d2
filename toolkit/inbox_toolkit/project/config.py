"""What ``inbox.toml`` (or ``[tool.inbox]``) says, checked and with its defaults.

``find_config`` finds the project by walking up from a folder. The shape is checked here against
``schemas/config.schema.json``; rule names and their options are checked by
``validation/settings.py``. Whoever reads a project's files reads them through ``Config.read``.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from datetime import UTC, datetime
from os.path import lexists
from pathlib import Path, PurePath
from typing import Any, Literal

from inbox_toolkit.errors import ConfigurationError, ProjectError
from inbox_toolkit.project.files import is_inside, read_inside, write_inside
from inbox_toolkit.project.hosts import is_loopback
from inbox_toolkit.project.toml import error_position, parse_toml, setting_span
from inbox_toolkit.schemas.shipped import plainly_fits, shipped
from inbox_toolkit.text.record import record
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

CONFIG_NAME = "inbox.toml"
PYPROJECT = "pyproject.toml"
OUTPUT_CONTRACTS = "contracts"
"""The folder of what inbox clients expect: ``TYPE.schema.json`` for each type."""


class NoProjectError(ProjectError):
    """There is no configuration in a folder or above it."""


@record
class RenderSettings:
    """How a case becomes a payload; ``now`` freezes the clock templates see."""

    json: Literal["text", "leaf"] = "text"
    now: datetime | None = None


@record
class InboxSettings:
    """What the inbox client knows; None means the project does not say."""

    topics: tuple[str, ...] | None = None
    types: tuple[str, ...] | None = None
    component: str | None = None


@record
class VisualSettings:
    """Where the visual inbox's templates and theme are, relative to the project."""

    templates: str | None = None
    theme: str | None = None


@record
class ValidateSettings:
    """Which rules run, how bad their findings are and where they are left out."""

    rules: Literal["recommended", "all"] = "recommended"
    fail_level: str = "error"
    severity: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    ignore: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@record
class FormatSettings:
    """How ``inbox fmt`` lays templates out: blanks per level, columns of the longest line."""

    indent: int = 2
    line_width: int = 100


@record
class SendSettings:
    """To whom tests may go: ``id:…``, ``email:…``, ``cio_id:…`` or ``me``; nobody by default."""

    recipients: tuple[str, ...] = ()
    region: str | None = None


@record
class AuditSettings:
    """How columns of people and of sends are read, and how many may not get a message.

    ``id`` is the column that names people, ``columns`` maps columns to what templates read, such as
    ``customer.first_name``, and ``types`` such paths to ``text``, ``number``, ``boolean`` or
    ``json``. ``send_id`` is the column of sends that names the person, ``send_data`` that of their
    message data. ``empty`` says what an empty field of CSV means, ``max_failed`` is a number or a
    share such as ``0.1%``. No file or address of people is a project's to choose.
    """

    id: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    send_id: str | None = None
    send_data: str | None = None
    empty: str | None = None
    max_failed: str | None = None


@record
class PreviewSettings:
    """Where the preview listens, and whether it opens a browser."""

    host: str = "127.0.0.1"
    port: int = 4600
    open: bool = True


@record
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
    audit: AuditSettings = field(default_factory=AuditSettings)
    preview: PreviewSettings = field(default_factory=PreviewSettings)
    unsaved: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _real_root: str = field(default="", init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_real_root", os.path.realpath(self.root))

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of the project's files, relative to the root."""
        return (self.templates, self.fixtures, OUTPUT_CONTRACTS)

    def read(self, name: str) -> Source:
        """Return one of the project's text files, by its name relative to the root.

        Raises ProjectError where it cannot be read.
        """
        text = self.unsaved.get(name)
        return read_inside(self._real_root, name) if text is None else Source(name, text)

    def write(self, name: str, text: str, *, replace: bool = False) -> None:
        """Write one of the project's text files, whole or not at all.

        Raises ProjectError where it exists (unless ``replace``), lies outside or cannot be written.
        """
        write_inside(self.root, name, text, replace=replace)

    def has(self, name: str) -> bool:
        """Return True if there is a file of that name, saved or not."""
        return name in self.unsaved or lexists(f"{self.root}/{name}")


def load_config(file: Path, unsaved: Mapping[str, str] | None = None) -> Config:
    """Read a configuration file; raises ProjectError naming the file, the key and what it wants."""
    source = Config(file.parent, unsaved=unsaved or {}).read(file.name)
    try:
        document = parse_toml(source.text)
    except ValueError as error:
        line, column = error_position(error) or (source.line_count, 1)
        raise ConfigurationError(
            f"{file.name} is not TOML: {error}", help="fix that line", line=line, column=column
        ) from None
    if file.name != CONFIG_NAME:
        document = _settings_in(document) or {}
    preview = document.get("preview")
    if isinstance(preview, dict) and "editor" in preview:
        raise ConfigurationError(
            f"{file.name}: `preview.editor` is not a project's to choose",
            help="set $VISUAL, or `editor` in ~/.config/inbox-toolkit/config.toml",
            keys=("preview", "editor"),
        )
    if not plainly_fits(shipped("config"), document):
        _check_shape(file.name, document)
    _check_safe(file.name, document)
    return _config(file, document, unsaved if unsaved is not None else {})


def _check_shape(file: str, document: Mapping[str, Any]) -> None:
    from inbox_toolkit.schemas.checking import shipped_checker  # costly, and hardly ever needed

    for problem in shipped_checker("config").problems(document):
        keys = (*map(str, problem.path), *([problem.key] if problem.key else []))
        raise ConfigurationError(f"{file}: {problem.message}", help=problem.help, keys=keys)


PATHS = (
    ("templates",),
    ("fixtures",),
    ("inbox", "component"),
    ("visual", "templates"),
    ("visual", "theme"),
)
"""The keys whose values are paths."""


def _check_safe(file: str, document: Mapping[str, Any]) -> None:
    """Refuse what a repository may not decide: paths outside it, who can reach the preview."""
    for keys in PATHS:
        value: Any = document
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, str) and (wrong := _path_problem(value)):
            raise ConfigurationError(
                f"{file}: `{'.'.join(keys)}` {wrong}",
                help="give a path inside the project, relative to this file",
                keys=keys,
            )
    host = document.get("preview", {}).get("host")
    if host is not None and not is_loopback(host):
        raise ConfigurationError(
            f"{file}: `preview.host` would open the preview to other machines",
            help="only you can do that: inbox preview --host ADDRESS",
            keys=("preview", "host"),
        )


def _path_problem(value: str) -> str | None:
    path = PurePath(value)
    depth = 0
    for part in path.parts:
        depth += -1 if part == ".." else 1
        if depth < 0 or path.is_absolute() or path.drive:
            return "leads out of the project"
    if not value.isprintable():
        return "holds a character that no file name should"
    if any(len(part.encode("utf-8", "surrogatepass")) > 255 for part in path.parts):
        return "holds a name that is too long"
    return None


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
        audit=AuditSettings(**document.get("audit", {})),
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
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ProjectError(
            f"{where} is not a time: {text!r}", help="write it like 2026-01-15T09:00:00Z"
        ) from None


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def find_config(start: Path, unsaved: Mapping[str, str] | None = None) -> Config:
    """Return the settings of the nearest project at or above ``start``.

    A folder is a project if it holds ``inbox.toml``, a ``pyproject.toml`` with ``[tool.inbox]``,
    or (all defaults) both ``templates/`` and ``fixtures/``. Raises ProjectError if none does.
    """
    try:
        here = start.resolve()
    except (OSError, RuntimeError, ValueError):
        raise NoProjectError(
            f"no inbox project here: {start} is no folder", help="go to your project"
        ) from None
    for folder in (here, *here.parents):
        if (name := has_settings(folder)) is not None:
            return _check_folders(load_config(folder / name, unsaved))
        if is_folder(folder / "templates") and is_folder(folder / "fixtures"):
            return _check_folders(Config(folder, unsaved={} if unsaved is None else unsaved))
    raise NoProjectError(
        f"no inbox project here: {here} and the folders above it have no {CONFIG_NAME}",
        help="go to your project, or make one with: inbox init",
    )


def has_settings(folder: Path) -> str | None:
    """Return the name of the file that makes a folder a project; None where there is none.

    A ``pyproject.toml`` that speaks of ``tool.inbox`` and is not TOML is one: it must not be
    passed over in silence.
    """
    with suppress(OSError, ValueError):
        if (folder / CONFIG_NAME).is_file():
            return CONFIG_NAME
        if (folder / PYPROJECT).is_file():
            text = Config(folder).read(PYPROJECT).text
            if "tool.inbox" in text and _may_hold_settings(text):
                return PYPROJECT
    return None


def _may_hold_settings(text: str) -> bool:
    try:
        return _settings_in(parse_toml(text)) is not None
    except ValueError:
        return True


def error_place(config: Config, error: ProjectError) -> tuple[Source, Span] | None:
    """Return where in its file a configuration is wrong; None where there is no telling.

    ``config`` may be an earlier one of the same project.
    """
    if not isinstance(error, ConfigurationError) or (name := has_settings(config.root)) is None:
        return None
    try:
        source = config.read(name)
    except ProjectError:
        return None
    if error.line is None:
        prefix = ("tool", "inbox") if name == PYPROJECT else ()
        return source, setting_span(source, (*prefix, *error.keys))
    line = source.line_span(min(error.line, source.line_count))
    start = min(line.start + error.column - 1, line.end)
    return source, Span(start, max(start, line.end))


def is_folder(path: Path) -> bool:
    """Return True if there is a folder; False for whatever cannot be looked at."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _settings_in(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the table of a ``pyproject.toml`` that is ours."""
    tool = document.get("tool")
    found = tool.get("inbox") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None


def _check_folders(config: Config) -> Config:
    """Refuse a project one of whose folders is somewhere else."""
    root = os.path.realpath(config.root)
    for name in config.folders:
        try:
            inside = is_inside(os.path.realpath(config.root / name), root)
        except (OSError, ValueError):
            inside = True  # it cannot be read, which is said when it is
        if not inside:
            raise ProjectError(
                f"{name}/ leads out of the project",
                help="keep the files inside it; a link may only lead to a place in it",
            )
    return config
