"""Every error says what to do: whoever raises one of the family gives it a ``help``."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from inbox_toolkit import errors

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "toolkit/inbox_toolkit").rglob("*.py"))


# These two hand on what stopped a rendering, with its place. People see it as the finding
# `render-failure`, which has a help of its own.
def family() -> frozenset[str]:
    """Return the names of the error classes, those that rooms derive among them."""
    for file in FILES:
        if "Error)" in file.read_text(encoding="utf-8"):
            module = file.relative_to(ROOT / "toolkit").with_suffix("").as_posix().replace("/", ".")
            import_module(module.removesuffix(".__init__"))
    return frozenset(one.__name__ for one in kinds(errors.ToolkitError)) | {"ToolkitError"}


def kinds(kind: type[errors.ToolkitError]) -> Iterator[type[errors.ToolkitError]]:
    for one in kind.__subclasses__():
        yield one
        yield from kinds(one)


def made(file: Path, names: frozenset[str]) -> Iterator[tuple[str, ast.Call]]:
    """Yield each place in a file where an error is made; ``super().__init__`` is none."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node.func.id, node


def test_every_error_says_what_to_do() -> None:
    names = family()
    without = {
        (file.relative_to(ROOT).as_posix(), name)
        for file in FILES
        for name, call in made(file, names)
        if not any(word.arg == "help" or word.arg is None for word in call.keywords)
    }
    assert without == set()


def test_every_finding_says_what_to_do() -> None:
    """A finding of a rule has a help, by name or by place."""
    rules = ROOT / "toolkit/inbox_toolkit/validation/rules"
    for file in sorted(rules.glob("*.py")):
        for _, call in made(file, frozenset({"Finding"})):
            words = {word.arg: word.value for word in call.keywords}
            advice = words.get("help", call.args[4] if len(call.args) > 4 else None)
            assert advice is not None, f"{file.name}:{call.lineno}"
            assert not (isinstance(advice, ast.Constant) and not advice.value), file.name


def test_an_error_of_any_kind_takes_a_help() -> None:
    family()
    for kind in kinds(errors.ToolkitError):
        assert "help" in inspect.signature(kind).parameters, kind


def test_the_command_line_says_nothing_wrong_without_a_help() -> None:
    """``cli/console.py``'s ``print_error`` is the one way to say so."""
    for file in sorted((ROOT / "toolkit/inbox_toolkit/cli").rglob("*.py")):
        for _, call in made(file, frozenset({"print_error"})):
            assert any(word.arg == "help" for word in call.keywords), f"{file.name}:{call.lineno}"
