"""The report for a terminal: the sentence that matters, a bar, why, and the branches."""

import json
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
from inbox_toolkit.audit.summary import OUTCOMES, Cause, Outcome, Summary
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.text.presentable import presentable

MOST_CAUSES = 12
MOST_VALUES = 10
_BAR = 30
"""Columns of the bar of everyone."""

_ASCII = str.maketrans({"…": "...", "·": "-", "×": "x"})
"""Characters of the report itself; ids and names stay as they are."""

_COLORS: dict[Outcome, str] = {"whole": "32", "flawed": "33", "broken": "31", "failed": "31"}


def report(summaries: Sequence[Summary], style: ReportStyle) -> str:
    """Return the report of each message, one after the other."""
    text = "\n\n".join("\n".join(_Block(one, style).lines()) for one in summaries)
    return text if style.unicode else text.translate(_ASCII)


class _Block:
    """The lines of one message."""

    def __init__(self, summary: Summary, style: ReportStyle) -> None:
        self.summary = summary
        self.style = style

    def lines(self) -> Iterator[str]:
        summary, result = self.summary, self.summary.result
        judged = f"{counted(summary.people, result.unit)} at {moment(summary)}"
        yield f"{presentable(summary.title)} × {presentable(result.source)}: {judged}"
        bad = summary.lost > 0
        mark = self._mark("failed" if bad else "flawed" if summary.outcomes["flawed"] else "whole")
        yield f"  {mark} {self._paint('1', headline(summary))}"
        if left := left_out(summary):
            yield f"  {left}"
        if summary.people:
            yield ""
            yield from self._bars()
        if summary.causes:
            yield ""
            yield from self._causes()
        if summary.savings:
            yield ""
            yield from (f"  {saving(one, result.unit)}" for one in summary.savings[:MOST_CAUSES])
        for column, values in summary.by.items():
            yield ""
            yield f"  {presentable(column):<36} {result.unit:>11}  {'not delivered':>22}"
            for one in values[:MOST_VALUES]:
                share = percent(one.lost / one.people) if one.people else ""
                name = _cut(value_name(one), 36)
                yield f"  {name:<36} {one.people:>11,}  {one.lost:>12,} {share:>9}"
            if (more := len(values) - MOST_VALUES) > 0:
                yield f"  … and {more:,} more values"
        if summary.branches and summary.people:
            yield ""
            yield from self._branches()
        yield ""
        yield f"  {effort(summary)} · {result.seconds:.2f} s"

    def _bars(self) -> Iterator[str]:
        for outcome in OUTCOMES:
            number = self.summary.outcomes[outcome]
            if not number and outcome != "whole":
                continue
            share = self.summary.share(number)
            cells = max(round(share * _BAR), 1 if number else 0)
            bar = self._paint(_COLORS[outcome], ("█" if self.style.unicode else "#") * cells)
            name = OUTCOME_NAMES[outcome]
            yield f"  {name:<22} {number:>13,} {percent(share):>9}  {bar}".rstrip()

    def _causes(self) -> Iterator[str]:
        yield f"  {'why':<57} {self.summary.result.unit:>11} {'share':>9}  for example"
        shown = self.summary.causes[:MOST_CAUSES]
        for one in shown:
            mark = self._mark(one.outcome)
            what = _cut(presentable(one.finding.message), 55)
            share = percent(self.summary.share(one.people))
            yield f"  {mark} {what:<55} {one.people:>11,} {share:>9}  {presentable(one.first_id)}"
            yield f"      at {presentable(one.place)}, help: {presentable(one.remedy)}"
            if one.example is not None:
                yield f"      {self._example(one)}"
        if (more := len(self.summary.causes) - len(shown)) > 0:
            yield f"  … and {more:,} more; all of them: --format json"

    def _example(self, cause: Cause) -> str:
        example = {root: data for root, data in (cause.example or {}).items() if data}
        text = json.dumps(example, ensure_ascii=False, default=str)
        return _cut(presentable(text), 120)

    def _branches(self) -> Iterator[str]:
        unit = self.summary.result.unit
        nobody = "nobody" if unit == "people" else "none"
        yield f"  branches, by {unit}"
        for one in self.summary.branches:
            share = percent(self.summary.share(one.people)) if one.people else nobody
            label = _cut(presentable(one.label), 50)
            yield f"  {one.line:>5}  {label:<50} {one.people:>11,} {share:>9}"

    def _mark(self, outcome: Outcome) -> str:
        marks = {"whole": "✓", "flawed": "○", "broken": "✗", "failed": "✗"}
        plain = {"whole": "ok:", "flawed": "o", "broken": "x", "failed": "x"}
        return self._paint(_COLORS[outcome], (marks if self.style.unicode else plain)[outcome])

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.style.colour and text else text


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
