"""The how-to guides: what their commands print is what they say, in a project fresh from init."""

import os
from pathlib import Path

import pytest

from tests.support.tours import Walker, walked

GUIDES = Path(__file__).resolve().parents[2] / "docs/howto"
RUN = sorted(path for path in GUIDES.glob("*.md") if "<!-- run -->" in path.read_text("utf-8"))


@pytest.mark.parametrize("guide", RUN, ids=lambda path: path.stem)
def test_a_guide_prints_what_it_says(guide: Path, tmp_path: Path) -> None:
    Walker(tmp_path).step("inbox init .")
    for folder in ("fixtures/message_data/note",):  # a guide writes files, not folders
        (tmp_path / folder).mkdir()
    text = guide.read_text(encoding="utf-8")
    real = walked(text, tmp_path)
    if os.environ.get("REWRITE_GOLDEN"):
        guide.write_text(real, encoding="utf-8")
    else:
        assert text == real


def test_the_guides_about_commands_are_run() -> None:
    assert {"contracts", "editor", "prove", "types"} <= {path.stem for path in RUN}
