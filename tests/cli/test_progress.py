import pytest
from inbox_toolkit.cli import progress
from inbox_toolkit.cli.progress import ProgressPrinter


def test_a_terminal_gets_a_line_every_two_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 1.0, 2.5, 2.5, 3.0, 9.0])
    monkeypatch.setattr(progress, "is_interactive", lambda: True)
    on_progress = ProgressPrinter("pages", clock=lambda: next(times))
    for done in range(1, 5):
        on_progress(done, 4)
    assert capsys.readouterr().err == "2 of 4 pages …\n"


def test_a_total_that_nobody_knows_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 9.0, 9.0])
    monkeypatch.setattr(progress, "is_interactive", lambda: True)
    ProgressPrinter("cases", clock=lambda: next(times))(1200)
    assert capsys.readouterr().err == "1,200 cases …\n"


def test_a_pipe_gets_none(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 9.0])
    ProgressPrinter("pages", clock=lambda: next(times))(1, 2)
    assert capsys.readouterr().err == ""
