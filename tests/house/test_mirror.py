"""The house rules that a tool can hold: mirror, sizes, first sentences, no re-exports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path for path in (ROOT / "toolkit").rglob("*.py"))
FORBIDDEN = {"utils", "helpers", "common", "misc", "util", "helper"}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_each_module_keeps_the_house_rules(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert module.stem not in FORBIDDEN
    assert ast.get_docstring(tree), "every module opens with a sentence"
    assert text.count("\n") <= LONGEST_MODULE
    for function in functions(tree):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{function.name} has {length} lines"


@pytest.mark.parametrize(
    "module", [one for one in MODULES if one.name not in ("__init__.py", "__main__.py")], ids=name
)
def test_each_module_has_a_test_of_its_own(module: Path) -> None:
    inside = module.relative_to(ROOT / "toolkit")
    assert (ROOT / "tests" / inside.parent / f"test_{inside.name}").is_file()


def test_the_checkout_holds_no_machine_path() -> None:
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        assert "/work/" not in text, name(module)
        assert "/root/" not in text, name(module)
