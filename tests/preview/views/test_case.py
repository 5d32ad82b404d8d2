"""The case on screen, clean, failing, broken, and with values and texts that are not saved."""

import json
from typing import Any

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.case import case_view, unsaved_case_view
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.views.variables import whole_value
from inbox_toolkit.project.files import text_digest
from inbox_toolkit.web.wire import to_plain

from tests.support.preview_server import ORDER, template, write

CASE = Selection("order_shipped", "ada", "standard")
TEMPLATE = "templates/order_shipped.json"
DATA = "fixtures/message_data/order_shipped/standard.json"


def saved(state: ProjectState, name: str, content: object) -> None:
    state.reload([write(state.workspace.root / name, content)], allow_retry=False)
    state.validate_pending()


def view_of(state: ProjectState, wanted: Selection = CASE) -> dict[str, Any]:
    found: dict[str, Any] = to_plain(case_view(state, wanted))
    return found


def test_a_clean_case_has_everything(state: ProjectState) -> None:
    view = view_of(state)
    assert view["message"]["properties"]["body"] == "Order ORD-5678"
    assert view["source"] == ORDER
    assert view["digest"] == text_digest(ORDER)
    assert (view["stale"], view["failure"], view["text"]) == (False, None, None)
    assert view["bytes"] == len(json.dumps(view["message"]["properties"], separators=(",", ":")))
    assert view["milliseconds"] > 0
    assert [one["path"] for one in view["variables"]] == [
        "customer.first_name",
        "trigger.order_id",
        "trigger.url",
    ]
    assert [each["template"] for each in view["neighbors"]] == ["welcome"]
    assert {one["pointer"]: one["place"]["line"] for one in view["traces"]} == {
        "/title": 5,
        "/body": 6,
        "/link": 7,
    }


def test_a_missing_value_is_shown_from_every_side(state: ProjectState) -> None:
    saved(state, DATA, {"url": "u"})
    view = view_of(state)
    failure = view["failure"]
    assert failure["message"] == "`trigger.order_id` has no value"
    assert failure["consequence"].endswith("undefined variable: trigger.order_id")
    assert DATA in failure["help"]
    place = failure["place"]
    assert ORDER[place["start"] : place["end"]] == "trigger.order_id"
    assert [one["number"] for one in failure["excerpt"]] == [5, 6, 7]
    line = failure["excerpt"][1]
    assert line["marked"] == "trigger.order_id"
    assert line["before"] == '    "body": "Order {{ '
    assert line["after"] == ' }}",'
    assert failure["rendered"]["before"].endswith('"body": "Order ')
    assert failure["rendered"]["after"].startswith('",')
    assert view["text"][failure["rendered"]["offset"] :].startswith('",')
    assert (failure["rendered"]["line"], failure["rendered"]["column"]) == (3, 20)
    assert failure["cause"] == {
        "path": "trigger.order_id",
        "origin": "data",
        "file": DATA,
        "printed": None,
    }
    assert (failure["fix"], failure["caseCount"]) == (None, 2)
    assert failure["cases"] == [
        {"profile": name, "data": "standard", "language": ""} for name in ("ada", "grace")
    ]
    assert view["stale"] is True
    assert view["message"]["properties"]["body"] == "Order ORD-5678"


def test_a_text_that_is_not_json_names_the_value_and_offers_the_fix(state: ProjectState) -> None:
    saved(state, "fixtures/profiles/ada.json", {"first_name": 'A "quoted" name'})
    failure = view_of(state)["failure"]
    assert "is not a JSON object" in failure["message"]
    assert failure["place"]["line"] == 5
    assert "customer.first_name" in failure["excerpt"][1]["marked"]
    assert failure["rendered"]["before"].endswith('"title": "Hi A "')
    assert failure["rendered"]["after"].startswith("quoted")
    assert failure["cause"]["path"] == "customer.first_name"
    assert failure["cause"]["origin"] == "profile"
    assert failure["cause"]["file"] == "fixtures/profiles/ada.json"
    assert failure["cause"]["value"] == failure["cause"]["printed"] == 'A "quoted" name'
    assert failure["fix"]["title"] == "print it as one JSON string"
    assert failure["caseCount"] == 2


def test_where_a_value_is_missing_inside_a_loop(state: ProjectState) -> None:
    items = "[{% for i in trigger.items %}{{ i.n }},{% endfor %}0]"
    saved(state, TEMPLATE, template('{"items": ' + items + "}"))
    saved(state, DATA, {"items": [{"n": 1}, {"n": 2}, {}]})
    failure = view_of(state)["failure"]
    assert failure["cause"]["path"] == "trigger.items[2].n"
    assert failure["cause"]["origin"] == "data"


def test_a_broken_template_keeps_its_last_good_message(state: ProjectState) -> None:
    saved(state, TEMPLATE, ORDER.replace("}}", "}", 1))
    view = view_of(state)
    assert view["stale"] is True
    assert view["failure"]["place"]["file"] == TEMPLATE
    assert view["variables"] == []
    assert view["bytes"] == 0


