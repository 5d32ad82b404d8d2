"""The overview: a row per template, translations with their base, and the project's own trouble."""

from inbox_toolkit.preview.project_state import Board
from inbox_toolkit.preview.views.overview import (
    Offers,
    diagnostics,
    overview,
    row,
    summary,
    surroundings,
)

from tests.support.previewing import ORDER, write


def saved(board: Board, name: str, content: object) -> None:
    board.follow([write(board.root / name, content)], patient=False)
    board.judge_all()


def test_translations_belong_to_their_base(board: Board) -> None:
    found = overview(board, 3, Offers())
    assert found["epoch"] == 3
    assert [each["name"] for each in found["templates"]] == ["order_shipped", "welcome"]
    assert found["templates"][1]["languages"] == ["fr"]
    assert found["data"] == {"order_shipped": ["resend", "standard"], "welcome": []}
    assert found["profiles"] == ["ada", "grace"]


def test_a_translations_finding_is_its_templates_verdict(board: Board) -> None:
    saved(board, "templates/welcome.fr.json", '{"properties": {"title": "{{ trigger.x }}"}}')
    assert row(board, "welcome")["verdict"] == "error"
    assert [one.rule for one in diagnostics(board, "welcome.fr")] == ["missing-value"]
    assert diagnostics(board, "welcome") == ()


def test_a_template_that_cannot_be_rendered_is_broken(board: Board) -> None:
    saved(board, "templates/order_shipped.json", ORDER[:-4])
    assert row(board, "order_shipped")["verdict"] == "broken"


def test_the_projects_own_trouble_is_listed(board: Board) -> None:
    saved(board, "fixtures/profiles/ada.json", "{")
    saved(board, "inbox.toml", "[oops]\n")
    found = surroundings(board, Offers())
    assert [each["rule"] for each in found["problems"]] == ["configuration", "json-syntax"]
    assert found["problems"][1]["file"] == "fixtures/profiles/ada.json"
    assert summary(board)["errors"] == 2


def test_a_template_without_a_case_waits_and_is_not_clean(board: Board) -> None:
    board.judged.clear()
    assert diagnostics(board, "welcome") == ()
    assert row(board, "welcome")["verdict"] == "waiting"
    for name in ("ada", "grace"):
        (board.root / f"fixtures/profiles/{name}.json").unlink()
    empty = Board(board.root)
    empty.judge_all()
    assert (row(empty, "welcome")["verdict"], summary(empty)["cases"]) == ("waiting", 0)
