"""Prove that a template prints one JSON object on every path, or show where it may not.

Exact about what it proves: any data, any number of items. A place that stays open may be one that
no data can reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.prove.json_automaton import finish
from inbox_toolkit.prove.output_types import OutputTypes
from inbox_toolkit.prove.path_state import PathState
from inbox_toolkit.prove.symbolic_execution import (
    MAX_STATES,
    MAX_STEPS,
    PathLimitExceeded,
    SymbolicExecution,
    Unproved,
)
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span


@dataclass(frozen=True, slots=True)
class Proof:
    """What is not proved, and how many states or reads the proof had to follow."""

    unproved: tuple[Unproved, ...]
    states: int

    @property
    def is_closed(self) -> bool:
        """Return True if it is proved: nothing is left open."""
        return not self.unproved

    @property
    def breaks_structure(self) -> bool:
        """Return True if a comma, a bracket or a key may be wrong."""
        return any(one.is_structural for one in self.unproved)


def prove_json(
    template: Template, schemas: Mapping[str, Mapping[str, Any]], *, max_steps: int = MAX_STEPS
) -> Proof:
    """Prove it of a template that parses, under the contracts of ``trigger`` and ``customer``.

    Without a contract, a value is taken as anything.
    """
    body = template.body
    if body is None:
        return Proof((Unproved(Span(0, 0), "there are no properties", ()),), 0)
    types = OutputTypes(schemas, template.version != "latest")
    walk = SymbolicExecution(body.text, template.parsed.nodes, types, max_steps=max_steps)
    end = Span(body.span.end - 1, body.span.end)
    try:
        states = walk.body(template.parsed.nodes, {PathState(): ()})
    except PathLimitExceeded:
        found = Unproved(end, "too large: there are too many paths to follow", ())
        return Proof((found, *walk.unproved.values()), MAX_STATES)
    for state, trace in (*states.items(), *walk.ended.items()):
        walk.attempt(end, trace, lambda state=state: finish(state.reading))  # type: ignore[misc]
    return Proof(tuple(walk.unproved.values()), len(states))
