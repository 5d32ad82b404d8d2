"""Judge units from their files: what one process does, alone or as one of several.

Share units out to several processes; what comes back does not depend on how many there are.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime

from inbox_toolkit.diagnostics.diagnostic import (
    Coverage,
    Crash,
    Diagnostic,
    TemplateSummary,
    sort_diagnostics,
)
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.project import Project
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.results import Serialized, UnitResult
from inbox_toolkit.validation.runner import TemplateResult, file_diagnostics, validate_template
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.manifest import Manifest, Unit
from inbox_toolkit.workspace.units import UnitLoader


class UnitRunner:
    """Everything that judging any unit of a project needs; the shared fixtures are read once.

    Raises ProjectError where the configuration names an unknown rule or option.
    """

    def __init__(self, config: Config, manifest: Manifest, now: datetime) -> None:
        self.config = config
        self.manifest = manifest
        self.settings = settings_of(config)
        self._loader = UnitLoader(config, manifest, now)
        self.environment = self._loader.environment

    def run_shared(self) -> UnitResult:
        """Return what is wrong with the fixtures that all units share."""
        project = self._loader.shared
        ignored: set[tuple[str, str]] = set()
        crashes: list[Crash] = []
        found = sort_diagnostics(
            file_diagnostics(project, self.settings, ignored=ignored, crashes=crashes)
        )
        return UnitResult(
            (), found, Coverage(), tuple(crashes), frozenset(ignored), reads_clock=False
        )

    def run(self, unit: Unit) -> UnitResult:
        """Judge a template with its translations, and its message data."""
        project, family = self.open(unit)
        run_units = [
            validate_template(one, project, self.environment, self.settings, family)
            for one in family
        ]
        own = project.fixtures.message_data[unit.name]
        ignored = {pair for one in run_units for pair in one.ignored}
        crashes = [crash for one in run_units for crash in one.crashes]
        wrong = sort_diagnostics(
            file_diagnostics(project, self.settings, only=own, ignored=ignored, crashes=crashes)
        )
        return UnitResult(
            tuple(
                TemplateSummary(one.template.label, one.template.file, len(one.outcomes))
                for one in run_units
            ),
            (*_deduplicated(run_units), *wrong),
            Coverage(
                sum(one.branches.total for one in run_units),
                sum(one.branches.reached for one in run_units),
            ),
            tuple(crashes),
            frozenset(ignored),
            any(one.reads_clock for one in run_units),
        )

    def open(self, unit: Unit) -> tuple[Project, tuple[Template, ...]]:
        """Read a unit's files: a project with nothing else in it, and its templates."""
        return self._loader.open(unit)


def _deduplicated(run_units: list[TemplateResult]) -> Iterator[Diagnostic]:
    """Yield the findings; what a translation repeats of its base's text is told once."""
    said: set[tuple[str, str, tuple[int, int]]] = set()
    for one in run_units:
        for found in one.diagnostics:
            key = (found.rule, found.file, found.span)
            if found.file == one.template.file or key not in said:
                yield found
            said.add(key)


PARALLEL_THRESHOLD = 2_000
"""Renders below which starting processes costs more than it saves."""
_CHUNKS_PER_PROCESS = 32
"""Parts of the work per process: the last one keeps a process waiting for half a part at most."""

_PROCESS_RUNNER: list[UnitRunner] = []
"""This process's runner: a process of the pool has nowhere else to keep it."""


def run_units(
    runner: UnitRunner, units: Sequence[Unit], *, jobs: int | None
) -> Iterator[tuple[Unit, Serialized]]:
    """Yield each unit with its verdict as plain values, in any order.

    ``jobs`` None means as many processes as there are processors, where there is enough to do.
    """
    renders = sum(runner.manifest.cases(unit) for unit in units)
    wanted = min(jobs or (cpu_count() if renders >= PARALLEL_THRESHOLD else 1), len(units))
    yield from _run_here(runner, units) if wanted <= 1 else _run_in_processes(runner, units, wanted)


def cpu_count() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run_here(runner: UnitRunner, units: Sequence[Unit]) -> Iterator[tuple[Unit, Serialized]]:
    return ((unit, _run_one(runner, unit)) for unit in units)


def _run_one(runner: UnitRunner, unit: Unit) -> Serialized:
    """Judge a unit without the collector of cycles, which would look at every outcome in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return runner.run(unit).serialize()
    finally:
        if was_on:
            gc.enable()


def _run_in_processes(
    runner: UnitRunner, units: Sequence[Unit], jobs: int
) -> Iterator[tuple[Unit, Serialized]]:
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    size = max(1, -(-len(units) // (jobs * _CHUNKS_PER_PROCESS)))
    parts = [units[at : at + size] for at in range(0, len(units), size)]
    left = {unit.name: unit for unit in units}
    # Forking is only safe while there is no other thread (`--watch` has one).
    alone = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if alone else "spawn")
    _PROCESS_RUNNER[:] = [runner]  # what is forked has it already
    facts = (runner.config, runner.manifest, runner.environment.now)
    pool = ProcessPoolExecutor(jobs, context, _start_process, facts)
    try:
        where = {pool.submit(_run_chunk, part): part for part in parts}
        for done in as_completed(where):
            for unit, plain in zip(where[done], done.result(), strict=True):
                del left[unit.name]
                yield unit, plain
    except BrokenProcessPool:  # a process was killed, most likely for want of memory
        yield from _run_here(runner, list(left.values()))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start_process(config: Config, manifest: Manifest, now: datetime) -> None:
    """Set up one process: Ctrl-C is the parent's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not _PROCESS_RUNNER:
        _PROCESS_RUNNER.append(UnitRunner(config, manifest, now))


def _run_chunk(units: Sequence[Unit]) -> list[Serialized]:
    return [_run_one(_PROCESS_RUNNER[0], unit) for unit in units]
