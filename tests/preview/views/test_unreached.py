"""Branches that no case takes are tinted, in the file on screen."""

from inbox_toolkit.preview.project_state import Board
from inbox_toolkit.preview.views.case import unreached_views

from tests.support.previewing import template, write

TEXT = template('{"title": "{% if trigger.order_id %}yes{% else %}no{% endif %}"}')


def test_the_arm_nobody_takes_is_found(board: Board) -> None:
    board.follow([write(board.root / "templates/order_shipped.json", TEXT)], patient=False)
    board.judge_all()
    family = board.family("order_shipped")[0]
    (arm,) = unreached_views(family, board.judged["order_shipped"])
    assert "no" in TEXT[arm["start"] : arm["end"]]
    assert "yes" not in TEXT[arm["start"] : arm["end"]]


def test_without_a_render_nothing_is_said(board: Board) -> None:
    assert unreached_views(board.family("welcome")[0], None) == []
