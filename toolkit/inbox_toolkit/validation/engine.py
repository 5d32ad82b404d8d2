"""Validate a project: run what changed since the last time, take the rest from the cache.

What a unit's result depends on goes into its key: the toolkit itself, the configuration, the
clock, and the content of its files and of the fixtures that all units share. If the key matches,
nothing is read, parsed or rendered, and neither python-liquid nor jsonschema is even imported.

The toolkit is identified by its version, the Python, and the state of its own source files.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inbox_toolkit import __version__
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report, Severity, sort_diagnostics
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import Config
from inbox_toolkit.text.record import record
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.cache import ResultCache
from inbox_toolkit.validation.results import (
    Serialized,
    UnitResult,
    deserialize,
    merge_results,
    serialize,
)
from inbox_toolkit.workspace.manifest import FileState, Manifest, Unit, file_states, manifest_of
from inbox_toolkit.workspace.selection import affected_units, select_units

if TYPE_CHECKING:
    from inbox_toolkit.validation.unit_runner import UnitRunner

_SHIPPED_SUFFIXES = (".py", ".json")


def toolkit_key() -> str:
    """Return a key for this very toolkit; it changes with every save of a checkout being edited."""
    root = str(Path(__file__).resolve().parents[1])
    states = "\n".join(sorted(_file_states(root)))
    text = f"{__version__} {sys.implementation.cache_tag} {sys.hexversion}\n{states}"
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _file_states(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for one in entries:
            if one.name.endswith(_SHIPPED_SUFFIXES):
                found = one.stat()
                yield f"{one.path} {found.st_size} {found.st_mtime_ns}"
            elif one.is_dir() and one.name not in ("__pycache__", "assets"):
                yield from _file_states(one.path)


_SHARED = Unit("", ())
"""Stands for the fixtures that all units share; no template can have its name."""
_PROJECT = Unit("/project", ())
"""Stands for the rules of project scope."""
_PARTIAL_PROJECT = Unit("/project partial", ())
"""The same for a run over some of the units, in which ``[validate.ignore]`` is not judged."""

_Pack = dict[str, tuple[str, Serialized]]
"""Cached results by unit name, each with the key that it is valid for."""


@record
class ValidateOptions:
    """How a project is to be validated.

    ``names`` are templates, files or folders (none: everything), ``changed`` restricts them to
    what depends on these files, ``jobs`` None means as many processes as pay, and ``cache`` is the
    folder in which results are kept (None: nowhere). ``on_progress`` is told how many cases of how
    many that have to be rendered are done.
    """

    names: tuple[str, ...] = ()
    changed: frozenset[str] | None = None
    now: datetime | None = None
    jobs: int | None = None
    cache: Path | None = None
    on_progress: Callable[[int, int], None] | None = None


def validate_project(config: Config, options: ValidateOptions) -> Report:
    """Validate a project, or the part of it that was asked for.

    Raises UsageError if there is nothing to validate (which is never a pass) and ProjectError if
    the configuration names an unknown rule or option.
    """
    manifest = manifest_of(config)
    units = select_units(manifest, config, options.names)
    if options.changed is not None:
        kept = {unit.name for unit in affected_units(manifest, config, options.changed)}
        units = tuple(unit for unit in units if unit.name in kept)
        if not units:
            return Report((), 0, 0)
    result = _Validation(config, manifest, options).run(units)
    report = Report(
        sort_diagnostics(_relevant(result.diagnostics, units, options.changed)),
        templates=len(result.summaries),
        cases=sum(one.cases for one in result.summaries),
        branches=result.branches,
        summaries=result.summaries,
        crashes=result.crashes,
        values_checked=_values_checked(config, result),
    )
    _refuse_nothing(config, report)
    _refuse_unreadable(config, options.names, report)
    return report


_VALUE_RULES = frozenset({"missing-value", "blank-value"})


def _values_checked(config: Config, result: UnitResult) -> bool:
    """Return True if every missing and every blank value would have been reported."""
    is_off = any(config.validate.severity.get(rule) == "off" for rule in _VALUE_RULES)
    left_out = result.suppressed | {rule for _, rule in result.ignored}
    return not is_off and not left_out & _VALUE_RULES


def _relevant(
    diagnostics: tuple[Diagnostic, ...], units: tuple[Unit, ...], changed: frozenset[str] | None
) -> tuple[Diagnostic, ...]:
    """Return the findings in files that changed, or that belong to a unit that was run."""
    if changed is None:
        return diagnostics
    files = changed.union(*(unit.files() for unit in units))
    return tuple(one for one in diagnostics if one.file in files)


class _Validation:
    """One run: which results are cached, under which keys, and which units have to be run."""

    def __init__(self, config: Config, manifest: Manifest, options: ValidateOptions) -> None:
        self.config = config
        self.manifest = manifest
        self.options = options
        self.cache = ResultCache(options.cache)
        fixed = options.now or config.render.now
        self.is_fixed = fixed is not None
        self.now = fixed or datetime.now(UTC)
        # Without a fixed clock a result is valid for the day: rules may judge dates by it.
        self.clock = self.now.isoformat() if fixed else f"{self.now:%Y-%m-%d}"
        self.source: Callable[[str], Source] = cache(self._source)

    def run(self, units: tuple[Unit, ...]) -> UnitResult:
        """Return the result for these units, the shared fixtures and the project as a whole.

        If nothing changed since a run over everything, that run's result is read as one.
        """
        is_complete = units == self.manifest.units
        states = self._file_states(units)
        whole = self._whole_key(states) if is_complete and self.cache.is_enabled else ""
        before: Any = self.cache.read(self._cache_name("whole")) if whole else None
        if whole and self._is_valid(before, whole):
            return deserialize(before[1], self.source)
        result = self._run(units, states, is_complete=is_complete)
        if whole:
            self.cache.write(self._cache_name("whole"), (whole, serialize(result)))
        return result

    def _run(
        self, units: tuple[Unit, ...], states: Mapping[str, FileState], *, is_complete: bool
    ) -> UnitResult:
        keys = self._keys(units, states)
        pack = self._read_pack()
        wanted = (_SHARED, *units)
        results = {
            unit.name: deserialize(pack[unit.name][1], self.source)
            for unit in wanted
            if self._is_valid(pack.get(unit.name), keys[unit.name])
        }
        fresh = self._run_units([unit for unit in wanted if unit.name not in results])
        merged = merge_results((results | fresh)[unit.name] for unit in wanted)
        project = _PROJECT if is_complete else _PARTIAL_PROJECT
        used_ignores = merged.ignored if is_complete else None
        keys[project.name] = _digest([keys[project.name], repr(sorted(used_ignores or ()))])
        if self._is_valid(pack.get(project.name), keys[project.name]):
            found = deserialize(pack[project.name][1], self.source)
        else:
            found = fresh[project.name] = self.runner.run_project(used_ignores)
        if fresh and self.cache.is_enabled:
            self._write_pack(
                pack | {name: (keys[name], serialize(one)) for name, one in fresh.items()}
            )
        return merge_results((merged, found))

    @cached_property
    def runner(self) -> "UnitRunner":
        """What runs units; imported only if there is one to run."""
        from inbox_toolkit.validation.unit_runner import UnitRunner

        return UnitRunner(self.config, self.manifest, self.now)

    def _run_units(self, units: list[Unit]) -> dict[str, UnitResult]:
        if not units:
            return {}
        from inbox_toolkit.validation.unit_runner import run_units

        own = [one for one in units if one is not _SHARED]
        total = sum(self.manifest.cases(one) for one in own)
        done = 0
        results: dict[str, UnitResult] = {}
        for unit, result in run_units(self.runner, own, jobs=self.options.jobs, source=self.source):
            results[unit.name] = result
            done += self.manifest.cases(unit)
            if self.options.on_progress:
                self.options.on_progress(done, total)
        if _SHARED in units:
            results[_SHARED.name] = self.runner.run_shared()
        return results

    @cached_property
    def _shared_names(self) -> tuple[str, ...]:
        return (*self.manifest.profiles, *self.manifest.shared)

    @cached_property
    def _own_names(self) -> tuple[str, ...]:
        return (self.config.file.name,) if self.config.file else ()

    def _file_states(self, units: tuple[Unit, ...]) -> Mapping[str, FileState]:
        """Return the states of all files; reads only those whose size or time has changed."""
        if not self.cache.is_enabled:
            return {}
        unit_files = (name for unit in units for name in unit.files())
        names = (*self._own_names, *self._shared_names, *unit_files)
        known: Any = self.cache.read("files") or {}
        states = file_states(self.config.root, names, known)
        if any(known.get(name) != state for name, state in states.items()):
            self.cache.write("files", {**known, **states})
        return states

    def _common_key(self, states: Mapping[str, FileState]) -> str:
        """Return the key of what every result depends on."""
        config = repr(replace(self.config, root=Path(), file=None))
        shared = _fingerprints(self._shared_names, states)
        return _digest([toolkit_key(), config, self.clock, *shared])

    def _whole_key(self, states: Mapping[str, FileState]) -> str:
        """Return the key of a run over all units: of their names, and of every file."""
        units = (unit.name for unit in self.manifest.units)
        return _digest([self._common_key(states), *units, *_fingerprints(states, states)])

    def _keys(self, units: tuple[Unit, ...], states: Mapping[str, FileState]) -> dict[str, str]:
        """Return each unit's key."""
        every = (_SHARED, _PROJECT, _PARTIAL_PROJECT, *units)
        if not self.cache.is_enabled:
            return dict.fromkeys((unit.name for unit in every), "")
        common = self._common_key(states)
        project = _digest([common, *_fingerprints(self._own_names, states)])
        templates = _digest([common, *(one.name for one in self.manifest.units if one.templates)])
        # A rule tells message data without a template from the names of all templates.
        keys = {
            unit.name: _digest(
                [common if unit.templates else templates, *_fingerprints(unit.files(), states)]
            )
            for unit in units
        }
        return {
            _SHARED.name: common,
            _PROJECT.name: project,
            _PARTIAL_PROJECT.name: project,
            **keys,
        }

    def _read_pack(self) -> _Pack:
        found: Any = self.cache.read(self._cache_name("results"))
        return found if isinstance(found, dict) else {}

    def _write_pack(self, pack: _Pack) -> None:
        here = {one.name for one in (_SHARED, _PROJECT, _PARTIAL_PROJECT, *self.manifest.units)}
        kept = {name: one for name, one in pack.items() if name in here}
        self.cache.write(self._cache_name("results"), kept)

    def _cache_name(self, what: str) -> str:
        return f"{what}-{_digest([self.clock])[:12] if self.is_fixed else 'today'}"

    def _is_valid(self, found: tuple[str, Serialized] | None, key: str) -> bool:
        """Return True if a cached result has a key, and would be the same now."""
        if found is None or found[0] != key:
            return False
        has_crashes, reads_clock = bool(found[1][3]), found[1][5]
        return not has_crashes and (self.is_fixed or not reads_clock)

    def _source(self, name: str) -> Source:
        try:
            return self.config.read(name)
        except ProjectError:
            return Source(name, "")


