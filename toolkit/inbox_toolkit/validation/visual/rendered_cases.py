"""Every case of a visual message as its visual template draws it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.visual.renderer_model import BoundNode, bound_nodes
from inbox_toolkit.validation.visual.templates import Registry, is_visual, registry_of


@dataclass(frozen=True, slots=True)
class VisualRendering:
    """What is drawn for one payload: ``outcome`` is the first case with it, ``cases`` are all."""

    outcome: Outcome
    nodes: tuple[BoundNode, ...]
    cases: tuple[str, ...]


def registry_for(template: Template, project: Project) -> Registry | None:
    """Return the registry whose visual template draws a message; None if there is none."""
    registry = registry_of(project) if is_visual(template) else None
    name = template.envelope.type
    return registry if registry is not None and name in registry.roots else None


def visual_renderings(
    template: Template, project: Project, outcomes: Iterable[Outcome]
) -> Iterator[VisualRendering]:
    """Yield what is drawn for each payload; equal payloads are drawn once."""
    registry = registry_for(template, project)
    if registry is None:
        return
    cases: dict[str, list[str]] = {}
    firsts: list[Outcome] = []
    for outcome in outcomes:
        if outcome.payload is None:
            continue
        if outcome.text not in cases:
            firsts.append(outcome)
        cases.setdefault(outcome.text, []).append(outcome.case.label)
    for first in firsts:
        nodes = tuple(bound_nodes(registry, template.envelope.type, first.payload or {}))
        yield VisualRendering(first, nodes, tuple(cases[first.text]))
