"""What a written page holds of its template: every case, the matrix, and what each case was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.revision import LAST_COMMIT, template_at_revision
from inbox_toolkit.preview.views.case import case_view
from inbox_toolkit.preview.views.diff import compare_texts, text_of
from inbox_toolkit.preview.views.matrix import matrix_view
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.wire import CaseView, DiffView, MatrixView
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.template.template import Template

NOTHING = "There is no message to compare: it does not render."


@dataclass(frozen=True, slots=True)
class TemplateData:
    """A template's cases and differences by ``key_of``, and its matrices by language."""

    cases: Mapping[str, CaseView]
    matrix: Mapping[str, MatrixView]
    diffs: Mapping[str, DiffView]


def template_data(state: ProjectState, name: str, revision: str, *, alone: bool) -> TemplateData:
    """Return all there is to show of a template, which must have been validated.

    The differences are from what each case delivered at a git revision. ``alone`` leaves out the
    messages of other templates in the inbox.
    """
    family = state.workspace.family(name)
    languages = [one.language or "" for one in family]
    views = (case_view(state, one) for one in _selections(state, name, languages))
    cases = {
        _join(one.profile, one.data, one.language): replace(
            one, neighbors=() if alone else one.neighbors, milliseconds=0.0
        )
        for one in views
    }
    matrix = {each: matrix_view(state, Selection(name, language=each)) for each in languages}
    diffs = {key: each for one in family for key, each in _diffs(state, one, revision)}
    return TemplateData(cases, matrix, diffs)


def _diffs(
    state: ProjectState, template: Template, revision: str
) -> Iterator[tuple[str, DiffView]]:
    against = "commit" if revision == LAST_COMMIT else f"revision:{revision}"
    title = "the last commit" if revision == LAST_COMMIT else revision
    before = dict(_texts_before(state, template, revision))
    for key, now in _texts(_outcomes(state, template)):
        then = before[key]
        problem = now.get("problem", then.get("problem"))
        if problem is None:
            yield key, compare_texts(against, title, then["text"], now["text"])
        else:
            yield key, DiffView(against, title, problem, False, (), None, None)


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
    return _join(case.profile.name, data, case.template.language or "")


def _join(profile: str, data: str, language: str) -> str:
    return "\n".join((profile, data, language))


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
