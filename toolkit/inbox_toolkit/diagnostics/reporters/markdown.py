"""Reports for a pull request: a table of templates, the findings, and each payload that changed.

Whatever comes from a file is shown as text: no HTML, link, table cell or mention can come of it.
"""

import re
from collections.abc import Iterator
from html import escape

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report, Severity, TemplateSummary
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.text.presentable import presentable, presentable_lines
from inbox_toolkit.text.quantity import quantity

LONGEST = 60_000
"""Characters; GitHub takes no comment over 65,536."""
MOST_ROWS = 100
MOST_FINDINGS = 50

_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "i"}
_CODE = re.compile(r"`([^`]*)`")
_SPECIAL = re.compile(r"([\\*\[\]|~#]|(?<!\w)_|_(?!\w))")
_FENCE = re.compile(r"`{3,}")


def report(report: Report, style: ReportStyle) -> str:  # noqa: ARG001 - one style for every page
    """Return the report as GitHub's markdown, at most ``LONGEST`` characters of it."""
    parts = [_headline(report)]
    if report.summaries:
        parts.append("\n".join(_table(report)))
    if report.crashes:
        parts.append("\n".join(f"- ✗ {prose(one.message)}" for one in report.crashed_rules))
    if report.diagnostics:
        parts.append("\n".join(_findings(report)))
    changes = [part for one in report.summaries for part in _changes(one)]
    return _fitting(parts, changes)


def _headline(report: Report) -> str:
    counts = [quantity(number, one.value) for one in Severity if (number := report.count(one))]
    if report.crashes:
        counts.append(quantity(len({one.rule for one in report.crashes}), "failed rule"))
    verdict = ", ".join(counts) or report.claim
    if report.in_baseline:
        verdict += f", {report.in_baseline:,} in the baseline"
    looked = f"{quantity(report.templates, 'template')}, {quantity(report.cases, 'case')}"
    branches = f"branches {report.branches.reached}/{report.branches.total}"
    return f"### Inbox messages: {verdict} · {looked} · {branches}"


def _table(report: Report) -> Iterator[str]:
    """Yield one row per template with findings or changes; the others are folded into a line."""
    compared = any(one.changes is not None for one in report.summaries)
    named = {one.file for one in report.diagnostics} | {one.file for one in report.crashes}
    quiet = [
        one for one in report.summaries if one.file not in named and not _is_new(one, compared)
    ]
    rows = [one for one in report.summaries if one not in quiet]
    if rows:
        yield "| template | cases | verdict |" + " payload changed |" * compared
        yield "|---|---|---|" + "---|" * compared
    for one in rows[:MOST_ROWS]:
        found = [each for each in report.diagnostics if each.file == one.file]
        changed = f" {_changed(one)} |" if compared else ""
        failed = any(crash.file == one.file for crash in report.crashes)
        verdict = "? not judged" if failed and not found else _verdict(found)
        yield f"| {plain(one.template)} | {one.cases} | {verdict} |{changed}"
    if (more := len(rows) - MOST_ROWS) > 0:
        yield f"\n… and {quantity(more, 'more template')}"
    if quiet:
        yield _folded(quiet, "clean and unchanged" if compared else "clean")


def _is_new(one: TemplateSummary, compared: bool) -> bool:
    """Return True if a template has other payloads than before, or did not exist."""
    return compared and (one.changes is None or bool(one.changes))


def _folded(quiet: list[TemplateSummary], state: str) -> str:
    names = ", ".join(_html(one.template) for one in quiet[:MOST_ROWS])
    more = f" and {len(quiet) - MOST_ROWS} more" if len(quiet) > MOST_ROWS else ""
    title = f"{quantity(len(quiet), 'template')} {state}"
    return f"\n<details><summary>{title}</summary>{names}{more}</details>"


def _verdict(found: list[Diagnostic]) -> str:
    for severity in Severity:
        if number := sum(one.severity is severity for one in found):
            return f"{_MARKS[severity]} {quantity(number, severity.value)}"
    return "✓"


def _changed(one: TemplateSummary) -> str:
    if one.changes is None:
        return "new"
    return f"{len(one.changes)} of {one.cases}" if one.changes else "no"


def _findings(report: Report) -> Iterator[str]:
    for one in report.diagnostics[:MOST_FINDINGS]:
        place = f"{one.file}:{one.start.line}:{one.start.column}"
        yield f"- {_MARKS[one.severity]} **{one.rule}** {prose(one.message)} ({code(place)})"
        if one.help:
            yield f"  <br>help: {prose(one.help)}"
    if (more := len(report.diagnostics) - MOST_FINDINGS) > 0:
        yield f"- … and {quantity(more, 'more finding')}"


def _changes(one: TemplateSummary) -> Iterator[str]:
    for change in one.changes or ():
        longest = max((len(found) for found in _FENCE.findall(change.diff)), default=2)
        fence = "`" * (longest + 1)
        title = _html(f"{one.template} · {change.case}")
        yield (
            f"<details><summary>{title}</summary>\n\n"
            f"{fence}diff\n{presentable_lines(change.diff)}\n{fence}\n\n</details>"
        )


def _fitting(parts: list[str], changes: list[str]) -> str:
    """Join as many of the changes as fit, and say how many do not."""
    room = LONGEST - sum(len(part) + 2 for part in parts)
    kept = 0
    while kept < len(changes) and room > len(changes[kept]) + 80:
        room -= len(changes[kept]) + 2
        kept += 1
    if kept < len(changes):
        left_out = f"… and {quantity(len(changes) - kept, 'more changed payload')}"
        return "\n\n".join((*parts, *changes[:kept], left_out))
    return "\n\n".join((*parts, *changes))


def prose(text: str) -> str:
    """Return one line of prose in which only code between backquotes is marked up."""
    flat = " ".join(text.split())
    if flat.count("`") % 2:
        return plain(flat)
    pieces = _CODE.split(flat)
    return "".join(code(one) if index % 2 else plain(one) for index, one in enumerate(pieces))


def plain(text: str) -> str:
    """Return a text in which nothing is markup, on one line."""
    shown = _SPECIAL.sub(r"\\\1", escape(presentable(text).replace("`", "'"), quote=False))
    return shown.replace("@", "@\u200d").replace("://", ":\u200d//")


def _html(text: str) -> str:
    """Return text for inside of an HTML element, where markdown is not read."""
    return escape(presentable(text), quote=False).replace("@", "@\u200d")


def code(text: str) -> str:
    """Return a text as code, on one line."""
    return f"`{presentable(text).replace('`', chr(39))}`" if text else ""
