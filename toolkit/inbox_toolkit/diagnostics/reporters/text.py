"""Reports for people: what is wrong, the source line with the place marked, what to do."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report, Severity
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.text.quantity import quantity

MOST_FINDINGS = 100
MOST_CASES = 6

_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


@dataclass(frozen=True, slots=True)
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
    """Return the findings, most severe first, and one line of counts."""
    pen = _Pen(style)
    shown = report.diagnostics[:MOST_FINDINGS]
    blocks = ["\n".join(_lines(one, pen)) for one in shown]
    if more := len(report.diagnostics) - len(shown):
        blocks.append(f"{pen.cut} and {more} more findings; all of them: --format json")
    blocks.append(summary(report, style))
    return "\n\n".join(blocks)


def summary(report: Report, style: ReportStyle) -> str:
    """Return the line of counts; if nothing was found, it says what that proves."""
    pen = _Pen(style)
    branches = f"branches {report.branches.reached} of {report.branches.total}"
    counts = [quantity(report.templates, "template"), quantity(report.cases, "case")]
    if not report.is_clean:
        counts += [
            pen.paint(_COLOURS[severity], quantity(number, severity.value))
            for severity in Severity
            if (number := report.count(severity))
        ]
        if report.crashes:
            counts.append(quantity(len({one.rule for one in report.crashes}), "failed rule"))
    else:
        counts.append("every variable has a value")
    counts.append(branches)
    if style.seconds is not None:
        counts.append(f"{style.seconds:.2f} s")
    mark = "" if not report.is_clean else pen.paint("32", "✓ " if style.unicode else "ok: ")
    return mark + pen.dot.join(counts)


def _lines(one: Diagnostic, pen: _Pen) -> Iterator[str]:
    title = f"{one.severity}[{one.rule}]"
    yield f"{pen.paint('1;' + _COLOURS[one.severity], title)}{pen.paint('1', ': ' + one.message)}"
    start = one.start
    gutter = " " * len(str(start.line))
    yield f"{gutter} {pen.corner} {one.file}:{start.line}:{start.column}"
    if one.source.text:
        yield from _picture(one, pen, gutter)
    for note in one.notes:
        yield f"{gutter} {pen.paint('34', '=')} {note}"
    if one.help:
        yield from _hanging(f"{gutter} {pen.paint('34', '=')} ", f"help: {one.help}", gutter)
    if one.fix:
        how = "inbox validate --fix" if one.fix.safe else "by hand"
        yield f"{gutter} {pen.paint('34', '=')} fix: {one.fix.description} ({how})"
    if one.cases:
        yield f"{gutter} {pen.paint('34', '=')} cases: {_cases(one, pen)}"


def _hanging(lead: str, text: str, gutter: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        yield (lead if number == 0 else gutter + "         ") + line


def _cases(one: Diagnostic, pen: _Pen) -> str:
    shown = ", ".join(one.cases[:MOST_CASES])
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
    code = lead + _flat(line[left:right]) + tail
    offset = len(lead) + _columns(line[left:first])
    marks = "^" * max(1, _columns(line[first : min(last, right)]))
    colour = _COLOURS[one.severity]
    yield f"{gutter} {pen.bar}"
    yield f"{pen.paint('34', str(start.line))} {pen.bar} {code}"
    underline = pen.paint(colour, f"{marks} {one.label}".rstrip())
    yield f"{gutter} {pen.bar} {' ' * offset}{underline}"
    yield f"{gutter} {pen.bar}"


def _window(length: int, first: int, last: int, room: int) -> tuple[int, int]:
    """Return the part of a line to show: all of it, or what surrounds the marked part."""
    room = max(room, 20)
    if length <= room:
        return 0, length
    left = max(0, min(first - room // 3, length - room))
    return left, min(length, max(left + room, min(last, left + room)))


def _flat(text: str) -> str:
    """Return text on one line: tabs as spaces, control characters as symbols."""
    return "".join(
        " " if c == "\t" else chr(0x2400 + ord(c)) if c < " " else "�" if _unsafe(c) else c
        for c in text
    )


def _unsafe(character: str) -> bool:
    """Direction marks and the like could make a report show other text than the file has."""
    return character in _DIRECTIONS or unicodedata.category(character) in ("Cc", "Cs")


def _columns(text: str) -> int:
    """Return how many terminal columns a text takes."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    none = sum(unicodedata.combining(c) != 0 or c in "\u200d\ufe0f" for c in text)
    return len(text) + wide - none
