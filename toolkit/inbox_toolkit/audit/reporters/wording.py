"""The words and numbers that all formats share."""

from collections.abc import Mapping

from inbox_toolkit.audit.summary import Outcome, Saving, Summary, ValueCount
from inbox_toolkit.text.presentable import presentable

OUTCOME_NAMES: Mapping[Outcome, str] = {
    "whole": "delivered whole",
    "flawed": "delivered with a flaw",
    "broken": "broken JSON",
    "failed": "failed delivery",
}


def people(number: int) -> str:
    """Return a number of people: ``1 person``, ``1,200 people``."""
    return "1 person" if number == 1 else f"{number:,} people"


def percent(share: float) -> str:
    """Return a share in percent; what is not nothing never looks like nothing, nor like all."""
    if 0 < share < 0.0001:
        return "<0.01 %"
    if 0.9999 < share < 1:
        return ">99.99 %"
    return f"{share * 100:.2f} %"


def headline(summary: Summary) -> str:
    """Return the one sentence that matters."""
    if not summary.people:
        return "there is nobody in it"
    if summary.lost:
        share = percent(summary.share(summary.lost))
        return f"{people(summary.lost)} ({share}) would not get this message"
    flawed = summary.outcomes["flawed"]
    if flawed:
        share = percent(summary.share(flawed))
        return f"everyone gets this message; {people(flawed)} ({share}) get it with a flaw"
    return "everyone gets this message whole"


def moment(summary: Summary) -> str:
    """Return the time that templates saw, in UTC."""
    return summary.result.now.strftime("%Y-%m-%dT%H:%M:%SZ")


def saving(one: Saving) -> str:
    """Return what fallbacks save, as a sentence without a period."""
    names = ", ".join(f"`{presentable(path)}`" for path in one.paths)
    if len(one.paths) == 1:
        return f"a fallback for {names} alone keeps {people(one.people)} from failing"
    return f"fallbacks for {names} together keep {people(one.people)} from failing"


def value_name(one: ValueCount) -> str:
    """Return what to call the value of a column."""
    if one.rarer:
        return f"({one.rarer:,} rarer)"
    return "(none)" if one.value is None else presentable(one.value) or "(empty)"


def effort(summary: Summary) -> str:
    """Return how everyone was judged."""
    result = summary.result
    renders = "1 render stands" if result.renders == 1 else f"{result.renders:,} renders stand"
    checked = f"{people(result.verified)} rendered one by one and compared"
    return f"{renders} for {people(result.people)} · {checked}"
