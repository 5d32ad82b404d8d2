"""The report for programs; ``schemas/audit-report.schema.json`` describes it."""

import json
from collections.abc import Sequence
from typing import Any

from inbox_toolkit.audit.reporters.wording import moment
from inbox_toolkit.audit.summary import Cause, Summary
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.text.presentable import presentable_json

VERSION = 1


def report(summaries: Sequence[Summary], style: ReportStyle) -> str:  # noqa: ARG001 - JSON has none
    """Return one JSON document of all messages."""
    document = {"version": VERSION, "audits": [_audit(one) for one in summaries]}
    return presentable_json(json.dumps(document, indent=2, ensure_ascii=False, default=str))


def _audit(summary: Summary) -> dict[str, Any]:
    result = summary.result
    return {
        "template": result.template.label,
        "file": result.template.file,
        "message_data": result.data_name,
        "source": result.source,
        "now": moment(summary),
        "unit": result.unit,
        "people": summary.people,
        "left_out": None
        if result.left_out is None
        else {"unknown": result.left_out.unknown, "unreadable": result.left_out.unreadable},
        "outcomes": dict(summary.outcomes),
        "causes": [_cause(one) for one in summary.causes],
        "fallbacks": [{"paths": [*one.paths], "people": one.people} for one in summary.savings],
        "branches": [
            {
                "kind": one.kind,
                "file": one.location.source.name,
                "line": one.line,
                "is_written": one.is_written,
                "people": one.people,
            }
            for one in summary.branches
        ],
        "by": {
            column: [
                {
                    "value": one.value,
                    "rarer": one.rarer,
                    "people": one.people,
                    "lost": one.lost,
                    "flawed": one.flawed,
                }
                for one in values
            ]
            for column, values in summary.by.items()
        },
        "method": result.plan.method,
        "engine": result.engine,
        "renders": result.renders,
        "verified": result.verified,
        "seconds": round(result.seconds, 3),
    }


def _cause(one: Cause) -> dict[str, Any]:
    finding = one.finding
    at = finding.location.source.position(finding.location.span.start)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "outcome": one.outcome,
        "message": finding.message,
        "path": finding.path,
        "file": finding.location.source.name,
        "line": at.line,
        "column": at.column,
        "people": one.people,
        "first_id": one.first_id,
        "help": one.remedy,
        **({} if one.example is None else {"example": one.example}),
    }
