"""The words and numbers that all formats share."""

from collections.abc import Mapping

from inbox_toolkit.audit.population import Unit
from inbox_toolkit.audit.summary import Outcome, Saving, Summary, ValueCount
from inbox_toolkit.text.presentable import presentable

OUTCOME_NAMES: Mapping[Outcome, str] = {
    "whole": "delivered whole",
    "flawed": "delivered with a flaw",
    "broken": "broken JSON",
    "failed": "failed delivery",
}


def counted(number: int, unit: Unit) -> str:
    """Return a number of people or sends: ``1 person``, ``1,200 people``, ``3 sends``."""
    if number == 1:
        return "1 person" if unit == "people" else "1 send"
    return f"{number:,} {unit}"


def percent(share: float) -> str:
    """Return a share in percent; what is not nothing never looks like nothing, nor like all."""
    if 0 < share < 0.0001:
        return "<0.01 %"
    if 0.9999 < share < 1:
        return ">99.99 %"
    return f"{share * 100:.2f} %"


def headline(summary: Summary) -> str:
    """Return the one sentence that matters."""
    unit = summary.result.unit
    if not summary.people:
        return "there is nobody in it" if unit == "people" else "there is no send in it"
    if summary.lost:
        who = f"{counted(summary.lost, unit)} ({percent(summary.share(summary.lost))})"
        return f"{who} would not {'get this message' if unit == 'people' else 'arrive'}"
    flawed = summary.outcomes["flawed"]
    who = f"{counted(flawed, unit)} ({percent(summary.share(flawed))})"
    if unit == "people":
        return f"everyone gets this message{f'; {who} get it with a flaw' if flawed else ' whole'}"
    return f"every send arrives{f', {who} with a flaw' if flawed else ' whole'}"


def left_out(summary: Summary) -> str:
    """Return which sends are not judged, as a sentence without a period; empty if all are."""
    sends = summary.result.left_out
    if sends is None:
        return ""
    parts = []
    if sends.unknown:
        parts.append(f"{counted(sends.unknown, 'sends')} to nobody among these people")
    if sends.unreadable:
        parts.append(f"{counted(sends.unreadable, 'sends')} without a JSON object as message data")
    return f"not judged: {', '.join(parts)}" if parts else ""


def moment(summary: Summary) -> str:
    """Return the time that templates saw, in UTC."""
    return summary.result.now.strftime("%Y-%m-%dT%H:%M:%SZ")


def saving(one: Saving, unit: Unit) -> str:
    """Return what fallbacks save, as a sentence without a period."""
    names = ", ".join(f"`{presentable(path)}`" for path in one.paths)
    if len(one.paths) == 1:
        return f"a fallback for {names} alone keeps {counted(one.people, unit)} from failing"
    return f"fallbacks for {names} together keep {counted(one.people, unit)} from failing"


def value_name(one: ValueCount) -> str:
    """Return what to call the value of a column."""
    if one.rarer:
        return f"({one.rarer:,} rarer)"
    return "(none)" if one.value is None else presentable(one.value) or "(empty)"


def effort(summary: Summary) -> str:
    """Return how everyone was judged."""
    result = summary.result
    renders = "1 render stands" if result.renders == 1 else f"{result.renders:,} renders stand"
    checked = f"{counted(result.verified, result.unit)} rendered one by one and compared"
    return f"{renders} for {counted(result.people, result.unit)} · {checked}"
