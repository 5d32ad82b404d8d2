"""Every case, its verdict, and which of them are the same."""

from dataclasses import replace
from typing import Any

from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.matrix import matrices_view, matrix_view
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.wire import MatrixQuery
from inbox_toolkit.web.wire import to_plain

from tests.support.preview_server import ORDER, template, write


def saved(state: ProjectState, name: str, content: object) -> None:
    state.reload([write(state.workspace.root / name, content)], allow_retry=False)
    state.validate_pending()


def cells_of(state: ProjectState, name: str) -> list[dict[str, Any]]:
    """Return the cells, each with its outcome's members."""
    matrix = to_plain(matrix_view(state, Selection(name)))
    return [{**matrix["outcomes"][one["outcome"]], **one} for one in matrix["cells"]]


def test_every_case_is_a_cell(state: ProjectState) -> None:
    cells = cells_of(state, "order_shipped")
    assert [(one["profile"], one["data"], one["verdict"]) for one in cells] == [
        ("ada", "resend", "clean"),
        ("ada", "standard", "clean"),
        ("grace", "resend", "clean"),
        ("grace", "standard", "clean"),
    ]
    assert [one["outcome"] for one in cells] == [0, 1, 2, 3]


def test_equal_outcomes_carry_one_number(state: ProjectState) -> None:
    saved(state, "fixtures/profiles/grace.json", {"first_name": "Ada"})
    cells = cells_of(state, "order_shipped")
    assert [one["outcome"] for one in cells] == [0, 1, 0, 1]


def test_a_failing_case_says_why(state: ProjectState) -> None:
    saved(state, "fixtures/message_data/order_shipped/resend.json", {"url": "u"})
    first = cells_of(state, "order_shipped")[0]
    assert first["verdict"] == "error"
    assert first["failure"] == "undefined variable: trigger.order_id"
    assert first["properties"] is None


def test_a_delivered_case_can_have_a_finding(state: ProjectState) -> None:
    saved(state, "fixtures/message_data/order_shipped/resend.json", {"order_id": "", "url": "u"})
    first = cells_of(state, "order_shipped")[0]
    assert first["verdict"] == "error"
    assert first["properties"]["body"] == "Order "


def test_a_case_that_is_not_json_says_why(state: ProjectState) -> None:
    saved(state, "fixtures/profiles/ada.json", {"first_name": '"'})
    assert cells_of(state, "order_shipped")[0]["failure"]


def test_a_template_that_does_not_render_has_no_cells(state: ProjectState) -> None:
    saved(state, "templates/order_shipped.json", ORDER[:30])
    assert cells_of(state, "order_shipped") == []


def test_the_slow_case_is_marked_and_no_other(state: ProjectState) -> None:
    judged = state.results["order_shipped"]
    took = [0.4, 312.4, 50.0, 0.4]
    outcomes = tuple(
        replace(outcome, milliseconds=each)
        for outcome, each in zip(judged.outcomes, took, strict=True)
    )
    state.results["order_shipped"] = replace(judged, outcomes=outcomes)
    timed = matrix_view(state, Selection("order_shipped"), timed=True)
    assert [one["slow"] for one in to_plain(timed)["cells"]] == [0, 312, 0, 0]
    written = matrix_view(state, Selection("order_shipped"))
    assert [one["slow"] for one in to_plain(written)["cells"]] == [0, 0, 0, 0]


def test_the_same_message_with_another_verdict_is_another_group(state: ProjectState) -> None:
    title = "W{% if customer.vip %}{{ customer.first_name }}{% endif %}"
    saved(state, "templates/welcome.json", template(f'{{"title": "{title}"}}'))
    saved(state, "fixtures/profiles/ada.json", {"first_name": "", "vip": True})
    ada, grace = cells_of(state, "welcome")
    assert ada["properties"] == grace["properties"]
    assert (ada["verdict"], grace["verdict"]) == ("error", "clean")
    assert ada["outcome"] != grace["outcome"]


def test_every_template_is_there_with_its_translations_behind_it(state: ProjectState) -> None:
    found = to_plain(matrices_view(state, MatrixQuery(every=True)))["matrices"]
    assert [(one["template"], one["language"], len(one["cells"])) for one in found] == [
        ("order_shipped", "", 4),
        ("welcome", "", 2),
        ("welcome", "fr", 2),
    ]
