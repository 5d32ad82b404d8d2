"""Reports for GitHub Actions: workflow commands, which it draws beside the changed lines.

Grammar: ``::error file=…,line=…::message``; ``%``, line breaks and (in properties) ``:`` and ``,``
are written as ``%XX``.
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import CrashedRule, Diagnostic, Report, Severity
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.diagnostics.reporters.text import summary
from inbox_toolkit.text.presentable import presentable, presentable_lines

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def report(report: Report, style: ReportStyle) -> str:
    """Return one command per finding and failed rule, and the line of counts for the log."""
    commands = (_command(one, style.base) for one in report.diagnostics)
    failures = (_failure(one, style.base) for one in report.crashed_rules)
    return "\n".join(
        (
            *commands,
            *failures,
            summary(report, ReportStyle(unicode=style.unicode, seconds=style.seconds)),
        )
    )


def _command(one: Diagnostic, base: str) -> str:
    places = ",".join(
        f"{key}={str(value).translate(_PROPERTY)}" for key, value in _places(one, base)
    )
    text = presentable_lines("\n".join(_text(one))).translate(_DATA)
    return f"::{_COMMANDS[one.severity]} {places}::{text}"


def _failure(one: CrashedRule, base: str) -> str:
    file = (base + presentable(one.crashes[0].file)).translate(_PROPERTY)
    title = f"{one.rule} failed".translate(_PROPERTY)
    return f"::error file={file},title={title}::{presentable(one.message).translate(_DATA)}"


def _places(one: Diagnostic, base: str) -> Iterator[tuple[str, str | int]]:
    start, end = one.start, one.end
    yield "file", base + presentable(one.file)
    yield "line", start.line
    yield "endLine", end.line
    if start.line == end.line:  # columns are only taken within one line
        yield "col", start.column
        yield "endColumn", end.column
    yield "title", one.rule


def _text(one: Diagnostic) -> Iterator[str]:
    yield one.message
    if one.label:
        yield one.label
    yield from one.notes
    if one.help:
        yield f"help: {one.help}"
    if one.cases:
        yield f"cases: {', '.join(one.cases[:6])}" + (", …" if len(one.cases) > 6 else "")