def test_without_a_profile_there_is_a_sentence(state: ProjectState) -> None:
    for name in ("ada", "grace"):
        (state.workspace.root / f"fixtures/profiles/{name}.json").unlink()
    state.reload(
        [state.workspace.root / "fixtures/profiles/ada.json", state.workspace.root / "inbox.toml"],
        allow_retry=False,
    )
    state.validate_pending()
    failure = view_of(state, Selection("order_shipped"))["failure"]
    assert "profile" in failure["message"]
    assert failure["place"] is None


def test_an_unknown_profile_is_refused(state: ProjectState) -> None:
    with pytest.raises(UsageError, match="no profile `ad`"):
        case_view(state, Selection("order_shipped", "ad"))


def test_a_value_can_be_made_absent(state: ProjectState) -> None:
    wanted = Selection(
        "order_shipped",
        "ada",
        "standard",
        changes=("customer.first_name=Zoe",),
        removed=("trigger.order_id",),
    )
    view = view_of(state, wanted)
    assert view["unset"] == ["trigger.order_id"]
    assert view["failure"]["message"] == "`trigger.order_id` has no value"
    assert view["failure"]["cases"] == [{"profile": "ada", "data": "standard", "language": ""}]
    found = {one["path"]: one for one in view["variables"]}
    assert found["trigger.order_id"]["changed"] == "unset"
    assert found["trigger.order_id"]["group"] == "missing"
    assert "value" not in found["trigger.order_id"]
    assert found["customer.first_name"]["changed"] == "set"
    assert found["customer.first_name"]["value"] == "Zoe"
    assert found["trigger.url"]["changed"] is None
    assert view_of(state)["failure"] is None


def test_a_text_that_is_not_saved_is_rendered_and_judged(state: ProjectState) -> None:
    text = ORDER.replace("Order {{ trigger.order_id }}", "Parcel {{ trigger.nothing }} 🎉")
    view = to_plain(unsaved_case_view(state, CASE, text))
    assert view["source"] == text
    assert view["digest"] == text_digest(ORDER)
    assert view["failure"]["message"] == "`trigger.nothing` has no value"
    assert [one["rule"] for one in view["findings"]] == ["missing-value"]
    assert view["findings"][0]["place"]["file"] == TEMPLATE
    good = to_plain(unsaved_case_view(state, CASE, ORDER.replace("Order", "Parcel")))
    assert good["message"]["properties"]["body"] == "Parcel ORD-5678"
    assert good["findings"] == []
    assert (state.workspace.root / TEMPLATE).read_text() == ORDER
    assert view_of(state)["message"]["properties"]["body"] == "Order ORD-5678"


def test_a_text_of_a_translation_is_merged_into_its_base(state: ProjectState) -> None:
    wanted = Selection("welcome", "ada", language="fr")
    text = '{"properties": {"title": "Salut {{ customer.first_name }}"}}'
    view = to_plain(unsaved_case_view(state, wanted, text))
    assert view["message"]["properties"] == {"title": "Salut Ada"}


@pytest.mark.parametrize(
    "text", ["", "{", "{}", "[1]", "{{", '{"properties": {"a": "{% if"}}', "\ud800", "\0" * 99]
)
def test_any_text_is_answered_with_why_it_fails(state: ProjectState, text: str) -> None:
    view = to_plain(unsaved_case_view(state, CASE, text))
    assert view["failure"] is not None
    assert view["stale"] is True


def test_offsets_are_those_of_javascript(state: ProjectState) -> None:
    text = template('{"title": "🎉 {{ trigger.none }}"}')
    saved(state, TEMPLATE, text)
    place = view_of(state)["failure"]["place"]
    units = text.encode("utf-16-le")
    assert units[place["start"] * 2 : place["end"] * 2].decode("utf-16-le") == "trigger.none"


def test_a_large_value_can_be_asked_for_whole(state: ProjectState) -> None:
    saved(state, DATA, {"order_id": "x" * 100_000, "url": "u", "list": [{"a": None}]})
    (one,) = (each for each in view_of(state)["variables"] if each["path"] == "trigger.order_id")
    assert one["isShortened"]
    assert len(one["value"]) < 3000
    assert to_plain(whole_value(state, CASE, "trigger.order_id"))["text"] == "x" * 100_000
    assert to_plain(whole_value(state, CASE, "trigger.list.0")) == {
        "path": "trigger.list.0",
        "isJson": True,
        "text": '{\n  "a": null\n}',
    }
    for path in ("trigger.nothing", "trigger.list.7", "trigger.list.x", "shop.name", ""):
        assert to_plain(whole_value(state, CASE, path)) == {"path": path, "isJson": False}


def test_a_number_that_javascript_would_round_is_sent_as_text(state: ProjectState) -> None:
    saved(state, DATA, {"order_id": 2**53 + 1, "url": "u"})
    (one,) = (each for each in view_of(state)["variables"] if each["path"] == "trigger.order_id")
    assert (one["type"], one["value"], one["isShortened"]) == ("number", str(2**53 + 1), True)
    whole = to_plain(whole_value(state, CASE, "trigger.order_id"))
    assert (whole["isJson"], whole["text"]) == (True, str(2**53 + 1))
