"""What all Python types share: annotations, documentation, the module around them."""

import pytest
from inbox_toolkit.codegen.model import Field, ObjectType, Type
from inbox_toolkit.codegen.python import (
    PythonCode,
    docstring,
    docstring_text,
    members,
    module_text,
    python_type,
    quoted,
    type_imports,
)

TYPES = [
    (Type(kinds=("string", "null")), "str | None"),
    (Type(kinds=("number", "integer")), "float | int"),
    (Type(kinds=("string", "any")), "object"),
    (Type(kinds=("object",)), "Mapping[str, object]"),
    (Type(values=("a", 1, True, None)), 'Literal["a", 1, True, None]'),
    (Type(values=(1.5, "big")), 'float | Literal["big"]'),
    (Type(values=([1], "flat")), "object"),
    (Type(values=(2**53, -(2**80))), "float | Literal[9007199254740992]"),
    (Type(item=Type(kinds=("string",), item=Type(kinds=("any",)))), "list[str | list[object]]"),
    (Type(entry=Type(name="Place")), "Mapping[str, Place]"),
    (Type(kinds=("null",), others=(Type(name="A"), Type(kinds=("null",)))), "None | A"),
]


@pytest.mark.parametrize(("given", "wanted"), TYPES)
def test_types_are_written(given: Type, wanted: str) -> None:
    assert python_type(given) == wanted


def test_a_number_may_be_called_otherwise() -> None:
    one = Type(kinds=("number",), values=(1.5,), item=Type(kinds=("number",)))
    assert python_type(one, number="int | float") == "int | float | list[int | float]"


def test_what_annotations_use_is_imported() -> None:
    inner = Type(item=Type(kinds=("object",), values=("a",)))
    objects = (ObjectType("A", (Field("k", inner, True, ""),), ""),)
    assert type_imports(objects) == {("typing", "Literal"), ("collections.abc", "Mapping")}
    assert type_imports(()) == frozenset()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("a", '"a"'), ("日本", '"日本"'), ("it's", '"it\'s"'), ('"', "'\"'"), ("\u202e", r'"\u202e"'), (1, "1"), (None, "None")],
)  # fmt: skip
def test_values_are_quoted(given: object, wanted: str) -> None:
    assert quoted(given) == wanted
    assert eval(wanted) == given


def test_texts_cannot_end_a_docstring() -> None:
    assert docstring_text('a "b"\n"""\\ c...') == "a 'b' '''/ c"
    assert docstring_text("a\x00b\ud800c\n") == "a b c"
    assert docstring("who.") == '    """who."""'


def test_documented_members_stand_apart() -> None:
    lines = list(members([("a: int", ""), ("b: int", "why"), ("c: int", ""), ("d: int", "")]))
    assert lines == ["", "    a: int", "", "    b: int", '    """why."""', "", "    c: int", "    d: int"]  # fmt: skip


def test_a_module_imports_in_order() -> None:
    one = PythonCode(("x = 1",), frozenset({("typing", "Any"), ("pydantic", "Field")}))
    both = one + PythonCode(("y = 2",), frozenset({("typing", "Self"), ("abc", "ABC")}))
    text = module_text(both, "t")
    assert text == (
        '"""t.\n\nWritten by `inbox types`; do not edit, run it again.\n"""\n# ruff: noqa\n# fmt: off\n\n'
        "from abc import ABC\nfrom typing import Any, Self\n\nfrom pydantic import Field\n\n\nx = 1\n\n\ny = 2\n"
    )
