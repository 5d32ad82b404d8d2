"""The templates of this repository, and those that ``inbox init`` writes, are in our own format."""

import shutil
from pathlib import Path

import pytest

from tests.support.commands import invoke

ROOT = Path(__file__).resolve().parents[2]


def test_our_own_templates_are_formatted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("templates", "fixtures"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "inbox.toml", tmp_path)
    done = invoke(capsys, tmp_path, "fmt", "--check")
    assert done.code == 0, done.out


def test_what_init_writes_is_formatted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert invoke(capsys, tmp_path, "init", ".").code == 0
    done = invoke(capsys, tmp_path, "fmt", "--check")
    assert done.code == 0, done.out
