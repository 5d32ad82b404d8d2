"""Branches that no case takes, as spans of the file on screen."""

from typing import Any

from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.runner import Judgement


def unreached_views(template: Template, judged: Judgement | None) -> list[dict[str, Any]]:
    """Return each arm that no outcome reached; none where nothing was rendered."""
    if judged is None or not judged.outcomes:
        return []
    outcomes = judged.outcomes
    reached = frozenset[int]().union(*(one.rendered.arms for one in outcomes))
    arms = outcomes[0].case.template.program.arms
    places = [template.locate(arm.span) for at, arm in enumerate(arms) if at not in reached]
    return [
        {"start": place.span.start, "end": place.span.end}
        for place in places
        if place.source.name == template.file
    ]
