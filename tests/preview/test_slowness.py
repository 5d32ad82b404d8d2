"""A case is slow where it is slow twice; one that was held up once is not."""

from dataclasses import replace
from pathlib import Path

import pytest
from inbox_toolkit.preview.project_state import ACCIDENTS, Board, confirmed, slow_milliseconds
from inbox_toolkit.validation.runner import Judgement

from tests.support.previewing import small_project, template, write


@pytest.fixture
def board(tmp_path: Path) -> Board:
    board = Board(small_project(tmp_path))
    board.judge_all()
    return board


def held_up(judgement: Judgement, times: int) -> Judgement:
    outcomes = tuple(
        replace(one, milliseconds=9000.4 if number < times else 0.1)
        for number, one in enumerate(judgement.outcomes)
    )
    return replace(judgement, outcomes=outcomes)


def slow(judgement: Judgement) -> list[int]:
    return [slow_milliseconds(one) for one in judgement.outcomes]


def test_a_case_that_was_held_up_is_not_slow(board: Board) -> None:
    judgement = held_up(board.judged["order_shipped"], ACCIDENTS)
    assert slow(judgement) == [9000, 9000, 9000, 0]
    again = confirmed(judgement, board.world)
    assert max(one.milliseconds for one in again.outcomes) < 9000
    assert again.diagnostics == judgement.diagnostics


def test_many_slow_cases_are_no_accident(board: Board) -> None:
    judgement = held_up(board.judged["order_shipped"], ACCIDENTS + 1)
    assert confirmed(judgement, board.world) is judgement


def test_what_is_slow_stays_slow(board: Board) -> None:
    text = "{% for n in (1..400000) %}{% assign a = n | times: customer.id %}{% endfor %}"
    path = write(board.root / "templates/welcome.json", template(f'{{"title": "{text}"}}'))
    board.follow([path], patient=False)
    board.judge("welcome")
    assert any(slow(board.judged["welcome"]))


def test_nothing_is_timed_again_where_nothing_is_slow(board: Board) -> None:
    judgement = held_up(board.judged["welcome"], 0)
    assert confirmed(judgement, board.world) is judgement
