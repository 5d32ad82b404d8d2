"""A case beside what it was or what another is, line by line and word by word."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.revision import LAST_COMMIT, template_at_revision
from inbox_toolkit.preview.views.line_diff import compare_lines
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.wire import DiffView
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.workspace.workspace import is_broken

_SAVED = "the last save"
_COMMIT = "the last commit"


def diff_view(state: ProjectState, wanted: Selection, against: str) -> DiffView:
    """Return both sides as lines of JSON; ``problem`` says why there is nothing to compare with.

    ``against`` is as in ``DiffQuery``; raises UsageError for any other.
    """
    kind, _, name = against.partition(":")
    title = _title(kind, name)
    now = payload_of(state, wanted)
    try:
        then = _other(state, wanted, kind, name)
    except UsageError as error:
        return _problem(against, title, f"{error.message} {error.help or ''}".rstrip())
    if now is None or then is None:
        side = "This case" if now is None else "The other side"
        return _problem(against, title, f"{side} renders no message.")
    return compare_texts(against, title, text_of(then), text_of(now))


def compare_texts(against: str, title: str, before: str, after: str) -> DiffView:
    """Return two texts compared."""
    lines = compare_lines(before, after)
    return DiffView(against, title, "", before == after, lines, before, after)


def _problem(against: str, title: str, problem: str) -> DiffView:
    return DiffView(against, title, problem, False, (), None, None)


def _title(kind: str, name: str) -> str:
    match kind:
        case "saved":
            return _SAVED
        case "commit":
            return _COMMIT
        case "revision" if name:
            return name
        case "case" if name:
            return " × ".join(one for one in name.split("/", 1) if one)
    raise UsageError(
        f"nothing can be compared with {kind!r}", help="use saved, commit, revision: or case:"
    )


def payload_of(state: ProjectState, wanted: Selection) -> Mapping[str, Any] | None:
    """Return what a case delivers now; None where it fails."""
    if is_broken(wanted.template_on(state)):
        return None
    return render_case(wanted.case_on(state), state.workspace.environment).payload


def text_of(payload: Mapping[str, Any]) -> str:
    """Return a payload laid out as JSON, a line for each of its values."""
    return json.dumps(payload, indent=2, ensure_ascii=False)


def _other(
    state: ProjectState, wanted: Selection, kind: str, name: str
) -> Mapping[str, Any] | None:
    if kind == "saved":
        before = state.previous.get(wanted.key)
        if before is None:
            raise UsageError(
                "Nothing has changed this case since the preview started.",
                help="Save a change, or compare with what is committed.",
            )
        return before
    if kind == "case":
        return payload_of(state, wanted.at(name))
    revision = name if kind == "revision" else LAST_COMMIT
    old = template_at_revision(state, wanted.template_on(state), revision)
    case = replace(wanted.case_on(state), template=old)
    return render_case(case, state.workspace.environment).payload
