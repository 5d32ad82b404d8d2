"""Reports for test dashboards: JUnit's XML, one suite per file, one test per finding.

Errors are failures. Warnings and infos are tests that pass and say what they found, since most
dashboards know only red and green. A file with nothing found has one test: that it is clean.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from inbox_toolkit.diagnostics.diagnostic import (
    Crash,
    CrashedRule,
    Diagnostic,
    Report,
    Severity,
)
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.text.presentable import presentable, presentable_lines

LONGEST_NAME = 80
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(report: Report, style: ReportStyle) -> str:
    """Return the report as an XML document."""
    templates = {one.file for one in report.summaries}
    found = {one.file for one in report.diagnostics}
    failed = {one.file for one in report.crashes}
    files = sorted(templates | found | failed)
    suites = [_suite(file, report) for file in files]
    head = _attributes(
        name="inbox validate",
        tests=sum(len(suite.tests) for suite in suites),
        failures=report.count(Severity.ERROR),
        errors=len(report.crashes),
        **({} if style.seconds is None else {"time": f"{style.seconds:.3f}"}),
    )
    body = "\n".join(suite.text() for suite in suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites{head}>\n{body}\n</testsuites>'


@dataclass(frozen=True, slots=True)
class _Suite:
    """One file with its tests, each as XML."""

    file: str
    tests: tuple[str, ...]
    failures: int
    errors: int

    def text(self) -> str:
        head = _attributes(
            name=self.file,
            tests=len(self.tests),
            failures=self.failures,
            errors=self.errors,
            skipped=0,
        )
        return "\n".join((f"  <testsuite{head}>", *self.tests, "  </testsuite>"))


def _suite(file: str, report: Report) -> _Suite:
    found = [one for one in report.diagnostics if one.file == file]
    crashes = [one for one in report.crashes if one.file == file]
    tests = ["\n".join(_test(one, name)) for one, name in _named(found)]
    tests += [_crash(one) for one in crashes]
    if not tests:
        place = _attributes(name="no findings", classname=file, file=file)
        tests.append(f"    <testcase{place}/>")
    failures = sum(one.severity is Severity.ERROR for one in found)
    return _Suite(file, tuple(tests), failures, len(crashes))


def _crash(one: Crash) -> str:
    place = _attributes(name=one.rule, classname=one.file, file=one.file)
    message = _attributes(message=CrashedRule(one.rule, (one,)).message, type="crash")
    return f"    <testcase{place}>\n      <error{message}/>\n    </testcase>"


def _named(found: Iterable[Diagnostic]) -> Iterable[tuple[Diagnostic, str]]:
    """Name each finding by its rule, its text and a counter: a dashboard then knows it again.

    A line number would make it another test whenever a line is added above.
    """
    seen: Counter[str] = Counter()
    for one in found:
        marked = presentable(one.span.of(one.source.text))
        name = f"{one.rule}: {marked[:LONGEST_NAME]}" if marked else one.rule
        seen[name] += 1
        yield one, name if seen[name] == 1 else f"{name} ({seen[name]})"


def _test(one: Diagnostic, name: str) -> Iterable[str]:
    place = _attributes(name=name, classname=one.file, file=one.file, line=one.start.line)
    yield f"    <testcase{place}>"
    text = escape(_clean(presentable_lines("\n".join(_said(one)))))
    if one.severity is Severity.ERROR:
        yield f"      <failure{_attributes(message=one.message, type=one.rule)}>{text}</failure>"
    else:
        yield f"      <system-out>{text}</system-out>"
    yield "    </testcase>"


def _said(one: Diagnostic) -> Iterable[str]:
    yield f"{one.severity}[{one.rule}]: {one.message}"
    yield f"{presentable(one.file)}:{one.start.line}:{one.start.column}" + (
        f" {one.label}" if one.label else ""
    )
    yield from one.notes
    if one.help:
        yield f"help: {one.help}"
    if one.cases:
        yield f"cases: {', '.join(one.cases)}"


def _attributes(**values: object) -> str:
    return "".join(
        f" {key}={quoteattr(_clean(presentable(str(value))))}" for key, value in values.items()
    )


def _clean(text: str) -> str:
    """Replace what no XML document may hold, not even escaped."""
    return _NOT_XML.sub("�", text)
