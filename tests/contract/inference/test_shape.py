"""The tree that reads draw."""

from inbox_toolkit.analysis.data_path import ComputedStep, Element
from inbox_toolkit.analysis.usage import Need
from inbox_toolkit.contract.inference.shape import ShapeTree
from inbox_toolkit.text.span import Span

HERE = Span(0, 1)


def test_steps_make_members_and_items() -> None:
    tree = ShapeTree("trigger", ())
    found = tree.add(("trigger", "a", Element(1), "b"), HERE)
    assert found is not None
    assert found.path_text == "trigger.a[].b"
    assert [one.path_text for one in tree.top.below()] == [
        "trigger", "trigger.a", "trigger.a[]", "trigger.a[].b",
    ]  # fmt: skip


def test_what_is_looked_up_is_an_entry_and_a_size_has_no_place() -> None:
    tree = ShapeTree("trigger", ())
    looked_up = tree.add(("trigger", "a", ComputedStep(1)), HERE)
    assert looked_up is tree.top.members["a"].entry
    assert tree.add(("trigger", "a", "size"), HERE) is None
    assert tree.top.members["a"].is_measured


def test_fixtures_say_whether_first_is_a_member() -> None:
    tree = ShapeTree("trigger", ({"a": {"first": 1}},))
    found = tree.add(("trigger", "a", "first"), HERE)
    assert found is not None
    assert (found.path_text, found.shown) == ("trigger.a.first", [1])
    assert (found := ShapeTree("trigger", ()).add(("trigger", "a", "first"), HERE)) is not None
    assert found.path_text == "trigger.a[]"


def test_an_index_needs_as_many_items() -> None:
    tree = ShapeTree("trigger", ())
    tree.need(Need(("trigger", "a", 2), (), HERE))
    assert tree.top.members["a"].least == 3
