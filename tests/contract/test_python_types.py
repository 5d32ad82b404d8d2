"""Types as Python."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from toolkit.contract.python_types import python_module
from toolkit.contract.typenames import objects_of

SCHEMA: dict[str, Any] = {
    "title": 'odd "title" \\ here',
    "properties": {
        "order_id": {"type": "string", "description": 'the "order"\n"""'},
        "class": {"type": "number"},
        "two words": {"type": ["string", "null"]},
        "items": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}},
        "kind": {"enum": ["a", 'b"', 1, True, None]},
        "size": {"enum": [1.5]},
        "any": {},
        "matrix": {"type": "array", "items": {"type": "array"}},
        "free": {"type": "object"},
        "empty": {"type": "object", "properties": {"deep": {"type": "boolean"}}},
    },
    "required": ["order_id", "items"],
}  # fmt: skip

USE = """
order: OrderData = {"order_id": "x", "items": [{"n": 1}], "two words": None, "kind": "a"}
print(order["order_id"].upper(), order["items"][0]["n"] + 1)
"""


def type_checked(module: Path) -> subprocess.CompletedProcess[str]:
    """Run mypy in a process of its own: in this one it would raise the recursion limit for all."""
    cache = str(module.parent / "cache")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, str(module)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_type_checks_and_so_does_its_use(tmp_path: Path) -> None:
    text = python_module(objects_of(SCHEMA, "OrderData"), SCHEMA["title"])
    assert text == python_module(objects_of(SCHEMA, "OrderData"), SCHEMA["title"])
    (tmp_path / "order.py").write_text(text + USE, encoding="utf-8")
    checked = type_checked(tmp_path / "order.py")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    (tmp_path / "wrong.py").write_text(
        text + '\norder: OrderData = {"items": []}\n', encoding="utf-8"
    )
    checked = type_checked(tmp_path / "wrong.py")
    assert checked.returncode == 1
    assert 'Missing key "order_id"' in checked.stdout


def test_plain_names_make_a_class() -> None:
    schema = {"properties": {"a": {"type": "string", "description": "who"}}, "required": ["a"]}
    text = python_module(objects_of(schema, "T"), "t")
    assert text.endswith('class T(TypedDict):\n    """T."""\n\n    # who\n    a: str\n')
    assert "from typing import TypedDict\n" in text
