"""Every variable once, missing ones first, with its value and its places."""

from typing import Any

from inbox_toolkit.preview.views.variables import LONGEST, variable_views
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.text.source import Source
from inbox_toolkit.web.wire import to_plain

from tests.support.projects import NOW, template

EMPTY = Source("f", "")


def reads(
    properties: str, profile: dict[str, object], data: dict[str, object]
) -> list[dict[str, Any]]:
    case = Case(
        template('{"properties": ' + properties + "}"),
        Fixture("p", EMPTY, profile),
        Fixture("d", EMPTY, data),
    )
    found: list[dict[str, Any]] = to_plain(
        variable_views(render_case(case, RenderEnvironment(NOW)))
    )
    return found


def short(found: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [(one["path"], one["state"], one.get("value"), one["origin"]) for one in found]


def test_missing_ones_come_first_then_blank_ones() -> None:
    text = (
        '{"a": "{{ customer.name }}{{ customer.blank }}{{ trigger.missing }}{{ customer.list }}"}'
    )
    assert short(reads(text, {"name": "Ada", "blank": " ", "list": []}, {})) == [
        ("trigger.missing", "missing", None, "data"),
        ("customer.blank", "blank", " ", "profile"),
        ("customer.list", "blank", [], "profile"),
        ("customer.name", "value", "Ada", "profile"),
    ]


def test_reads_of_one_variable_are_counted_with_their_places() -> None:
    text = '{"a": "{{ customer.name }}",\n "b": "{{ customer.name }}"}'
    (one,) = reads(text, {"name": "Ada"}, {})
    assert one["times"] == 2
    assert isinstance(one["places"], list)
    assert [place["line"] for place in one["places"]] == [1, 2]


def test_defaults_assigned_and_service_values_are_told_apart() -> None:
    text = '{"a": "{{ customer.x | default: 1 }}{% assign y = 2 %}{{ y }}{{ delivery_id }}"}'
    found = {one["path"]: one for one in reads(text, {}, {})}
    assert found["customer.x"]["defaulted"] is True
    assert found["customer.x"]["state"] == "unset"
    assert found["y"]["origin"] == "template"
    assert found["delivery_id"]["origin"] == "service"


def test_what_is_only_tested_is_not_missing() -> None:
    text = '{"a": "{% if customer.x %}{% endif %}{% if customer.y %}{% endif %}{{ customer.y }}"}'
    assert [(path, state) for path, state, *_ in short(reads(text, {}, {}))] == [
        ("customer.y", "missing"),
        ("customer.x", "unset"),
    ]


def test_a_loops_item_comes_from_where_its_list_did() -> None:
    text = (
        '{"a": "{% for i in trigger.l %}{{ i.n }}{% endfor %}{% assign v = trigger.l %}'
        '{% for i in v %}{{ i.n }}{% endfor %}{% assign trigger = 1 %}{{ trigger }}"}'
    )
    found = {one["path"]: one["origin"] for one in reads(text, {}, {"l": [{"n": 1}]})}
    assert found == {
        "trigger.l": "template",  # shadowed further down, so nothing is sure of that name
        "trigger.l[0].n": "data",
        "v": "template",
        "v[0].n": "template",
        "trigger": "template",
    }


def test_values_that_json_cannot_hold_are_shown_all_the_same() -> None:
    values = {"long": "x" * 5000, "deep": {"a": [1, 2.5, None, True]}, "inf": float("inf")}
    text = '{"a": "{{ customer.long }}{{ customer.deep }}{{ customer.inf }}"}'
    found = {str(one["path"]): one["value"] for one in reads(text, values, {})}
    assert found["customer.long"] == "x" * LONGEST + "…"
    assert found["customer.deep"] == {"a": [1, 2.5, None, True]}
    assert found["customer.inf"] == "inf"
