"""A case is slow where it is slow twice; one that was held up once is not."""

from dataclasses import replace
from pathlib import Path

import pytest
from inbox_toolkit.preview import project_state
from inbox_toolkit.preview.project_state import (
    MAX_RETIMED,
    ProjectState,
    retime_slow_cases,
    slow_milliseconds,
)
from inbox_toolkit.validation.runner import TemplateResult

from tests.support.preview_server import small_project, template, write


@pytest.fixture
def state(tmp_path: Path) -> ProjectState:
    state = ProjectState(small_project(tmp_path))
    state.validate_pending()
    return state


def held_up(judgement: TemplateResult, times: int) -> TemplateResult:
    outcomes = tuple(
        replace(one, milliseconds=9000.4 if number < times else 0.1)
        for number, one in enumerate(judgement.outcomes)
    )
    return replace(judgement, outcomes=outcomes)


def slow(judgement: TemplateResult) -> list[int]:
    return [slow_milliseconds(one) for one in judgement.outcomes]


def test_a_case_that_was_held_up_is_not_slow(state: ProjectState) -> None:
    judgement = held_up(state.results["order_shipped"], MAX_RETIMED)
    assert slow(judgement) == [9000, 9000, 9000, 0]
    again = retime_slow_cases(judgement, state.workspace.environment)
    assert max(one.milliseconds for one in again.outcomes) < 9000
    assert again.diagnostics == judgement.diagnostics


def test_many_slow_cases_are_no_accident(state: ProjectState) -> None:
    judgement = held_up(state.results["order_shipped"], MAX_RETIMED + 1)
    assert retime_slow_cases(judgement, state.workspace.environment) is judgement


def test_what_is_slow_stays_slow(state: ProjectState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_state, "SLOW_MILLISECONDS", 5.0)
    text = "{% for n in (1..40000) %}{% assign a = n | times: customer.id %}{% endfor %}"
    path = write(
        state.workspace.root / "templates/welcome.json", template(f'{{"title": "{text}"}}')
    )
    state.reload([path], allow_retry=False)
    state.validate("welcome")
    assert any(slow(state.results["welcome"]))


def test_nothing_is_timed_again_where_nothing_is_slow(state: ProjectState) -> None:
    judgement = held_up(state.results["welcome"], 0)
    assert retime_slow_cases(judgement, state.workspace.environment) is judgement
