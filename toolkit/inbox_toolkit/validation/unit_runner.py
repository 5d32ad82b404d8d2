"""Validate units from their files, in this process or in several.

What comes back does not depend on how many processes there are.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from inbox_toolkit.diagnostics.diagnostic import Coverage, Diagnostic, TemplateSummary
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.project.project import Project
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.results import Serialized, UnitResult, deserialize, serialize
from inbox_toolkit.validation.rule import IgnoreEntry
from inbox_toolkit.validation.runner import (
    RuleResult,
    TemplateResult,
    validate_fixtures,
    validate_project_files,
    validate_template,
)
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.manifest import Manifest, Unit
from inbox_toolkit.workspace.units import UnitLoader


class UnitRunner:
    """Everything that validating any unit of a project needs; shared fixtures are read once.

    Raises ProjectError if the configuration names an unknown rule or option.
    """

    def __init__(self, config: Config, manifest: Manifest, now: datetime) -> None:
        self.config = config
        self.manifest = manifest
        self.settings = settings_of(config)
        self.templates = frozenset(one.name for one in manifest.units if one.templates)
        self._loader = UnitLoader(config, manifest, now)
        self.environment = self._loader.environment

    @property
    def shared_fixtures(self) -> Fixtures:
        """The fixtures that all units share; no message data."""
        return self._loader.shared.fixtures

    def run_shared(self) -> UnitResult:
        """Validate the fixtures that all units share."""
        return _without_templates(
            validate_fixtures(self.shared_fixtures, self.settings, templates=self.templates)
        )

    def run_project(self, used_ignores: frozenset[IgnoreEntry] | None) -> UnitResult:
        """Run the rules of project scope, for which all units must have been run before.

        ``used_ignores`` is None if only some of them were.
        """
        return _without_templates(
            validate_project_files(self._loader.shared, self.settings, used_ignores=used_ignores)
        )

    def run(self, unit: Unit, *, checkpoint: Callable[[], None] = lambda: None) -> UnitResult:
        """Validate a template with its translations and its message data; see ``run_template``."""
        project, family = self.open(unit)
        results = [self.run_template(one, project, family, checkpoint=checkpoint) for one in family]
        data = self.run_message_data(project)
        return UnitResult(
            tuple(
                TemplateSummary(one.template.label, one.template.file, len(one.outcomes))
                for one in results
            ),
            (*without_repeats(results), *data.diagnostics),
            Coverage(
                sum(one.branches.total for one in results),
                sum(one.branches.reached for one in results),
            ),
            (*(crash for one in results for crash in one.crashes), *data.crashes),
            data.ignored.union(*(one.ignored for one in results)),
            any(one.reads_clock for one in results),
            frozenset[str]().union(*(one.suppressed for one in results)),
        )

    def run_template(
        self,
        template: Template,
        project: Project,
        family: tuple[Template, ...],
        *,
        checkpoint: Callable[[], None] = lambda: None,
    ) -> TemplateResult:
        """Validate one template of a unit that was opened; ``family`` is all of them.

        ``checkpoint`` may end it with a BaseException, see ``validate_template``.
        """
        return validate_template(
            template, project, self.environment, self.settings, family, checkpoint=checkpoint
        )

    def run_message_data(self, project: Project) -> RuleResult:
        """Validate the message data of a unit that was opened."""
        own = Fixtures((), project.fixtures.message_data, problems=project.fixtures.problems)
        return validate_fixtures(own, self.settings, templates=self.templates)

    def open(self, unit: Unit) -> tuple[Project, tuple[Template, ...]]:
        """Read a unit's files: a project with nothing else in it, and its templates."""
        return self._loader.open(unit)


def _without_templates(result: RuleResult) -> UnitResult:
    return UnitResult(
        (), result.diagnostics, Coverage(), result.crashes, result.ignored, reads_clock=False
    )


def without_repeats(results: Iterable[TemplateResult]) -> Iterator[Diagnostic]:
    """Yield the findings; what a translation inherits from its base's text is reported once."""
    seen: set[tuple[str, str, tuple[int, int]]] = set()
    for one in results:
        for found in one.diagnostics:
            key = (found.rule, found.file, found.span)
            if found.file == one.template.file or key not in seen:
                yield found
            seen.add(key)


PARALLEL_THRESHOLD = 2_000
"""Renders below which starting processes costs more than it saves."""
_CHUNKS_PER_PROCESS = 32
"""The last chunk keeps a process waiting for half a chunk at most."""

_PROCESS_RUNNER: list[UnitRunner] = []
"""This process's runner: a process of a pool has nowhere else to keep it."""


def run_units(
    runner: UnitRunner,
    units: Sequence[Unit],
    *,
    jobs: int | None,
    source: Callable[[str], Source],
) -> Iterator[tuple[Unit, UnitResult]]:
    """Yield each unit with its result, in any order.

    ``jobs`` None means as many processes as there are processors if there is enough to do;
    ``source`` returns a file of the project by name, for the results of other processes.
    """
    renders = sum(runner.manifest.cases(unit) for unit in units)
    wanted = min(jobs or (cpu_count() if renders >= PARALLEL_THRESHOLD else 1), len(units))
    if wanted <= 1:
        yield from _run_here(runner, units)
    else:
        yield from _run_in_processes(runner, units, wanted, source)


def cpu_count() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run_here(runner: UnitRunner, units: Sequence[Unit]) -> Iterator[tuple[Unit, UnitResult]]:
    return ((unit, runner.run(unit)) for unit in units)


def _run_in_processes(
    runner: UnitRunner, units: Sequence[Unit], jobs: int, source: Callable[[str], Source]
) -> Iterator[tuple[Unit, UnitResult]]:
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    size = max(1, -(-len(units) // (jobs * _CHUNKS_PER_PROCESS)))
    chunks = [units[at : at + size] for at in range(0, len(units), size)]
    left = {unit.name: unit for unit in units}
    # Forking is only safe while there is no other thread (`--watch` has one).
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if can_fork else "spawn")
    _PROCESS_RUNNER[:] = [runner]  # a forked process has it already
    facts = (runner.config, runner.manifest, runner.environment.now)
    pool = ProcessPoolExecutor(jobs, context, _start_process, facts)
    try:
        futures = {pool.submit(_run_chunk, chunk): chunk for chunk in chunks}
        for done in as_completed(futures):
            for unit, result in zip(futures[done], done.result(), strict=True):
                del left[unit.name]
                yield unit, deserialize(result, source)
    except BrokenProcessPool:  # a process was killed, most likely for want of memory
        yield from _run_here(runner, list(left.values()))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start_process(config: Config, manifest: Manifest, now: datetime) -> None:
    """Set up one process: Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not _PROCESS_RUNNER:
        _PROCESS_RUNNER.append(UnitRunner(config, manifest, now))


def _run_chunk(units: Sequence[Unit]) -> list[Serialized]:
    return [serialize(_PROCESS_RUNNER[0].run(unit)) for unit in units]
