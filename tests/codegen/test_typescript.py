"""Types as TypeScript; ``test_languages.py`` has all fixtures through the compiler."""

import json

import pytest
from inbox_toolkit.codegen.model import Type, objects_of
from inbox_toolkit.codegen.typescript import (
    comment_text,
    quoted,
    typescript_module,
    typescript_type,
)

from tests.support.typed import HARD, HARD_DATA
from tests.support.typescript import compiled, typescript_folder

WANTED = """\
/** t. Written by `inbox types`; do not edit, run it again. */

/** Each of `items`. */
export interface OrderItemsItem {
  n: number;
}

/** Order. */
export interface Order {
  /** the * / order. */
  order_id: string;
  "two words"?: string | null;
  items?: OrderItemsItem[];
  kind?: "a" | "b\\"" | 1 | null;
  any?: unknown;
  mixed?: (string | number)[];
}
"""

SCHEMA = {
    "properties": {
        "order_id": {"type": "string", "description": "the */ order"},
        "two words": {"type": ["string", "null"]},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"n": {"type": "integer"}},
                "required": ["n"],
            },
        },
        "kind": {"enum": ["a", 'b"', 1, None]},
        "any": {},
        "mixed": {"type": "array", "items": {"type": ["string", "number"]}},
    },
    "required": ["order_id"],
}


def test_it_is_written() -> None:
    assert typescript_module(objects_of(SCHEMA, "Order"), "t") == WANTED


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (Type(values=([1], "a")), "unknown"),
        (Type(entry=Type(kinds=("number",))), "{ [key: string]: number }"),
        (Type(kinds=("object",)), "{ [key: string]: unknown }"),
        (Type(name="A", others=(Type(item=Type(name="B")),)), "A | B[]"),
    ],
)
def test_types_are_written(given: Type, wanted: str) -> None:
    assert typescript_type(given) == wanted


def test_texts_are_harmless() -> None:
    assert comment_text("a */ b\nc.") == "a * / b c"
    assert quoted("größe") == '"größe"'
    assert quoted("\u2028") == '"\\u2028"'


@pytest.mark.peer
def test_what_fits_compiles_and_what_does_not_does_not() -> None:
    text = typescript_module(objects_of(HARD, "HardData"), HARD["title"])
    values = "".join(
        f"\nexport const d{at}: HardData = {json.dumps(data)};" for at, data in enumerate(HARD_DATA)
    )
    with typescript_folder() as folder:
        (folder / "hard.ts").write_text(text + values, encoding="utf-8")
        right = compiled(folder)
        wrong = values.replace('"class": 3,', '"class": "3",', 1).replace('"kind": 1', '"kind": 2')
        (folder / "hard.ts").write_text(text + wrong, encoding="utf-8")
        said = compiled(folder).stdout
    assert right.returncode == 0, right.stdout
    assert "Type 'string' is not assignable to type 'number'" in said
    assert "Type '2' is not assignable to type" in said
