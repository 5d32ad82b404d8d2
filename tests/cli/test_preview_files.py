"""What the preview writes is counted and, where it takes its time, told about."""

from pathlib import Path

import pytest
from inbox_toolkit.cli import preview_files
from inbox_toolkit.cli.commands.preview import VIEWS
from inbox_toolkit.cli.preview_files import counted, progress_printer
from inbox_toolkit.preview import shot_list

from tests.support.commands import invoke
from tests.support.preview_server import small_project


def test_the_views_are_those_that_can_be_pictured() -> None:
    assert VIEWS == shot_list.VIEWS


def test_things_are_counted() -> None:
    assert [counted(number, "page") for number in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]


def test_what_takes_its_time_is_told_about_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 1.0, 2.5, 2.5, 3.0, 9.0])
    monkeypatch.setattr(preview_files, "is_interactive", lambda: True)
    tell = progress_printer("pages", clock=lambda: next(times))
    for done in range(1, 5):
        tell(done, 4)
    assert capsys.readouterr().err == "2 of 4 pages …\n"


def test_nobody_is_told_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 9.0])
    progress_printer("pages", clock=lambda: next(times))(1, 2)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("kind", ["--build", "--screenshot"])
def test_an_unknown_revision_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    ran = invoke(capsys, small_project(tmp_path), "preview", kind, "out", "--since", "nowhere")
    assert ran.code == 2
    assert "does not know the revision `nowhere`" in ran.err
