"""Share units out to several processes; what comes back does not depend on how many there are."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime

from inbox_toolkit.project.config import Config
from inbox_toolkit.validation.manifest import Manifest, Unit
from inbox_toolkit.validation.units import Workshop
from inbox_toolkit.validation.verdicts import Plain

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
    facts = (workshop.config, workshop.manifest, workshop.world.now)
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
