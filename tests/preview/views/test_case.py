"""The case on screen, clean, failing and broken."""

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.case import case_view
from inbox_toolkit.preview.views.selection import Selection

from tests.support.preview_server import ORDER, write

CASE = Selection("order_shipped", "ada", "standard")
TEMPLATE = "templates/order_shipped.json"


def saved(state: ProjectState, name: str, content: object) -> None:
    state.reload([write(state.workspace.root / name, content)], allow_retry=False)
    state.validate_pending()


def test_a_clean_case_has_everything(state: ProjectState) -> None:
    view = case_view(state, CASE)
    assert view["message"]["properties"]["body"] == "Order ORD-5678"
    assert view["source"] == ORDER
    assert (view["stale"], view["failure"]) == (False, None)
    assert [read["path"] for read in view["reads"]] == [
        "customer.first_name",
        "trigger.order_id",
        "trigger.url",
    ]
    assert [each["template"] for each in view["neighbours"]] == ["welcome"]


def test_a_failing_case_points_at_the_source(state: ProjectState) -> None:
    saved(state, "fixtures/message_data/order_shipped/standard.json", {"url": "u"})
    view = case_view(state, CASE)
    failure = view["failure"]
    assert failure["message"] == "undefined variable: trigger.order_id"
    assert ORDER[failure["start"] : failure["end"]] == "trigger.order_id"
    assert view["stale"] is True
    assert view["message"]["properties"]["body"] == "Order ORD-5678"


def test_a_render_that_is_not_json_points_at_what_printed_it(state: ProjectState) -> None:
    saved(state, "fixtures/profiles/ada.json", {"first_name": 'A "quoted" name'})
    failure = case_view(state, CASE)["failure"]
    assert "customer.first_name" in ORDER[failure["start"] : failure["end"]]
    assert failure["line"] == 5


def test_a_broken_template_keeps_its_last_good_message(state: ProjectState) -> None:
    saved(state, TEMPLATE, ORDER.replace("}}", "}", 1))
    view = case_view(state, CASE)
    assert view["stale"] is True
    assert view["failure"]["file"] == TEMPLATE
    assert view["reads"] == []


def test_without_a_profile_there_is_a_sentence(state: ProjectState) -> None:
    for name in ("ada", "grace"):
        (state.workspace.root / f"fixtures/profiles/{name}.json").unlink()
    state.reload(
        [state.workspace.root / "fixtures/profiles/ada.json", state.workspace.root / "inbox.toml"],
        allow_retry=False,
    )
    state.validate_pending()
    assert "profile" in case_view(state, Selection("order_shipped"))["failure"]["message"]


def test_an_unknown_profile_is_refused(state: ProjectState) -> None:
    with pytest.raises(UsageError, match="no profile `ad`"):
        case_view(state, Selection("order_shipped", "ad"))
