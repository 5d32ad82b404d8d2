"""Every case of one template: its verdict, and the payload that the small card is drawn from."""

import json
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.preview.project_state import ProjectState, slow_milliseconds
from inbox_toolkit.preview.views.overview import diagnostics, worst
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.rendering.outcome import Outcome

Groups = dict[tuple[str, str], int]
"""The number of what is shown and its verdict."""


def matrix_view(state: ProjectState, wanted: Selection, *, timed: bool = False) -> dict[str, Any]:
    """Return the cells in the order of profiles; those that look alike carry the same number.

    ``slow`` is how many milliseconds a case took, 0 where that is nothing to speak of; always 0
    where it is not ``timed``, as in pages that are compared with those of another run.
    """
    label = wanted.template_on(state).label
    result = state.results.get(label)
    outcomes = result.outcomes if result else ()
    found = diagnostics(state, label)
    groups: Groups = {}
    return {
        "template": wanted.template,
        "language": wanted.language,
        "cells": [
            _cell(one, found, groups) | {"slow": slow_milliseconds(one) if timed else 0}
            for one in outcomes
        ],
    }


def matrices_view(state: ProjectState) -> dict[str, Any]:
    """Return the matrix of every template, each with its translations behind it."""
    family = [one for name in state.names for one in state.workspace.family(name)]
    wanted = [Selection(one.name, language=one.language or "") for one in family]
    return {"matrices": [matrix_view(state, one, timed=True) for one in wanted]}


def _cell(outcome: Outcome, found: tuple[Diagnostic, ...], groups: Groups) -> dict[str, Any]:
    case = outcome.case
    failure = _failure(outcome)
    shown = failure if outcome.payload is None else json.dumps(outcome.payload, sort_keys=True)
    verdict = _verdict(outcome, found)
    return {
        "profile": case.profile.name,
        "data": case.data.name if case.data else "",
        "verdict": verdict,
        "failure": failure,
        "outcome": groups.setdefault((shown, verdict), len(groups)),
        "properties": None if outcome.payload is None else dict(outcome.payload),
    }


def _verdict(outcome: Outcome, found: tuple[Diagnostic, ...]) -> str:
    if outcome.payload is None:
        return Severity.ERROR.value
    label = outcome.case.label
    return worst(one for one in found if label in one.cases)


def _failure(outcome: Outcome) -> str:
    if outcome.rendered.failures:
        return outcome.rendered.failures[0].message
    return outcome.payload_error.message if outcome.payload_error else ""
