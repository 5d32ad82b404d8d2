"""Which frames there are, and why others are not."""

from tests.support.previewing import write
from toolkit.preview.board import Board
from toolkit.preview.views.frames import component_of, frames_view


def configured(board: Board, text: str) -> Board:
    write(board.root / "inbox.toml", text)
    return Board(board.root)


def test_nothing_is_configured_at_first(board: Board) -> None:
    found = frames_view(board, renderer=True)
    assert (found["frames"]["visual"], found["frames"]["own"]) == (False, False)
    assert "[visual] templates" in found["frames"]["why"]["visual"]


def test_visual_needs_the_renderer_and_readable_files(board: Board) -> None:
    write(board.root / "v/templates.json", {"card": []})
    board = configured(board, '[visual]\ntemplates = "v/templates.json"\n')
    assert frames_view(board, renderer=True)["visual"] == {"templates": {"card": []}, "theme": {}}
    assert frames_view(board, renderer=False)["frames"]["visual"] is False
    write(board.root / "v/templates.json", "{")
    assert "is not JSON" in frames_view(board, renderer=True)["frames"]["why"]["visual"]
    (board.root / "v/templates.json").unlink()
    assert "no such file" in frames_view(board, renderer=True)["frames"]["why"]["visual"]


def test_a_component_is_a_file_of_the_project(board: Board) -> None:
    board = configured(board, '[inbox]\ncomponent = "own/c.js"\n')
    assert "There is no own/c.js" in frames_view(board, renderer=False)["frames"]["why"]["own"]
    path = write(board.root / "own/c.js", "")
    first = frames_view(board, renderer=False)["frames"]
    assert first["own"] is True
    assert first["epoch"] == str(path.stat().st_mtime_ns)
    assert component_of(configured(board, '[inbox]\ncomponent = "../c.js"\n')) is None
