"""Which pictures there are of a project: each case in each view that has something to show."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.revision import LAST_COMMIT
from inbox_toolkit.preview.static_data import changed_cases, key_of
from inbox_toolkit.preview.static_site import page_names
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.template import Template
from inbox_toolkit.web.message_frames import RENDERER, frames_view, is_ready
from inbox_toolkit.web.static import load_assets
from inbox_toolkit.web.wire import FramesView

VIEWS = ("inbox", "visual", "component", "json", "changes", "cases")
STABLE_VIEWS = tuple(view for view in VIEWS if view != "changes")
"""Views that look the same until a message changes: a difference is gone with the next commit."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to take: its name below the folder, the page's file, what to choose there."""

    name: str
    file: str
    query: str
    view: str


def shots_of(
    state: ProjectState, views: tuple[str, ...] = VIEWS, *, revision: str = LAST_COMMIT
) -> Iterator[Shot]:
    """Yield the pictures of a validated project; a file's name ends in its view: ``CASE.VIEW.png``.

    A case that delivers nothing is shown in the inbox alone, where its failure stands; the
    difference is one since a git revision.
    """
    drawing = frames_view(state.workspace.config, renderer=RENDERER in load_assets())
    drawn = _visual_types(drawing) if "visual" in views else set()
    component = {"component"} if is_ready(drawing, "component") else set()
    for name, file in page_names(state).items():
        for template in state.workspace.family(name):
            outcomes = state.results[template.label].outcomes
            changed = (
                changed_cases(state, template, revision) if "changes" in views else frozenset()
            )
            for outcome in outcomes:
                shown = {"inbox"} | (
                    _delivered(template, drawn) | component if outcome.is_deliverable else set()
                )
                shown |= {"changes"} if key_of(outcome) in changed else set()
                yield from (_of_case(outcome, file, view) for view in views if view in shown)
            if outcomes and "cases" in views:
                yield _of_all_cases(template, file)


def _visual_types(drawing: FramesView) -> set[str]:
    """Return the types of message that the project has a visual template for."""
    templates = drawing.visual.templates if drawing.visual else {}
    return set(templates) if isinstance(templates, dict) else set()


def view_of(name: str) -> str:
    """Return the view that a picture's name tells."""
    return name.removesuffix(".png").rpartition("/")[2].rpartition(".")[2]


def _delivered(template: Template, drawn: set[str]) -> set[str]:
    return {"json"} | ({"visual"} if template.envelope.type in drawn else set())


def _of_case(outcome: Outcome, file: str, view: str) -> Shot:
    case = outcome.case
    language = case.template.language or ""
    names = {"p": case.profile.name, "d": case.data.name if case.data else "", "l": language}
    shown = {"view": "inbox", "side": "json"} if view == "json" else {"view": view}
    query = urlencode({**names, **shown})
    name = f"{_folder(file, language)}{case.profile.name}--{case.data_name}.{view}.png"
    return Shot(name, file, query, view)


def _of_all_cases(template: Template, file: str) -> Shot:
    language = template.language or ""
    query = urlencode({"view": "cases", "l": language})
    return Shot(f"{_folder(file, language)}cases.png", file, query, "cases")


def _folder(file: str, language: str) -> str:
    return f"{file.removesuffix('.html')}/{language + '/' if language else ''}"
