"""Reports for code scanning: SARIF 2.1.0, with the rules' pages, fingerprints and fixes.

Columns count characters (``unicodeCodePoints``) and end behind the last one, as SARIF has it.
File names are relative to the repository's root and written as URIs.
"""

import json
from typing import Any
from urllib.parse import quote

from inbox_toolkit import __version__
from inbox_toolkit.diagnostics.diagnostic import (
    CrashedRule,
    Diagnostic,
    Edit,
    Fix,
    Report,
    RuleDescriptor,
    Severity,
    fingerprints,
)
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.text.presentable import presentable_json
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(report: Report, style: ReportStyle) -> str:
    """Return the report as a SARIF log of one run."""
    places = {one.id: index for index, one in enumerate(report.rules)}
    driver: dict[str, Any] = {
        "name": "inbox-toolkit",
        "semanticVersion": __version__,
        "rules": [_rule(one) for one in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, style.base)],
        "results": [
            _result(one, name, places, style.base) for one, name in fingerprints(report.diagnostics)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return presentable_json(json.dumps(log, indent=2, ensure_ascii=False))


def _invocation(report: Report, base: str) -> dict[str, Any]:
    """Return whether everything was checked: what a crashed rule would have found is not known."""
    notices = [_notice(one, base) for one in report.crashed_rules]
    more = {"toolExecutionNotifications": notices} if notices else {}
    return {"executionSuccessful": not notices, **more}


def _notice(one: CrashedRule, base: str) -> dict[str, Any]:
    places = [
        {"physicalLocation": {"artifactLocation": {"uri": quote(base + crash.file)}}}
        for crash in one.crashes
        if crash.file
    ]
    return {
        "level": "error",
        "message": {"text": one.message},
        "associatedRule": {"id": one.rule},
        **({"locations": places} if places else {}),
    }


def _rule(one: RuleDescriptor) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": "".join(word.capitalize() for word in one.id.split("-")),
        "shortDescription": {"text": one.summary},
        "help": {"text": one.help, "markdown": one.help},
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
    }


def _result(one: Diagnostic, name: str, places: dict[str, int], base: str) -> dict[str, Any]:
    artifact = {"uri": quote(base + one.file, errors="surrogateescape")}
    found: dict[str, Any] = {
        "ruleId": one.rule,
        "level": _LEVELS[one.severity],
        "message": {"text": "\n".join(_text(one))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": _region(one.source, one.span),
                }
            }
        ],
        "partialFingerprints": {"inboxFinding/v1": name},
    }
    if one.rule in places:
        found["ruleIndex"] = places[one.rule]
    if one.cases:
        found["properties"] = {"cases": list(one.cases)}
    if one.fix:
        found["fixes"] = [_fix(one.fix, one.source, artifact)]
    return found


def _text(one: Diagnostic) -> list[str]:
    about = f"{one.message} ({one.label})" if one.label else one.message
    return [about, *one.notes, *([f"help: {one.help}"] if one.help else [])]


def _fix(fix: Fix, source: Source, artifact: dict[str, str]) -> dict[str, Any]:
    change = {
        "artifactLocation": artifact,
        "replacements": [_replacement(edit, source) for edit in fix.edits],
    }
    return {"description": {"text": fix.description}, "artifactChanges": [change]}


def _replacement(edit: Edit, source: Source) -> dict[str, Any]:
    return {
        "deletedRegion": _region(source, edit.span),
        "insertedContent": {"text": edit.text},
    }


def _region(source: Source, span: Span) -> dict[str, int]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }
