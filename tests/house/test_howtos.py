"""The how-to guides: what their commands print is what they say, in a project fresh from init."""

import os
import re
from pathlib import Path

import pytest

from tests.support.doc_runner import DocShell, run_page

GUIDES = Path(__file__).resolve().parents[2] / "docs/howto"
RUN = sorted(path for path in GUIDES.glob("*.md") if "<!-- run -->" in path.read_text("utf-8"))


@pytest.mark.parametrize("guide", RUN, ids=lambda path: path.stem)
def test_a_guide_prints_what_it_says(guide: Path, tmp_path: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    for folder in (".", *re.findall(r"`inbox init ([\w/]+)`", text)):
        DocShell(tmp_path).step(f"inbox init {folder}")
    (tmp_path / "fixtures/message_data/note").mkdir()  # a guide writes files, not folders
    real = run_page(text, tmp_path)
    if os.environ.get("REWRITE_GOLDEN"):
        guide.write_text(real, encoding="utf-8")
    else:
        assert text == real


def test_the_guides_about_commands_are_run() -> None:
    assert {"audit", "ci", "contracts", "editor", "monorepo", "prove", "translations", "types"} <= {
        path.stem for path in RUN
    }
