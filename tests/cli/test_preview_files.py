"""What `inbox preview` writes instead of serving."""

from pathlib import Path

import pytest
from inbox_toolkit.cli.commands.preview import VIEWS
from inbox_toolkit.preview import shot_list

from tests.support.commands import invoke
from tests.support.preview_server import small_project


def test_the_views_are_those_that_can_be_pictured() -> None:
    assert VIEWS == shot_list.VIEWS


@pytest.mark.parametrize("kind", ["--build", "--screenshot"])
def test_an_unknown_revision_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    ran = invoke(capsys, small_project(tmp_path), "preview", kind, "out", "--since", "nowhere")
    assert ran.code == 2
    assert "does not know the revision `nowhere`" in ran.err
