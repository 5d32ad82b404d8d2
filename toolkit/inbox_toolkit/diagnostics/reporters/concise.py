"""Reports of one line per finding, for editors, scripts and long lists."""

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.diagnostics.reporters.text import summary
from inbox_toolkit.text.presentable import presentable


def report(report: Report, style: ReportStyle) -> str:
    """Return ``file:line:column: severity[rule] message`` per finding, and the line of counts."""
    return "\n".join((*(_line(one) for one in report.diagnostics), summary(report, style)))


def _line(one: Diagnostic) -> str:
    place = f"{one.file}:{one.start.line}:{one.start.column}"
    fixable = " (fixable)" if one.fix is not None and one.fix.safe else ""
    return presentable(f"{place}: {one.severity}[{one.rule}] {one.message}") + fixable
