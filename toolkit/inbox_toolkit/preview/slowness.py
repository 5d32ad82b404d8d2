"""Which cases are slow, looked at twice: a machine has other things to do as well."""

from dataclasses import replace

from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.rendering.world import World
from inbox_toolkit.validation.runner import Judgement

SLOW_MILLISECONDS = 50.0  # of a single case; an ordinary one takes well under one
ACCIDENTS = 3  # so many cases of a template may have been held up; more are slow


def slow_milliseconds(outcome: Outcome) -> int:
    """Return how long a slow case took, 0 for any other."""
    slow = outcome.milliseconds > SLOW_MILLISECONDS
    return round(outcome.milliseconds) if slow else 0


def confirmed(judgement: Judgement, world: World) -> Judgement:
    """Return the judgement with its slow cases timed once more, the lesser time counting."""
    slow = [one for one in judgement.outcomes if slow_milliseconds(one)]
    if not slow or len(slow) > ACCIDENTS:
        return judgement
    again = {id(one): _lesser(one, world) for one in slow}
    outcomes = tuple(again.get(id(one), one) for one in judgement.outcomes)
    return replace(judgement, outcomes=outcomes)


def _lesser(outcome: Outcome, world: World) -> Outcome:
    milliseconds = render_case(outcome.case, world).milliseconds
    return replace(outcome, milliseconds=min(milliseconds, outcome.milliseconds))
