"""Types as Python."""

from pathlib import Path
from typing import Any

from mypy import api

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


def test_it_type_checks_and_so_does_its_use(tmp_path: Path) -> None:
    text = python_module(objects_of(SCHEMA, "OrderData"), SCHEMA["title"])
    assert text == python_module(objects_of(SCHEMA, "OrderData"), SCHEMA["title"])
    (tmp_path / "order.py").write_text(text + USE, encoding="utf-8")
    cache = str(tmp_path / "cache")
    out, err, code = api.run(["--strict", "--cache-dir", cache, str(tmp_path / "order.py")])
    assert code == 0, out + err
    (tmp_path / "wrong.py").write_text(
        text + '\norder: OrderData = {"items": []}\n', encoding="utf-8"
    )
    out, _, code = api.run(["--strict", "--cache-dir", cache, str(tmp_path / "wrong.py")])
    assert code == 1
    assert 'Missing key "order_id"' in out


def test_plain_names_make_a_class() -> None:
    schema = {"properties": {"a": {"type": "string", "description": "who"}}, "required": ["a"]}
    text = python_module(objects_of(schema, "T"), "t")
    assert text.endswith('class T(TypedDict):\n    """T."""\n\n    # who\n    a: str\n')
    assert "from typing import TypedDict\n" in text
