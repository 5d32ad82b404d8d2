"""Types of shapes; ``test_infer.py`` has them through a template."""

from inbox_toolkit.contract.inference.shape import Shape
from inbox_toolkit.contract.inference.types import schema_of


def test_items_that_fixtures_show_have_their_type() -> None:
    shape = Shape(("trigger", "a"), shown=[["x", "y"], ["z"]])
    assert schema_of(shape) == {"type": "array", "items": {"type": "string"}}


def test_mixed_items_have_none() -> None:
    assert schema_of(Shape(("trigger", "a"), shown=[["x", 1]])) == {"type": "array"}


def test_nothing_but_null_says_nothing() -> None:
    assert schema_of(Shape(("trigger", "a"), shown=[None])) == {}
