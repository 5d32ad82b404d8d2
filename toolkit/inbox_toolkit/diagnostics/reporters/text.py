"""Reports for people: what is wrong, the source line with the place marked, what to do."""

import unicodedata
from collections.abc import Iterable, Iterator

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report, Severity
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.text.record import record

MOST_FINDINGS = 100
MOST_CASES = 6
MOST_PLACES = 6

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


@record
class _Pen:
    """Draws lines and colors as far as the output supports them."""

    style: ReportStyle

    def paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.style.colour else text

    @property
    def bar(self) -> str:
        return self.paint("34", "│" if self.style.unicode else "|")

    @property
    def corner(self) -> str:
        return self.paint("34", "┌─" if self.style.unicode else "-->")

    @property
    def dot(self) -> str:
        return " · " if self.style.unicode else " - "

    @property
    def cut(self) -> str:
        return "…" if self.style.unicode else "..."


def report(report: Report, style: ReportStyle) -> str:
    """Return the findings, most severe first, one block per cause, and one line of counts."""
    pen = _Pen(style)
    cases = {one.file: one.cases for one in report.summaries}
    causes = list(_causes(report.diagnostics))
    blocks = ["\n".join(_lines(one, cases.get(one[0].file), pen)) for one in causes[:MOST_FINDINGS]]
    if more := len(causes) - len(blocks):
        blocks.append(f"{pen.cut} and {more} more findings; all of them: --format concise")
    blocks.append(summary(report, style))
    return "\n\n".join(blocks)


def summary(report: Report, style: ReportStyle) -> str:
    """Return the line of counts; if nothing was found, it says what that proves."""
    pen = _Pen(style)
    mark = "" if not report.is_clean else pen.paint("32", "✓ " if style.unicode else "ok: ")
    return mark + pen.dot.join(_counts(report, pen))


def _counts(report: Report, pen: _Pen) -> Iterator[str]:
    if report.templates or not report.since:
        affected = f" affected since {presentable(report.since)}" if report.since else ""
        yield quantity(report.templates, "template") + affected
        yield quantity(report.cases, "case")
    if report.is_clean:
        yield report.claim
    for severity in Severity:
        if number := report.count(severity):
            yield pen.paint(_COLORS[severity], quantity(number, severity.value))
    if report.crashes:
        yield quantity(len({one.rule for one in report.crashes}), "failed rule")
    if report.in_baseline:
        yield f"{report.in_baseline:,} in the baseline"
    if report.templates or not report.since:
        yield f"branches {report.branches.reached} of {report.branches.total}"
    if pen.style.seconds is not None:
        yield f"{pen.style.seconds:.2f} s"
    if report.fixable:
        yield f"{report.fixable:,} fixable with --fix"


def _causes(diagnostics: Iterable[Diagnostic]) -> Iterable[list[Diagnostic]]:
    """Group findings that say the same of several places in a file."""
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for one in diagnostics:
        key = (one.rule, one.file, one.severity, one.message, one.label, one.notes, one.help)
        groups.setdefault((*key, one.cases), []).append(one)
    return groups.values()


def _lines(found: list[Diagnostic], all_cases: int | None, pen: _Pen) -> Iterator[str]:
    one, *others = found
    title = pen.paint(f"1;{_COLORS[one.severity]}", f"{one.severity}[{one.rule}]")
    yield title + pen.paint("1", f": {presentable(one.message)}")
    start = one.start
    gutter = " " * len(str(start.line))
    bullet = f"{gutter} {pen.paint('34', '=')} "
    yield f"{gutter} {pen.corner} {presentable(one.file)}:{start.line}:{start.column}"
    if one.source.text:
        yield from _picture(one, pen, gutter)
    if others:
        yield bullet + f"and at {_places(others, pen)}"
    for note in one.notes:
        yield bullet + presentable(note)
    if one.help:
        yield from _hanging(bullet, f"help: {one.help}", gutter)
    if one.fix:
        how = "inbox validate --fix" if one.fix.safe else "by hand"
        yield bullet + f"fix: {presentable(one.fix.description)} ({how})"
    if one.cases and len(one.cases) != all_cases:
        yield bullet + f"cases: {_cases(one, pen)}"


def _places(found: list[Diagnostic], pen: _Pen) -> str:
    shown = ", ".join(f"{one.start.line}:{one.start.column}" for one in found[:MOST_PLACES])
    more = len(found) - MOST_PLACES
    return f"{shown} {pen.cut} and {more} more" if more > 0 else shown


def _hanging(lead: str, text: str, gutter: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        yield (lead if number == 0 else gutter + "         ") + presentable(line)


def _cases(one: Diagnostic, pen: _Pen) -> str:
    shown = presentable(", ".join(one.cases[:MOST_CASES]))
    more = len(one.cases) - MOST_CASES
    return f"{shown} {pen.cut} and {more} more" if more > 0 else shown


def _picture(one: Diagnostic, pen: _Pen, gutter: str) -> Iterator[str]:
    """The source line, windowed to the width, and the marks under it."""
    start = one.start
    line = one.source.line(start.line)
    first = start.column - 1
    last = min(max(first + 1, first + one.span.end - one.span.start), max(len(line), first + 1))
    room = pen.style.width - len(gutter) - 3 - 2 * len(pen.cut)
    left, right = _window(len(line), first, last, room)
    lead = pen.cut if left else ""
    tail = pen.cut if right < len(line) else ""
    code = lead + presentable(line[left:right]) + tail
    offset = len(lead) + _columns(line[left:first])
    marks = "^" * max(1, _columns(line[first : min(last, right)]))
    colour = _COLORS[one.severity]
    yield f"{gutter} {pen.bar}"
    yield f"{pen.paint('34', str(start.line))} {pen.bar} {code}"
    underline = pen.paint(colour, f"{marks} {presentable(one.label)}".rstrip())
    yield f"{gutter} {pen.bar} {' ' * offset}{underline}"
    yield f"{gutter} {pen.bar}"


def _window(length: int, first: int, last: int, room: int) -> tuple[int, int]:
    """Return the part of a line to show: all of it, or what surrounds the marked part."""
    room = max(room, 20)
    if length <= room:
        return 0, length
    left = max(0, min(first - room // 3, length - room))
    return left, min(length, max(left + room, min(last, left + room)))


def _columns(text: str) -> int:
    """Return how many terminal columns a text takes."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    none = sum(unicodedata.combining(c) != 0 or c in "\u200d\ufe0f" for c in text)
    return len(text) + wide - none
