"""The case on screen: the message, every variable it read, and the way back to the source."""

from typing import Any

from inbox_toolkit.preview.board import Board
from inbox_toolkit.preview.contents import is_broken
from inbox_toolkit.preview.views.message import message_view, neighbour_views
from inbox_toolkit.preview.views.overview import diagnostics
from inbox_toolkit.preview.views.reads import read_views
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.views.traces import trace_views
from inbox_toolkit.preview.views.unreached import unreached_views
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.template.template import Place, Template


def case_view(board: Board, wanted: Selection) -> dict[str, Any]:
    """Return the case as the page draws it; a broken one keeps its last good message.

    Raises UsageError where there is no such template, profile or message data.
    """
    template = wanted.template_on(board)
    outcome = _outcome(board, wanted, template)
    payload = outcome.payload if outcome else None
    shown = payload if payload is not None else board.good.get(wanted.key)
    return {
        "template": wanted.template,
        "profile": wanted.profile,
        "data": wanted.data,
        "language": wanted.language,
        "file": template.file,
        "source": template.source.text,
        "message": None if shown is None else message_view(board, template, dict(shown)),
        "stale": payload is None and shown is not None,
        "failure": None if payload is not None else _failure(board, template, outcome),
        "reads": read_views(outcome) if outcome else [],
        "traces": trace_views(outcome.case, board.world) if outcome and payload is not None else [],
        "unreached": unreached_views(template, board.judged.get(template.label)),
        "neighbours": list(neighbour_views(board, wanted.template, wanted.profile)),
    }


def _outcome(board: Board, wanted: Selection, template: Template) -> Outcome | None:
    if is_broken(template) or not board.contents.project.fixtures.profiles:
        return None
    return render_case(wanted.case_on(board), board.world)


def _failure(board: Board, template: Template, outcome: Outcome | None) -> dict[str, Any]:
    if outcome is not None:
        for failure in outcome.rendered.failures:
            return _failed(failure.message, "", template.locate(failure.span))
        if outcome.trouble:
            return _failed(outcome.trouble.message, outcome.trouble.help, outcome.trouble.place)
    for found in diagnostics(board, template.label):
        return _failed(found.message, found.help, Place(found.source, found.span))
    return {
        "message": "There is no profile to render with.",
        "help": "Add one, such as fixtures/profiles/ada.json.",
    }


def _failed(message: str, remedy: str, place: Place) -> dict[str, Any]:
    position = place.source.position(place.span.start)
    return {
        "message": message,
        "help": remedy,
        "file": place.source.name,
        "line": position.line,
        "column": position.column,
        "start": place.span.start,
        "end": place.span.end,
    }
