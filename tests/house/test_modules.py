"""What holds for every module of the package, whatever it does."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "toolkit/inbox_toolkit").rglob("*.py"))
FORBIDDEN = {"utils", "helpers", "common", "misc", "util", "helper"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_each_module_says_what_it_owns(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert module.stem not in FORBIDDEN
    assert ast.get_docstring(ast.parse(text)), "every module opens with a sentence"
    assert "/work/" not in text
    assert "/root/" not in text
