import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.files import read_source
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation import unit_runner
from inbox_toolkit.validation.results import UnitResult
from inbox_toolkit.validation.unit_runner import UnitRunner
from inbox_toolkit.workspace.manifest import Manifest, Unit, manifest_of

from tests.support.projects import NOW, small_project, write_project


def runner(folder: Path, templates: int) -> UnitRunner:
    small_project(folder, '{"a": "{{ trigger.x }}"}')
    write_project(
        folder, {f"templates/t{n}.json": {"properties": {"a": n}} for n in range(templates - 1)}
    )
    config = find_config(folder)
    return UnitRunner(config, manifest_of(config), NOW)


def run(
    bench: UnitRunner, units: Sequence[Unit], jobs: int | None
) -> list[tuple[Unit, UnitResult]]:
    def source(name: str) -> Source:
        return read_source(bench.config.root / name, name)

    return list(unit_runner.run_units(bench, units, jobs=jobs, source=source))


def test_several_processes_say_what_one_says(tmp_path: Path) -> None:
    bench = runner(tmp_path, 20)
    units = bench.manifest.units
    alone = {unit.name: result for unit, result in run(bench, units, 1)}
    shared = {unit.name: result for unit, result in run(bench, units, 3)}
    assert shared == alone
    assert len(alone) == 20


def test_a_process_that_is_killed_loses_no_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = runner(tmp_path, 12)
    parent = os.getpid()
    judge = UnitRunner.run

    def dying(self: UnitRunner, unit: Unit) -> UnitResult:
        if os.getpid() != parent and unit.name == "t5":
            os.kill(os.getpid(), signal.SIGKILL)
        return judge(self, unit)

    monkeypatch.setattr(UnitRunner, "run", dying)
    names = [unit.name for unit, _ in run(bench, bench.manifest.units, 2)]
    assert sorted(names) == sorted(unit.name for unit in bench.manifest.units)


def test_little_work_is_not_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = runner(tmp_path, 4)
    monkeypatch.setattr(unit_runner, "_run_in_processes", None)
    assert len(run(bench, bench.manifest.units, None)) == 4


def test_much_work_is_shared_as_widely_as_there_are_processors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = runner(tmp_path, 4)
    seen: list[int] = []
    monkeypatch.setattr(Manifest, "cases", lambda *_: unit_runner.PARALLEL_THRESHOLD)
    monkeypatch.setattr(unit_runner, "cpu_count", lambda: 3)
    monkeypatch.setattr(
        unit_runner, "_run_in_processes", lambda _, __, jobs, ___: map(seen.append, [jobs])
    )
    assert len(run(bench, bench.manifest.units, None)) == 1
    assert seen == [3]


def test_where_forking_is_not_safe_processes_are_started_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = runner(tmp_path, 3)
    monkeypatch.setattr("threading.active_count", lambda: 2)
    shared = dict(run(bench, bench.manifest.units, 2))
    monkeypatch.undo()
    assert shared == dict(run(bench, bench.manifest.units, 1))
