"""The tree that reads draw."""

from inbox_toolkit.analysis.data_path import ComputedStep, Element
from inbox_toolkit.analysis.usage import Need
from inbox_toolkit.contract.inference.shape import Ground
from inbox_toolkit.text.span import Span

HERE = Span(0, 1)


def test_steps_make_members_and_items() -> None:
    ground = Ground("trigger", ())
    found = ground.place(("trigger", "a", Element(1), "b"), HERE)
    assert found is not None
    assert found.said == "trigger.a[].b"
    assert [one.said for one in ground.top.below()] == [
        "trigger", "trigger.a", "trigger.a[]", "trigger.a[].b",
    ]  # fmt: skip


def test_what_is_computed_or_measured_has_no_place() -> None:
    ground = Ground("trigger", ())
    assert ground.place(("trigger", "a", ComputedStep(1)), HERE) is None
    assert ground.place(("trigger", "a", "size"), HERE) is None
    assert ground.top.members["a"].is_measured


def test_fixtures_say_whether_first_is_a_member() -> None:
    ground = Ground("trigger", ({"a": {"first": 1}},))
    found = ground.place(("trigger", "a", "first"), HERE)
    assert found is not None
    assert (found.said, found.shown) == ("trigger.a.first", [1])
    assert (found := Ground("trigger", ()).place(("trigger", "a", "first"), HERE)) is not None
    assert found.said == "trigger.a[]"


def test_an_index_needs_as_many_items() -> None:
    ground = Ground("trigger", ())
    ground.need(Need(("trigger", "a", 2), (), HERE))
    assert ground.top.members["a"].least == 3
