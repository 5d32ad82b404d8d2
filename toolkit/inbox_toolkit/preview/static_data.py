"""What a written page holds of its template: every case, the matrix, and what each case was."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.revision import template_at_revision
from inbox_toolkit.preview.views.case import case_view
from inbox_toolkit.preview.views.diff import text_of
from inbox_toolkit.preview.views.matrix import matrix_view
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.template.template import Template

NOTHING = "There is no message to compare: it does not render."


def template_data(state: ProjectState, name: str, revision: str, *, alone: bool) -> dict[str, Any]:
    """Return a template's cases, matrix and texts by language, which must have been validated.

    ``now`` and ``then`` are what each case delivers, and delivered at a git revision, as text; why
    there is no such text is a text as well, under ``problem``. ``alone`` leaves out the messages of
    other templates in the inbox.
    """
    change: dict[str, Any] = {"neighbours": []} if alone else {}
    family = state.workspace.family(name)
    languages = [one.language or "" for one in family]
    return {
        "template": name,
        "cases": {
            "\n".join((one.profile, one.data, one.language)): case_view(state, one) | change
            for one in _selections(state, name, languages)
        },
        "matrix": {each: matrix_view(state, Selection(name, language=each)) for each in languages},
        "now": {key: text for one in family for key, text in _texts(_outcomes(state, one))},
        "then": {key: text for one in family for key, text in _texts_before(state, one, revision)},
    }


def changed_cases(state: ProjectState, template: Template, revision: str) -> frozenset[str]:
    """Return the keys of the cases that deliver something else than at a git revision."""
    now = dict(_texts(_outcomes(state, template)))
    then = dict(_texts_before(state, template, revision))
    both = (key for key in now if "text" in now[key] and "text" in then[key])
    return frozenset(key for key in both if then[key] != now[key])


def key_of(outcome: Outcome) -> str:
    """Return what a case is found by in a written page."""
    case = outcome.case
    data = case.data.name if case.data else ""
    return "\n".join((case.profile.name, data, case.template.language or ""))


def _outcomes(state: ProjectState, template: Template) -> tuple[Outcome, ...]:
    result = state.results.get(template.label)
    return result.outcomes if result else ()


def _texts_before(
    state: ProjectState, template: Template, revision: str
) -> Iterator[tuple[str, Mapping[str, str]]]:
    outcomes = _outcomes(state, template)
    try:
        old = template_at_revision(state, template, revision) if outcomes else template
    except UsageError as error:
        yield from ((key_of(one), {"problem": error.message}) for one in outcomes)
        return
    if old.source.text == template.source.text and not template.language:
        yield from _texts(outcomes)
        return
    cases = (replace(one.case, template=old) for one in outcomes)
    yield from _texts(tuple(render_case(case, state.workspace.environment) for case in cases))


def _texts(outcomes: tuple[Outcome, ...]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for one in outcomes:
        text = None if one.payload is None else text_of(one.payload)
        yield key_of(one), {"problem": NOTHING} if text is None else {"text": text}


def _selections(state: ProjectState, name: str, languages: list[str]) -> Iterator[Selection]:
    fixtures = state.workspace.project.fixtures
    data = [one.name for one in fixtures.message_data.get(name, ())] or [""]
    profiles = [one.name for one in fixtures.profiles] or [""]
    for language in languages:
        for profile in profiles:
            for each in data:
                yield Selection(name, profile, each, language)