def _fingerprints(names: Iterable[str], states: Mapping[str, FileState]) -> Iterable[str]:
    return (f"{name} {states[name][3]}" for name in names)


def _digest(parts: Iterable[str]) -> str:
    text = "\n".join(parts).encode("utf-8", "surrogateescape")
    return blake2b(text, digest_size=16).hexdigest()


def _refuse_unreadable(config: Config, names: tuple[str, ...], report: Report) -> None:
    """Stop if a file that was asked for by name cannot be read; among others it is a finding."""
    unreadable = {one.file: one for one in report.diagnostics if one.rule == "unreadable-file"}
    for name in names if unreadable else ():
        for file, one in unreadable.items():
            if Path(name).absolute() == (config.root / file).absolute():
                message = one.message.removeprefix(f"{file} ")
                raise ProjectError(f"{file}: {message}", help=one.help)


def _refuse_nothing(config: Config, report: Report) -> None:
    if not report.templates:
        raise UsageError(
            f"there are no templates in {config.templates}/", help="write one: inbox new NAME"
        )
    if not report.cases and not report.count(Severity.ERROR) and not report.crashes:
        raise UsageError(
            f"there are no cases: {config.fixtures}/profiles/ has no profile",
            help="add a profile such as fixtures/profiles/ada.json",
        )
