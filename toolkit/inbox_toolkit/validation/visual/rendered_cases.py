"""Every case of a visual message as its visual template draws it."""

from collections.abc import Iterator
from dataclasses import dataclass

from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.validation.rule import Subject
from inbox_toolkit.validation.visual.renderer_model import Drawn, draw
from inbox_toolkit.validation.visual.templates import Registry, is_visual, registry_of


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is drawn of one payload: ``outcome`` is the first case with it, ``cases`` are all."""

    outcome: Outcome
    nodes: tuple[Drawn, ...]
    cases: tuple[str, ...]


def drawn_by(subject: Subject) -> Registry | None:
    """Return the registry whose template draws a message; None where none of it can."""
    registry = registry_of(subject.project) if is_visual(subject.template) else None
    said = subject.template.envelope.type
    return registry if registry is not None and said in registry.roots else None


def sketches(subject: Subject) -> Iterator[Sketch]:
    """Yield what is drawn of each payload; equal payloads are drawn once."""
    registry = drawn_by(subject)
    if registry is None:
        return
    cases: dict[str, list[str]] = {}
    firsts: list[Outcome] = []
    for outcome in subject.outcomes:
        if outcome.payload is None:
            continue
        if outcome.text not in cases:
            firsts.append(outcome)
        cases.setdefault(outcome.text, []).append(outcome.case.label)
    for first in firsts:
        nodes = tuple(draw(registry, subject.template.envelope.type, first.payload or {}))
        yield Sketch(first, nodes, tuple(cases[first.text]))
