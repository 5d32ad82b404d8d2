"""Types as TypedDict; ``test_languages.py`` has all fixtures through them."""

from pathlib import Path

from inbox_toolkit.codegen.model import objects_of
from inbox_toolkit.codegen.python import module_text
from inbox_toolkit.codegen.python_typeddict import typed_dicts

from tests.support.typed import HARD, HARD_DATA, type_checked

USE = """
print(one["order_id"].upper(), one["items"][0]["n"] + 1)
"""


def test_it_type_checks_and_so_does_its_use(tmp_path: Path) -> None:
    text = module_text(typed_dicts(objects_of(HARD, "HardData")), HARD["title"])
    assigned = "".join(f"\none: HardData = {data!r}" for data in HARD_DATA[:1])
    more = "".join(f"\none = {data!r}" for data in HARD_DATA[1:])
    (tmp_path / "order.py").write_text(text + assigned + more + USE, encoding="utf-8")
    checked = type_checked(tmp_path / "order.py")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    wrong = """
one: HardData = {"items": [], "class": 3, "two words": "", "kind": "a"}
two: HardData = {"order_id": "x", "items": [], "class": "3", "two words": "", "kind": "z"}
"""
    (tmp_path / "order.py").write_text(text + wrong, encoding="utf-8")
    said = type_checked(tmp_path / "order.py").stdout
    assert 'Missing key "order_id"' in said
    assert 'expression has type "str", TypedDict item "class" has type "float"' in said
    assert 'expression has type "Literal[\'z\']", TypedDict item "kind"' in said


def test_plain_names_make_a_class() -> None:
    schema = {"properties": {"a": {"type": "string", "description": "who"}, "b": {}}, "required": ["a"]}  # fmt: skip
    code = typed_dicts(objects_of(schema, "T"))
    assert code.blocks == (
        'class T(TypedDict):\n    """T."""\n\n    a: str\n    """who."""\n\n    b: NotRequired[object]',
    )
    assert code.imports == {("typing", "TypedDict"), ("typing", "NotRequired")}


def test_other_keys_make_a_call() -> None:
    schema = {"properties": {"a b": {"type": "string", "description": "who"}}, "required": ["a b"]}
    (block,) = typed_dicts(objects_of(schema, "T")).blocks
    assert block == (
        'T = TypedDict(\n    "T",\n    {\n        # who\n        "a b": str,\n    },\n)\n"""T."""'
    )
