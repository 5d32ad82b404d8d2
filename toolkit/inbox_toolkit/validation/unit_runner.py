"""Judge units from their files: what one process does, alone or as one of several.

Share units out to several processes; what comes back does not depend on how many there are.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from inbox_toolkit.diagnostics.diagnostic import Coverage, Crash, Diagnostic, Verdict, in_order
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.fixtures import FileProblem, Fixture, Fixtures, load_fixture
from inbox_toolkit.project.project import Project, TemplateFile
from inbox_toolkit.rendering.environment import RenderEnvironment, render_environment
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.results import Plain, UnitVerdict
from inbox_toolkit.validation.runner import Judgement, file_diagnostics, judge
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.manifest import Manifest, Unit


class Workshop:
    """Everything that judging any unit of a project needs; the shared fixtures are read once.

    Raises ProjectError where the configuration names an unknown rule or option.
    """

    def __init__(self, config: Config, manifest: Manifest, now: datetime) -> None:
        self.config = config
        self.manifest = manifest
        self.settings = settings_of(config)
        loaded = _Loader(config)
        self._profiles = tuple(loaded.all(manifest.profiles, "profile"))
        single = {name.rpartition("/")[2]: name for name in manifest.shared}
        self._snippets = loaded.one(single.get("snippets.json"), "snippets")
        self._objects = loaded.one(single.get("objects.json"), "objects")
        self._problems = tuple(loaded.problems)
        self.environment: RenderEnvironment = render_environment(self._project((), {}), now=now)

    def shared(self) -> UnitVerdict:
        """Return what is wrong with the fixtures that all units share."""
        project = self._project((), {}, self._problems)
        ignored: set[tuple[str, str]] = set()
        crashes: list[Crash] = []
        found = in_order(file_diagnostics(project, self.settings, ignored=ignored, crashes=crashes))
        return UnitVerdict(
            (), found, Coverage(), tuple(crashes), frozenset(ignored), reads_clock=False
        )

    def judge(self, unit: Unit) -> UnitVerdict:
        """Judge a template with its translations, and its message data."""
        project, family = self.opened(unit)
        judged = [judge(one, project, self.environment, self.settings, family) for one in family]
        own = project.fixtures.message_data[unit.name]
        ignored = {pair for one in judged for pair in one.ignored}
        crashes = [crash for one in judged for crash in one.crashes]
        wrong = in_order(
            file_diagnostics(project, self.settings, only=own, ignored=ignored, crashes=crashes)
        )
        return UnitVerdict(
            tuple(
                Verdict(one.template.label, one.template.file, len(one.outcomes)) for one in judged
            ),
            (*_without_echoes(judged), *wrong),
            Coverage(
                sum(one.branches.total for one in judged),
                sum(one.branches.reached for one in judged),
            ),
            tuple(crashes),
            frozenset(ignored),
            any(one.reads_clock for one in judged),
        )

    def opened(self, unit: Unit) -> tuple[Project, tuple[Template, ...]]:
        """Read a unit's files: a project with nothing else in it, and its templates."""
        loaded = _Loader(self.config)
        data = {unit.name: tuple(loaded.all(unit.data, "message_data"))}
        project = self._project(unit.templates, data, tuple(loaded.problems))
        return project, tuple(read_templates(unit.templates, self.config))

    def _project(
        self,
        templates: tuple[TemplateFile, ...],
        data: dict[str, tuple[Fixture, ...]],
        problems: tuple[FileProblem, ...] = (),
    ) -> Project:
        fixtures = Fixtures(self._profiles, data, self._snippets, self._objects, problems)
        return Project(self.config, templates, fixtures)


class _Loader:
    """Reads fixtures by name, and keeps what is wrong with those that cannot be used."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self.problems: list[FileProblem] = []

    def all(self, names: Iterable[str], kind: str) -> Iterator[Fixture]:
        return (one for name in names if (one := self.one(name, kind)))

    def one(self, name: str | None, kind: str) -> Fixture | None:
        if name is None:
            return None
        found = load_fixture(f"{self._config.root}/{name}", name, kind)
        if isinstance(found, Fixture):
            return found
        self.problems.extend(found)
        return None


def _without_echoes(judged: list[Judgement]) -> Iterator[Diagnostic]:
    """Yield the findings; what a translation repeats of its base's text is told once."""
    said: set[tuple[str, str, tuple[int, int]]] = set()
    for one in judged:
        for found in one.diagnostics:
            key = (found.rule, found.file, found.span)
            if found.file == one.template.file or key not in said:
                yield found
            said.add(key)


WORTHWHILE = 2_000
"""Renders below which starting processes costs more than it saves."""
_PIECES = 32
"""Parts of the work per process: the last one keeps a process waiting for half a part at most."""

_BENCH: list[Workshop] = []
"""This process's workshop: a process of the pool has nowhere else to keep it."""


def judged(
    workshop: Workshop, units: Sequence[Unit], *, jobs: int | None
) -> Iterator[tuple[Unit, Plain]]:
    """Yield each unit with its verdict as plain values, in any order.

    ``jobs`` None means as many processes as there are processors, where there is enough to do.
    """
    renders = sum(workshop.manifest.cases(unit) for unit in units)
    wanted = min(jobs or (processors() if renders >= WORTHWHILE else 1), len(units))
    yield from _here(workshop, units) if wanted <= 1 else _shared_out(workshop, units, wanted)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _here(workshop: Workshop, units: Sequence[Unit]) -> Iterator[tuple[Unit, Plain]]:
    return ((unit, _one(workshop, unit)) for unit in units)


def _one(workshop: Workshop, unit: Unit) -> Plain:
    """Judge a unit without the collector of cycles, which would look at every outcome in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return workshop.judge(unit).plain()
    finally:
        if was_on:
            gc.enable()


def _shared_out(
    workshop: Workshop, units: Sequence[Unit], jobs: int
) -> Iterator[tuple[Unit, Plain]]:
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    size = max(1, -(-len(units) // (jobs * _PIECES)))
    parts = [units[at : at + size] for at in range(0, len(units), size)]
    left = {unit.name: unit for unit in units}
    # Forking is only safe while there is no other thread (`--watch` has one).
    alone = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if alone else "spawn")
    _BENCH[:] = [workshop]  # what is forked has it already
    facts = (workshop.config, workshop.manifest, workshop.environment.now)
    pool = ProcessPoolExecutor(jobs, context, _prepare, facts)
    try:
        where = {pool.submit(_judge, part): part for part in parts}
        for done in as_completed(where):
            for unit, plain in zip(where[done], done.result(), strict=True):
                del left[unit.name]
                yield unit, plain
    except BrokenProcessPool:  # a process was killed, most likely for want of memory
        yield from _here(workshop, list(left.values()))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _prepare(config: Config, manifest: Manifest, now: datetime) -> None:
    """Set up one process: Ctrl-C is the parent's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not _BENCH:
        _BENCH.append(Workshop(config, manifest, now))


def _judge(units: Sequence[Unit]) -> list[Plain]:
    return [_one(_BENCH[0], unit) for unit in units]
