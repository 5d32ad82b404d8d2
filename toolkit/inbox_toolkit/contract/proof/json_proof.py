"""Proves that a template prints one JSON object on every way through it, or shows where not.

All ways are followed at once: branches fork them, ways that stand alike are one again, and a loop
is followed until another round changes nothing, so that the proof holds for every count of items.
What a placeholder prints is taken as anything of its kind. A proof is exact about what it
proves; a gap may be one that no data can reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.contract.proof.automaton import finish
from inbox_toolkit.contract.proof.following import MOST_WAYS, Gap, TooMany, Walk
from inbox_toolkit.contract.proof.prints import Printer
from inbox_toolkit.contract.proof.ways import Way
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span


@dataclass(frozen=True, slots=True)
class Proof:
    """What could be shown; ``is_closed``: every way prints a JSON object, whatever the data."""

    gaps: tuple[Gap, ...]
    ways: int

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing is left open."""
        return not self.gaps


def prove_json(template: Template, schemas: Mapping[str, Mapping[str, Any]]) -> Proof:
    """Follow a template that parses, under the contracts of ``trigger`` and ``customer``.

    ``schemas`` may be of neither: then each value is taken as anything.
    """
    body = template.body
    if body is None:
        return Proof((Gap(Span(0, 0), "there are no properties", ()),), 0)
    walk = Walk(body.text, template.parsed.nodes, Printer(schemas, template.version != "latest"))
    end = Span(body.span.end - 1, body.span.end)
    try:
        ways = walk.body(template.parsed.nodes, {Way(): ()})
    except TooMany:
        return Proof((Gap(end, "there are too many ways through it to follow", ()),), MOST_WAYS)
    for way, trail in (*ways.items(), *walk.ended.items()):
        walk.attempt(end, trail, lambda way=way: finish(way.reading))  # type: ignore[misc]
    return Proof(tuple(walk.gaps.values()), len(ways))
