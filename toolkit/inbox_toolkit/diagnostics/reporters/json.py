"""Reports for programs; the shape is ``schemas/report.schema.json``, version 1."""

import json
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report, Severity
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.text.presentable import presentable_json
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Position, Span

VERSION = 1


def report(report: Report, style: ReportStyle) -> str:  # noqa: ARG001 - one style for every program
    """Return the report as JSON text."""
    return presentable_json(json.dumps(document(report), indent=2, ensure_ascii=False))


def document(report: Report) -> dict[str, Any]:
    """Return the report as plain data, as ``report.schema.json`` describes it."""
    failed = [{"rule": one.rule, "file": one.file} for one in report.crashes]
    return {
        "version": VERSION,
        "summary": {
            "templates": report.templates,
            "cases": report.cases,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "branches": {"total": report.branches.total, "reached": report.branches.reached},
        },
        "diagnostics": [diagnostic_document(one) for one in report.diagnostics],
        **({"crashes": failed} if failed else {}),
    }


def diagnostic_document(one: Diagnostic) -> dict[str, Any]:
    """Return one finding as plain data."""
    found: dict[str, Any] = {
        "rule": one.rule,
        "severity": one.severity.value,
        "message": one.message,
        "file": one.file,
        "start": _position(one.start),
        "end": _position(one.end),
        "cases": list(one.cases),
    }
    if one.label:
        found["label"] = one.label
    if one.notes:
        found["notes"] = list(one.notes)
    if one.help:
        found["help"] = one.help
    if one.fix:
        found["fix"] = {
            "description": one.fix.description,
            "safe": one.fix.safe,
            "edits": [_edit(one.source, edit.span, edit.text) for edit in one.fix.edits],
        }
    return found


def _edit(source: Source, span: Span, text: str) -> dict[str, Any]:
    start, end = source.position(span.start), source.position(span.end)
    return {"start": _position(start), "end": _position(end), "text": text}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}
