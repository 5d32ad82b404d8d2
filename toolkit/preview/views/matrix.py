"""Every case of one template: its verdict, and the payload that the small card is drawn from."""

import json
from typing import Any

from toolkit.diagnostics.diagnostic import Diagnostic, Severity
from toolkit.preview.board import Board
from toolkit.preview.views.finding import worst
from toolkit.preview.views.overview import diagnostics
from toolkit.preview.views.selection import Selection
from toolkit.rendering.outcome import Outcome

SLOW_MILLISECONDS = 50.0  # of a single case; an ordinary one takes well under one


def matrix_view(board: Board, wanted: Selection) -> dict[str, Any]:
    """Return the cells in the order of profiles; identical outcomes carry the same number."""
    label = wanted.template_on(board).label
    judged = board.judged.get(label)
    outcomes = judged.judgement.outcomes if judged else ()
    found = diagnostics(board, label)
    groups: dict[str, int] = {}
    each = judged.milliseconds / len(outcomes) if judged and outcomes else 0.0
    cells = [_cell(one, found, groups) for one in outcomes]
    return {
        "template": wanted.template,
        "language": wanted.language,
        "slow": each > SLOW_MILLISECONDS,
        "cells": cells,
    }


def _cell(
    outcome: Outcome, found: tuple[Diagnostic, ...], groups: dict[str, int]
) -> dict[str, Any]:
    case = outcome.case
    failure = _failure(outcome)
    shown = failure if outcome.payload is None else json.dumps(outcome.payload, sort_keys=True)
    return {
        "profile": case.profile.name,
        "data": case.data.name if case.data else "",
        "verdict": _verdict(outcome, found),
        "failure": failure,
        "outcome": groups.setdefault(shown, len(groups)),
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
    return outcome.trouble.message if outcome.trouble else ""
