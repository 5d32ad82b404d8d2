"""Check a project: judge what changed since it was last judged, remember the rest, report all.

What a unit's verdict depends on goes into its key: the toolkit itself, the configuration, the
clock, and the content of its files and of the fixtures that all share. Where the key is the one a
verdict was kept under, nothing is read, parsed or rendered: neither python-liquid nor jsonschema
is even imported.

What makes two runs the same toolkit: its version, the Python, and its own source files.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from inbox_toolkit import __version__
from inbox_toolkit.diagnostics.diagnostic import Report, Severity, sort_diagnostics
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import Config
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.cache import ResultCache
from inbox_toolkit.validation.ignore_patterns import idle_ignores
from inbox_toolkit.validation.results import Serialized, UnitResult, deserialize, merge_results
from inbox_toolkit.workspace.manifest import FileState, Manifest, Unit, file_states, manifest_of
from inbox_toolkit.workspace.selection import affected_units, select_units

_SHIPPED_SUFFIXES = (".py", ".json")


def toolkit_key() -> str:
    """Return a name for this very toolkit; a checkout being edited changes it with every save."""
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


_SHARED = Unit("", (), ())
"""Stands for the fixtures that all units share; no template can have its name."""


@dataclass(frozen=True, slots=True)
class ValidateOptions:
    """How a project is to be checked.

    ``names`` are templates, files or folders (none: everything), ``changed`` restricts them to
    what depends on these files, ``jobs`` None means as many processes as pay, ``cache`` is the
    folder to remember verdicts in (None: nowhere).
    """

    names: tuple[str, ...] = ()
    changed: frozenset[str] | None = None
    now: datetime | None = None
    jobs: int | None = None
    cache: Path | None = None


def validate_project(config: Config, options: ValidateOptions) -> Report:
    """Judge a project, or what was asked of it.

    Raises UsageError where there is nothing to judge (that is never a pass) and ProjectError for
    a configuration that names an unknown rule or option.
    """
    manifest = manifest_of(config)
    units = select_units(manifest, config, options.names)
    if options.changed is not None:
        kept = {unit.name for unit in affected_units(manifest, config, options.changed)}
        units = tuple(unit for unit in units if unit.name in kept)
        if not units:
            return Report((), 0, 0)
    run = _Validation(config, manifest, options)
    whole = run.verdict(units)
    idle = idle_ignores(config, whole.ignored) if units == manifest.units else ()
    found = sort_diagnostics((*whole.diagnostics, *idle))
    cases = sum(one.cases for one in whole.summaries)
    report = Report(
        found, len(whole.summaries), cases, whole.branches, whole.summaries, crashes=whole.crashes
    )
    _refuse_nothing(config, report)
    _refuse_unreadable(config, options.names, report)
    return report


class _Validation:
    """One check: what is remembered, under which keys, and what has to be judged."""

    def __init__(self, config: Config, manifest: Manifest, options: ValidateOptions) -> None:
        self.config = config
        self.manifest = manifest
        self.options = options
        self.store = ResultCache(options.cache)
        fixed = options.now or config.render.now
        self.is_fixed = fixed is not None
        self.now = fixed or datetime.now(UTC)
        # Without a fixed clock a verdict holds for the day: rules may judge dates by it.
        self.clock = self.now.isoformat() if fixed else f"{self.now:%Y-%m-%d}"
        self.source: Callable[[str], Source] = cache(self._source)

    def verdict(self, units: tuple[Unit, ...]) -> UnitResult:
        """Return the verdict over these units and the shared fixtures."""
        keys = self._keys(units)
        pack = self._pack()
        missing = [one for one in (_SHARED, *units) if not self._holds(pack, one, keys)]
        fresh = self._judge(missing)
        if fresh:
            added = {unit.name: (keys[unit.name], plain) for unit, plain in fresh}
            pack = {**pack, **added}
            self._keep(pack)
        return merge_results(
            deserialize(pack[one.name][1], self.source) for one in (_SHARED, *units)
        )

    def _judge(self, units: list[Unit]) -> list[tuple[Unit, Serialized]]:
        if not units:
            return []
        from inbox_toolkit.validation.unit_runner import UnitRunner, run_units

        runner = UnitRunner(self.config, self.manifest, self.now)
        done = list(run_units(runner, [one for one in units if one.name], jobs=self.options.jobs))
        if not units[0].name:
            done.append((_SHARED, runner.run_shared().serialize()))
        return done

    def _keys(self, units: tuple[Unit, ...]) -> dict[str, str]:
        """Return each unit's key; looks at files only as far as their state has changed."""
        if not self.store.keeps:
            return dict.fromkeys((_SHARED.name, *(unit.name for unit in units)), "")
        shared = (*self.manifest.profiles, *self.manifest.shared)
        names = (*shared, *(name for unit in units for name in unit.files()))
        known: Any = self.store.read("files") or {}
        states = file_states(self.config.root, names, known)
        if any(known.get(name) != state for name, state in states.items()):
            self.store.write("files", {**known, **states})
        config = repr(replace(self.config, root=Path(), file=None))
        common = _digest([toolkit_key(), config, self.clock, *_fingerprints(shared, states)])
        keys = {
            unit.name: _digest([common, *_fingerprints(unit.files(), states)]) for unit in units
        }
        return {_SHARED.name: common, **keys}

    def _pack(self) -> dict[str, tuple[str, Serialized]]:
        found: Any = self.store.read(self._pack_name)
        return found if isinstance(found, dict) else {}

    @property
    def _pack_name(self) -> str:
        return f"verdicts-{_digest([self.clock])[:12] if self.is_fixed else 'today'}"

    def _holds(
        self, pack: Mapping[str, tuple[str, Serialized]], unit: Unit, keys: Mapping[str, str]
    ) -> bool:
        found = pack.get(unit.name)
        if found is None or found[0] != keys[unit.name]:
            return False
        is_crash, reads_clock = bool(found[1][3]), found[1][5]
        return not is_crash and (self.is_fixed or not reads_clock)

    def _keep(self, pack: Mapping[str, tuple[str, Serialized]]) -> None:
        here = {_SHARED.name, *(unit.name for unit in self.manifest.units)}
        self.store.write(self._pack_name, {name: one for name, one in pack.items() if name in here})

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
    """Stop where a file that was asked for by name cannot be read; among others it is a finding."""
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
