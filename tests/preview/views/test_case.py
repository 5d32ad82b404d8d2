"""The case on screen, clean, failing and broken."""

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import Board
from inbox_toolkit.preview.views.case import case_view
from inbox_toolkit.preview.views.selection import Selection

from tests.support.previewing import ORDER, write

CASE = Selection("order_shipped", "ada", "standard")
TEMPLATE = "templates/order_shipped.json"


def saved(board: Board, name: str, content: object) -> None:
    board.follow([write(board.root / name, content)], patient=False)
    board.judge_all()


def test_a_clean_case_has_everything(board: Board) -> None:
    view = case_view(board, CASE)
    assert view["message"]["properties"]["body"] == "Order ORD-5678"
    assert view["source"] == ORDER
    assert (view["stale"], view["failure"]) == (False, None)
    assert [read["path"] for read in view["reads"]] == [
        "customer.first_name",
        "trigger.order_id",
        "trigger.url",
    ]
    assert [each["template"] for each in view["neighbours"]] == ["welcome"]


def test_a_failing_case_points_at_the_source(board: Board) -> None:
    saved(board, "fixtures/message_data/order_shipped/standard.json", {"url": "u"})
    view = case_view(board, CASE)
    failure = view["failure"]
    assert failure["message"] == "undefined variable: trigger.order_id"
    assert ORDER[failure["start"] : failure["end"]] == "trigger.order_id"
    assert view["stale"] is True
    assert view["message"]["properties"]["body"] == "Order ORD-5678"


def test_a_render_that_is_not_json_points_at_what_printed_it(board: Board) -> None:
    saved(board, "fixtures/profiles/ada.json", {"first_name": 'A "quoted" name'})
    failure = case_view(board, CASE)["failure"]
    assert "customer.first_name" in ORDER[failure["start"] : failure["end"]]
    assert failure["line"] == 5


def test_a_broken_template_keeps_its_last_good_message(board: Board) -> None:
    saved(board, TEMPLATE, ORDER.replace("}}", "}", 1))
    view = case_view(board, CASE)
    assert view["stale"] is True
    assert view["failure"]["file"] == TEMPLATE
    assert view["reads"] == []


def test_without_a_profile_there_is_a_sentence(board: Board) -> None:
    for name in ("ada", "grace"):
        (board.root / f"fixtures/profiles/{name}.json").unlink()
    board.follow(
        [board.root / "fixtures/profiles/ada.json", board.root / "inbox.toml"], patient=False
    )
    board.judge_all()
    assert "profile" in case_view(board, Selection("order_shipped"))["failure"]["message"]


def test_an_unknown_profile_is_refused(board: Board) -> None:
    with pytest.raises(UsageError, match="no profile `ad`"):
        case_view(board, Selection("order_shipped", "ad"))
