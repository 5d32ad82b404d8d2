"""Types as TypeScript."""

from typing import Any

from toolkit.contract.typenames import objects_of
from toolkit.contract.typescript_types import typescript_module

SCHEMA: dict[str, Any] = {
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

WANTED = """\
/** t. Written by `inbox types`; do not edit, run it again. */

export interface OrderItemsItem {
  n: number;
}

export interface Order {
  /** the * / order */
  order_id: string;
  "two words"?: string | null;
  items?: OrderItemsItem[];
  kind?: "a" | "b\\"" | 1 | null;
  any?: unknown;
  mixed?: (string | number)[];
}
"""


def test_it_is_written() -> None:
    assert typescript_module(objects_of(SCHEMA, "Order"), "t") == WANTED
