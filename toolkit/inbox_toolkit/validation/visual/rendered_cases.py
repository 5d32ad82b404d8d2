"""Every case of a visual message as its visual template draws it."""

from collections.abc import Iterator
from dataclasses import dataclass

from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.validation.rule import RuleContext
from inbox_toolkit.validation.visual.renderer_model import BoundNode, bound_nodes
from inbox_toolkit.validation.visual.templates import Registry, is_visual, registry_of


@dataclass(frozen=True, slots=True)
class VisualRendering:
    """What is drawn of one payload: ``outcome`` is the first case with it, ``cases`` are all."""

    outcome: Outcome
    nodes: tuple[BoundNode, ...]
    cases: tuple[str, ...]


def registry_for(context: RuleContext) -> Registry | None:
    """Return the registry whose template draws a message; None where none of it can."""
    registry = registry_of(context.project) if is_visual(context.template) else None
    said = context.template.envelope.type
    return registry if registry is not None and said in registry.roots else None


def visual_renderings(context: RuleContext) -> Iterator[VisualRendering]:
    """Yield what is drawn of each payload; equal payloads are drawn once."""
    registry = registry_for(context)
    if registry is None:
        return
    cases: dict[str, list[str]] = {}
    firsts: list[Outcome] = []
    for outcome in context.outcomes:
        if outcome.payload is None:
            continue
        if outcome.text not in cases:
            firsts.append(outcome)
        cases.setdefault(outcome.text, []).append(outcome.case.label)
    for first in firsts:
        nodes = tuple(bound_nodes(registry, context.template.envelope.type, first.payload or {}))
        yield VisualRendering(first, nodes, tuple(cases[first.text]))
