"""One project as its editor sees it: the files on disk under the texts that are not saved yet.

A session belongs to one thread. It reads a template and its fixtures when one of them is first
looked at, never the whole project, and keeps the last result for hover, completion and the like.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity, sort_diagnostics
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.language_server.interim_findings import InterimFindings
from inbox_toolkit.language_server.recovery import repair
from inbox_toolkit.project.config import (
    CONFIG_NAME,
    OUTPUT_CONTRACTS,
    PYPROJECT,
    Config,
    find_config,
)
from inbox_toolkit.project.fixtures import Fixture, Fixtures
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.template.reader import merge_translations, parse_template
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import IgnoreEntry
from inbox_toolkit.validation.runner import TemplateResult
from inbox_toolkit.validation.unit_runner import UnitRunner, without_repeats
from inbox_toolkit.workspace.manifest import Manifest, Unit, manifest_of
from inbox_toolkit.workspace.workspace import Workspace

MAX_RENDERS = 1_000
"""Renders up to which a whole project is validated for what is said of its shared files."""
SLOW_SECONDS = 0.1
"""How long a unit may take before its first case is validated by itself."""

_ABOUT_ALL_OF_IT = frozenset(
    {"unused-assign", "contract-drift", "unused-suppression", "unreached-branch"}
)
"""Rules that draw conclusions from what a template does not do: not asked of a repaired one."""


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """A template with its translations and fixtures, read and parsed.

    ``repaired`` has one entry for each of ``templates``: itself or, where it does not parse, the
    template of its text repaired. ``blanked`` are the places that were, by file.
    """

    unit: Unit
    project: Project
    environment: RenderEnvironment
    templates: tuple[Template, ...]
    repaired: tuple[Template, ...]
    blanked: Mapping[str, tuple[Span, ...]]

    @property
    def fixtures(self) -> Fixtures:
        """The profiles and message data of its cases."""
        return self.project.fixtures

    @property
    def message_data(self) -> tuple[Fixture, ...]:
        """Its message data."""
        return self.fixtures.message_data.get(self.unit.name, ())

    def template(self, file: str) -> Template | None:
        """Return a template file, repaired if need be."""
        return next((one for one in self.repaired if one.file == file), None)


@dataclass(frozen=True, slots=True)
class UnitState:
    """A template with its translations and fixtures, validated.

    ``results`` has one entry for each of the unit's repaired templates; ``diagnostics`` are those
    of all files of the unit.
    """

    opened: OpenUnit
    results: tuple[TemplateResult, ...]
    diagnostics: tuple[Diagnostic, ...]

    def result(self, file: str) -> TemplateResult | None:
        """Return the result of one template file."""
        return next((one for one in self.results if one.template.file == file), None)


@dataclass(frozen=True, slots=True)
class _SharedFindings:
    """What validating a unit says about files of others, and which ignore entries it used."""

    diagnostics: tuple[Diagnostic, ...]
    ignored: frozenset[IgnoreEntry]


@dataclass
class ProjectSession:
    """One open project; raises ProjectError at construction where its configuration is broken.

    ``unsaved`` holds the texts of open files by their names relative to the project.
    """

    root: Path
    unsaved: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.config_error: ProjectError | None = None
        self.states: dict[str, UnitState] = {}
        self.stale: set[str] = set()
        """The units whose state is that of earlier texts."""
        self._opened: dict[str, OpenUnit] = {}
        self._seconds: dict[str, float] = {}
        """How long a unit was last validated."""
        self._load()

    def _load(self) -> None:
        self.config: Config = find_config(self.root, self.unsaved)
        self.manifest: Manifest = manifest_of(self.config)
        self._unit_of = {name: unit for unit in self.manifest.units for name in unit.files()}
        self._read_shared_files()

    def _read_shared_files(self) -> None:
        now = self.config.render.now or datetime.now(UTC)
        self.runner = UnitRunner(self.config, self.manifest, now)
        self.stale = set(self.states)
        self._opened.clear()
        self._of_units: dict[str, _SharedFindings] = {}
        self._of_project: dict[frozenset[IgnoreEntry] | None, tuple[Diagnostic, ...]] = {}

    def reload(self) -> None:
        """Read configuration and file names again; a broken configuration leaves the last one."""
        try:
            self._load()
            self.config_error = None
        except ProjectError as error:
            self.config_error = error

    def edit(self, name: str, text: str | None) -> None:
        """Take the text of an open file; None where it was closed, so that the disk counts."""
        before = self._text(name)
        if text is None:
            self.unsaved.pop(name, None)
        else:
            self.unsaved[name] = text
        if before is None or before != self._text(name):
            self.changed([name])

    def close(self, name: str) -> None:
        """Take note that a file is not open any more: what was found of it is not kept."""
        self.edit(name, None)
        unit = self.unit_of(name)
        if unit is not None:
            self.states.pop(unit.name, None)
            self._opened.pop(unit.name, None)

    def changed(self, names: Iterable[str]) -> None:
        """Forget what depended on files, which were edited, saved, made or deleted."""
        is_shared = False
        for name in names:
            unit = self.unit_of(name)
            if unit is not None and self._is_there(name):
                self.stale.add(unit.name)
                self._opened.pop(unit.name, None)
                self._of_units.pop(unit.name, None)
            elif self._is_shared(name) and self._is_there(name):
                is_shared = True
            elif self._is_of_project(name):
                self.reload()
                return
        if is_shared:
            self._read_shared_files()

    def unit_of(self, name: str) -> Unit | None:
        """Return the unit that a template, message data or contract belongs to."""
        return self._unit_of.get(name)

    def is_template(self, name: str) -> bool:
        """Return True for a template file of the project."""
        unit = self.unit_of(name)
        return unit is not None and any(one.name == name for one in unit.templates)

    def is_fixture(self, name: str) -> bool:
        """Return True for a JSON file below the folder of fixtures."""
        return name.startswith(f"{self.config.fixtures}/") and name.endswith(".json")

    def workspace_of(self, name: str) -> Workspace:
        """Return a project of a template file's unit alone, read anew; raises UsageError."""
        unit = self.unit_of(name)
        if unit is None:
            raise UsageError(
                f"{name} belongs to no template", help="open a template or one of its fixtures"
            )
        project, family = self.runner.open(unit)
        return Workspace(project, family, self.config.render.now)

    def state(
        self,
        unit: Unit,
        *,
        checkpoint: Callable[[], None] = lambda: None,
        interim: Callable[[Sequence[Diagnostic]], None] = lambda _: None,
    ) -> UnitState:
        """Return a unit validated, from memory where nothing of it changed.

        ``checkpoint`` is called between cases and rules; a BaseException that it raises, because
        the answer is no longer wanted, ends the validation. ``interim`` is given what is known
        before all cases were rendered: the syntax, and in a slow template the first case, with what
        was found in earlier texts as far as it can still hold.
        """
        before = self.states.get(unit.name)
        if before is not None and unit.name not in self.stale:
            return before
        started = monotonic()
        runner = self.runner
        self.stale.discard(unit.name)  # before the work: a checkpoint may bring a newer text
        try:
            found = self._validate(self.opened(unit), before, checkpoint, interim)
        except BaseException:
            self.stale.add(unit.name)
            raise
        if self.runner is runner:
            self.states[unit.name] = found
        self._seconds[unit.name] = monotonic() - started
        return found

    def opened(self, unit: Unit) -> OpenUnit:
        """Return a unit read and parsed, from memory where nothing of it changed."""
        held = self._opened.get(unit.name)
        if held is None:
            held = self._opened[unit.name] = self._open(unit)
        return held

    def units_that_name(self, name: str) -> Iterator[OpenUnit]:
        """Yield the units with a name in the text of a template or contract, read and parsed."""
        for unit in self.manifest.units:
            files = (*(one.name for one in unit.templates), *unit.contracts)
            if any(name in (self._text(file) or "") for file in files):
                yield self._opened.get(unit.name) or self._open(unit)

    def _open(self, unit: Unit) -> OpenUnit:
        project, templates = self.runner.open(unit)
        repaired, blanked = self._repaired(templates)
        return OpenUnit(unit, project, self.runner.environment, templates, repaired, blanked)

    def shared_diagnostics(
        self, *, checkpoint: Callable[[], None] = lambda: None
    ) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the files that belong to no template.

        A profile may be at odds with the contract of any template. In a project of more than
        ``MAX_RENDERS`` only those are asked that have been validated anyway.
        """
        units = self.manifest.units
        is_complete = sum(map(self.manifest.cases, units)) <= MAX_RENDERS
        if not is_complete:
            units = tuple(one for one in units if one.name in self.states)
        found = [self._of_unit(one, checkpoint) for one in units]
        used = frozenset[IgnoreEntry]().union(*(one.ignored for one in found))
        return (
            *self._of_shared_files(used if is_complete else None),
            *(diagnostic for one in found for diagnostic in one.diagnostics),
        )

    def _of_unit(self, unit: Unit, checkpoint: Callable[[], None]) -> "_SharedFindings":
        """Return what validating a unit says about files that are not its own."""
        found = self._of_units.get(unit.name)
        if found is None:
            checkpoint()
            own = set(unit.files())
            result = self.runner.run(unit, checkpoint=checkpoint)
            others = tuple(one for one in result.diagnostics if one.file not in own)
            found = self._of_units[unit.name] = _SharedFindings(others, result.ignored)
        return found

    def _of_shared_files(self, used: frozenset[IgnoreEntry] | None) -> tuple[Diagnostic, ...]:
        found = self._of_project.get(used)
        if found is None:
            shared = self.runner.run_shared()
            project = self.runner.run_project(None if used is None else used | shared.ignored)
            found = self._of_project[used] = (*shared.diagnostics, *project.diagnostics)
        return found

    @property
    def config_name(self) -> str:
        """The file of the last configuration that could be used."""
        return self.config.file.name if self.config.file else CONFIG_NAME

    def config_diagnostic(self, name: str, text: str) -> Diagnostic | None:
        """Return why the configuration cannot be used, if its file has that name; else None."""
        error = self.config_error
        if error is None or name != self.config_name:
            return None
        help_text = error.help or ""
        source = Source(name, text)
        return Diagnostic(
            "configuration",
            Severity.ERROR,
            error.message,
            source,
            _first_line(text),
            help=help_text,
        )

    def _validate(
        self,
        opened: OpenUnit,
        before: UnitState | None,
        checkpoint: Callable[[], None],
        interim: Callable[[Sequence[Diagnostic]], None],
    ) -> UnitState:
        project, family, repaired = opened.project, opened.templates, opened.repaired
        runner = self.runner
        checkpoint()
        stages = InterimFindings(runner, project, family, before.diagnostics if before else ())
        interim(stages.syntax())
        if self._seconds.get(opened.unit.name, 0.0) > SLOW_SECONDS:
            interim(stages.first_case())
        checkpoint()
        results = []
        found: list[Diagnostic] = []
        for one, whole in zip(family, repaired, strict=True):
            result = runner.run_template(one, project, family, checkpoint=checkpoint)
            if whole is not one:
                found += result.diagnostics
                result = runner.run_template(whole, project, repaired, checkpoint=checkpoint)
                result = replace(
                    result, diagnostics=tuple(_certain(result.diagnostics, opened.blanked, found))
                )
            results.append(result)
        data = runner.run_message_data(project).diagnostics
        everything = sort_diagnostics([*found, *without_repeats(results), *data])
        return UnitState(opened, tuple(results), everything)

    def _repaired(
        self, family: tuple[Template, ...]
    ) -> tuple[tuple[Template, ...], Mapping[str, tuple[Span, ...]]]:
        """Return the family with each text that does not parse repaired, and what was blanked."""
        blanked: dict[str, tuple[Span, ...]] = {}
        texts: dict[str, str] = {}
        for one in family:
            if one.parsed.errors or (one.body is None and one.source.text):
                text, spans = repair(one.source.text, version=one.version)
                if spans:
                    texts[one.file], blanked[one.file] = text, spans
        if not texts:
            return family, blanked
        read = (
            parse_template(
                Source(one.file, texts.get(one.file, one.source.text)), one.label, self.config
            )
            for one in family
        )
        by_file = {one.file: one for one in merge_translations(read)}
        return tuple(by_file[one.file] if one.file in texts else one for one in family), blanked

    def _text(self, name: str) -> str | None:
        """Return a file's text as it counts now; None where it cannot be read."""
        try:
            return self.config.read(name).text
        except ProjectError:
            return None

    def _is_there(self, name: str) -> bool:
        return self.config.has(name)

    def _is_shared(self, name: str) -> bool:
        """Return True for a file of no unit that was listed: a new one may be a new unit's."""
        return name in self.manifest.profiles or name in self.manifest.shared

    def _is_of_project(self, name: str) -> bool:
        config = self.config
        folders = (f"{config.templates}/", f"{config.fixtures}/", f"{OUTPUT_CONTRACTS}/")
        visual = (config.visual.templates, config.visual.theme)
        return f"{name}/".startswith(folders) or name in visual or name in (CONFIG_NAME, PYPROJECT)


def _certain(
    found: Iterable[Diagnostic],
    blanked: Mapping[str, tuple[Span, ...]],
    known: Iterable[Diagnostic],
) -> Iterator[Diagnostic]:
    """Yield the findings about a repaired text that hold for the text as it is as well."""
    said = {(one.rule, one.file, one.span) for one in known}
    for one in found:
        touched = any(
            span.start <= one.span.end and one.span.start <= span.end
            for span in blanked.get(one.file, ())
        )
        repeated = (one.rule, one.file, one.span) in said
        if not touched and not repeated and one.rule not in _ABOUT_ALL_OF_IT:
            yield replace(one, fix=None)


def _first_line(text: str) -> Span:
    return Span(0, max(1, len(text.partition("\n")[0])))
