"""The report for a pull request, in which no value can become markup."""

import re
from collections.abc import Iterator, Sequence

from inbox_toolkit.audit.reporters.wording import (
    OUTCOME_NAMES,
    counted,
    effort,
    headline,
    left_out,
    moment,
    percent,
    saving,
    value_name,
)
from inbox_toolkit.audit.summary import OUTCOMES, Summary
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.diagnostics.reporters.markdown import code, plain, prose

MOST_ROWS = 50
_BAR = re.compile(r"(?<!\\)\|")


def report(summaries: Sequence[Summary], style: ReportStyle) -> str:  # noqa: ARG001 - one style for every page
    """Return the report as GitHub's markdown."""
    return "\n\n".join("\n".join(_lines(one)) for one in summaries)


def _lines(summary: Summary) -> Iterator[str]:
    result = summary.result
    mark = "✗" if summary.lost else "✓"
    yield f"### {mark} {plain(summary.title)}: {headline(summary)}"
    yield ""
    who = f"{counted(summary.people, result.unit)} of {code(result.source)}"
    yield f"{who} at {moment(summary)}, every one judged."
    if left := left_out(summary):
        yield ""
        yield f"{left.capitalize()}."
    if not summary.people:
        return
    yield ""
    yield f"| outcome | {result.unit} | share |"
    yield "|---|--:|--:|"
    for outcome in OUTCOMES:
        number = summary.outcomes[outcome]
        if number or outcome == "whole":
            share = percent(summary.share(number))
            yield f"| {OUTCOME_NAMES[outcome]} | {number:,} | {plain(share)} |"
    if summary.causes:
        yield from _causes(summary)
    if summary.savings:
        yield ""
        yield from (f"- {prose(saving(one, result.unit))}" for one in summary.savings[:MOST_ROWS])
    for column, values in summary.by.items():
        yield ""
        yield f"| {_cell(code(column))} | {result.unit} | not delivered | share |"
        yield "|---|--:|--:|--:|"
        for one in values[:MOST_ROWS]:
            share = percent(one.lost / one.people) if one.people else ""
            yield f"| {plain(value_name(one))} | {one.people:,} | {one.lost:,} | {plain(share)} |"
    if summary.branches:
        yield from _branches(summary)
    yield ""
    yield f"<sub>{effort(summary)} · {plain(result.engine)}</sub>"


def _causes(summary: Summary) -> Iterator[str]:
    yield ""
    yield f"| why | {summary.result.unit} | share | for example | where | help |"
    yield "|---|--:|--:|---|---|---|"
    for one in summary.causes[:MOST_ROWS]:
        share = plain(percent(summary.share(one.people)))
        counts = f"{one.people:,} | {share} | {_cell(code(one.first_id))}"
        advice = f"{_cell(code(one.place))} | {_cell(prose(one.remedy))}"
        yield f"| {_cell(prose(one.finding.message))} | {counts} | {advice} |"
    if (more := len(summary.causes) - MOST_ROWS) > 0:
        yield f"\n… and {more:,} more causes"


def _branches(summary: Summary) -> Iterator[str]:
    taken = sum(one.people > 0 for one in summary.branches)
    unit = summary.result.unit
    somebody, nobody = ("somebody", "nobody") if unit == "people" else ("some send", "none")
    title = f"{taken} of {len(summary.branches)} branches are taken by {somebody}"
    yield ""
    yield f"<details><summary>{title}</summary>"
    yield ""
    yield f"| line | branch | {unit} | share |"
    yield "|--:|---|--:|--:|"
    for one in summary.branches:
        share = plain(percent(summary.share(one.people))) if one.people else nobody
        yield f"| {one.line} | {_cell(code(one.label))} | {one.people:,} | {share} |"
    yield ""
    yield "</details>"


def _cell(markdown: str) -> str:
    """Return markdown as a table's cell: there a bar ends one, within code as well."""
    return _BAR.sub(r"\|", markdown)
