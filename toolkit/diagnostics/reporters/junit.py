"""Reports for test dashboards: JUnit's XML, one suite per file, one test per finding.

Errors are failures. Warnings and infos are tests that pass and say what they found, since most
dashboards know only red and green. A file with nothing found has one test: that it is clean.
"""

import re
from collections.abc import Iterable
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from toolkit.diagnostics.diagnostic import Diagnostic, Report, Severity, Verdict
from toolkit.diagnostics.reporters import Look

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(report: Report, look: Look) -> str:
    """Return the report as an XML document."""
    by_file = sorted(report.diagnostics, key=lambda one: one.file)
    found = {file: list(group) for file, group in groupby(by_file, lambda one: one.file)}
    verdicts = {one.file: one for one in report.verdicts}
    suites = [
        _suite(file, found.get(file, []), verdicts.get(file))
        for file in sorted({*found, *verdicts})
    ]
    tests = sum(max(1, len(found.get(file, ()))) for file in {*found, *verdicts})
    head = _attributes(
        name="inbox validate",
        tests=tests,
        failures=report.count(Severity.ERROR),
        errors=0,
        **({} if look.seconds is None else {"time": f"{look.seconds:.3f}"}),
    )
    body = "\n".join(line for suite in suites for line in suite)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites{head}>\n{body}\n</testsuites>'


def _suite(file: str, found: list[Diagnostic], verdict: Verdict | None) -> Iterable[str]:
    failures = sum(one.severity is Severity.ERROR for one in found)
    counts = {"tests": max(1, len(found)), "failures": failures, "errors": 0, "skipped": 0}
    yield f"  <testsuite{_attributes(name=file, **counts)}>"
    for one in found:
        yield from _test(one)
    if not found:
        cases = verdict.cases if verdict else 0
        name = f"every variable has a value in {cases} case{'s' * (cases != 1)}"
        yield f"    <testcase{_attributes(name=name, classname=file, file=file)}/>"
    yield "  </testsuite>"


def _test(one: Diagnostic) -> Iterable[str]:
    start = one.start
    name = f"{one.rule} at {start.line}:{start.column}"
    place = _attributes(name=name, classname=one.file, file=one.file, line=start.line)
    yield f"    <testcase{place}>"
    text = escape(_clean("\n".join(_said(one))))
    if one.severity is Severity.ERROR:
        yield f"      <failure{_attributes(message=one.message, type=one.rule)}>{text}</failure>"
    else:
        yield f"      <system-out>{text}</system-out>"
    yield "    </testcase>"


def _said(one: Diagnostic) -> Iterable[str]:
    yield f"{one.severity}[{one.rule}]: {one.message}"
    yield f"{one.file}:{one.start.line}:{one.start.column}" + (f" {one.label}" if one.label else "")
    yield from one.notes
    if one.help:
        yield f"help: {one.help}"
    if one.cases:
        yield f"cases: {', '.join(one.cases)}"


def _attributes(**values: object) -> str:
    return "".join(f" {key}={quoteattr(_clean(str(value)))}" for key, value in values.items())


def _clean(text: str) -> str:
    """Replace what no XML document may hold, not even escaped."""
    return _NOT_XML.sub("�", text)
