"""A case beside what it was or what another is: both sides as text, for the page to compare."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.revision import template_at_revision
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.workspace.workspace import is_broken


def diff_view(state: ProjectState, wanted: Selection, against: str) -> dict[str, str]:
    """Return both sides as JSON text; ``problem`` says why there is nothing to compare with.

    ``against`` is ``saved``, ``commit`` or another case of the template as ``profile/data``.
    """
    now = payload_of(state, wanted)
    try:
        then = _other(state, wanted, against)
    except UsageError as error:
        return {"problem": f"{error.message} {error.help or ''}".rstrip()}
    if now is None or then is None:
        side = "This case" if now is None else "The other side"
        return {"problem": f"{side} renders no message."}
    return {"problem": "", "then": text_of(then), "now": text_of(now)}


def payload_of(state: ProjectState, wanted: Selection) -> Mapping[str, Any] | None:
    """Return what a case delivers now; None where it fails."""
    if is_broken(wanted.template_on(state)):
        return None
    return render_case(wanted.case_on(state), state.workspace.environment).payload


def text_of(payload: Mapping[str, Any]) -> str:
    """Return a payload laid out as JSON, a line for each of its values."""
    return json.dumps(payload, indent=2, ensure_ascii=False)


def _other(state: ProjectState, wanted: Selection, against: str) -> Mapping[str, Any] | None:
    if against == "saved":
        before = state.previous.get(wanted.key)
        if before is None:
            raise UsageError(
                "Nothing has changed this case since the preview started.",
                help="Save a change, or compare with what is committed.",
            )
        return before
    if against == "commit":
        old = template_at_revision(state, wanted.template_on(state))
        return render_case(
            replace(wanted.case_on(state), template=old), state.workspace.environment
        ).payload
    return payload_of(state, wanted.at(against))
