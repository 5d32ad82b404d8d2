"""The quick form of every benchmark, so that none of them breaks unseen."""

from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.machine import described

QUICK = [
    pytest.param("liquid", 5, marks=pytest.mark.peer),
    pytest.param("validate", 6, marks=pytest.mark.peer),
    pytest.param("language_server", 7, marks=pytest.mark.peer),
    pytest.param("formatters", 4, marks=pytest.mark.peer),
    pytest.param("preview", 5, marks=[pytest.mark.browser, pytest.mark.peer]),
    ("sandbox", 6),
    ("audit", 11),
]


@pytest.mark.parametrize(("part", "rows"), QUICK)
def test_a_part_can_be_measured_quickly(
    part: str, rows: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert benchmarks.main([part, "--quick", "--write", str(tmp_path / "RESULTS.md")]) == 0
    text = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert f"`python -m benchmarks {part}`" in text
    assert "these figures mean nothing" in text
    told = capsys.readouterr().out
    assert "not measured" in told or len(told.splitlines()) == rows


def test_every_part_is_asked_for() -> None:
    assert {each.values[0] if hasattr(each, "values") else each[0] for each in QUICK} == {
        *benchmarks.PARTS
    }


def test_an_unknown_part_is_2_and_names_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:
        benchmarks.main(["speed"])
    assert stopped.value.code == 2
    assert "there are liquid, validate" in capsys.readouterr().err


def test_a_part_that_fails_takes_nothing_with_it_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmarks, "PARTS", ("liquid", "nothing_of_this_name"))
    assert benchmarks.main(["--quick", "--write", str(tmp_path / "RESULTS.md")]) == 1
    told = capsys.readouterr()
    assert "render, reads recorded" in told.out
    assert "nothing_of_this_name: not measured, it failed: ModuleNotFoundError" in told.out
    assert "nothing is written" in told.err
    assert not (tmp_path / "RESULTS.md").exists()


def test_the_machine_is_described() -> None:
    found = described()
    assert {"Processor", "Cores", "Memory", "System", "Python", "Node", "Chromium"} < found.keys()
    assert all(found.values())
