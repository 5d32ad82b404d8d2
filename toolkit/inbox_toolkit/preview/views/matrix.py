"""Every case of one template: its verdict, and the payload that the small card is drawn from."""

import json

from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.preview.project_state import ProjectState, slow_milliseconds
from inbox_toolkit.preview.views.findings import diagnostics, worst
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.views.variables import shown_value
from inbox_toolkit.preview.wire import (
    MatricesView,
    MatrixCell,
    MatrixOutcome,
    MatrixQuery,
    MatrixView,
    Verdict,
)
from inbox_toolkit.rendering.outcome import Outcome


def matrices_view(state: ProjectState, query: MatrixQuery) -> MatricesView:
    """Return the matrix that a page asks for, or those of every template with its translations."""
    wanted = [Selection(query.template, language=query.language)]
    if query.every:
        family = [one for name in state.names for one in state.workspace.family(name)]
        wanted = [Selection(one.name, language=one.language or "") for one in family]
    return MatricesView(tuple(matrix_view(state, one, timed=True) for one in wanted))


def matrix_view(state: ProjectState, wanted: Selection, *, timed: bool = False) -> MatrixView:
    """Return the cells in the order of profiles; those that look alike share an outcome.

    ``slow`` is how many milliseconds a case took, 0 where that is nothing to speak of; always 0
    where it is not ``timed``, as in pages that are compared with those of another run.
    """
    label = wanted.template_on(state).label
    result = state.results.get(label)
    verdicts = _worst_by_case(diagnostics(state, label))
    groups: dict[tuple[str, Verdict], int] = {}
    outcomes: list[MatrixOutcome] = []
    cells = []
    for one in result.outcomes if result else ():
        found = _outcome(one, verdicts)
        shown = found.failure if one.payload is None else json.dumps(one.payload, sort_keys=True)
        number = groups.setdefault((shown, found.verdict), len(outcomes))
        if number == len(outcomes):
            outcomes.append(found)
        data = one.case.data.name if one.case.data else ""
        slow = slow_milliseconds(one) if timed else 0
        cells.append(MatrixCell(one.case.profile.name, data, number, slow))
    return MatrixView(wanted.template, wanted.language, tuple(outcomes), tuple(cells))


def _worst_by_case(found: tuple[Diagnostic, ...]) -> dict[str, Verdict]:
    """Return the worst severity of each case that something was found in."""
    by_case: dict[str, list[Diagnostic]] = {}
    for one in found:
        for label in one.cases:
            by_case.setdefault(label, []).append(one)
    return {label: worst(each) for label, each in by_case.items()}


def _outcome(outcome: Outcome, verdicts: dict[str, Verdict]) -> MatrixOutcome:
    if outcome.payload is None:
        return MatrixOutcome("error", _failure(outcome), None)
    verdict = verdicts.get(outcome.case.label, "clean")
    return MatrixOutcome(verdict, "", shown_value(outcome.payload))


def _failure(outcome: Outcome) -> str:
    if outcome.rendered.failures:
        return outcome.rendered.failures[0].message
    return outcome.payload_error.message if outcome.payload_error else ""
