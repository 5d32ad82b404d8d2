"""Compare payloads with those at a revision: which cases would a merge change, and how?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from difflib import unified_diff

from inbox_toolkit.diagnostics.diagnostic import PayloadChange, Report, TemplateSummary
from inbox_toolkit.project.config import Config
from inbox_toolkit.rendering.cases import cases_of
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.validation.revision import project_at
from inbox_toolkit.validation.unit_runner import UnitRunner
from inbox_toolkit.workspace.manifest import manifest_of

Payloads = Mapping[str, Mapping[str, str]]
"""Template label to case label to the formatted payload, or to the text if there is no payload."""


def with_payload_changes(report: Report, config: Config, revision: str, now: datetime) -> Report:
    """Return the report with the cases of each template whose payload has changed.

    Raises UsageError if git does not know the revision.
    """
    labels = frozenset(one.template for one in report.summaries)
    after = _payloads(config, now, labels)
    with project_at(config, revision) as then:
        before = _payloads(then, now, labels)
    summaries = tuple(
        replace(one, changes=_changes(one, before, after)) for one in report.summaries
    )
    return replace(report, summaries=summaries)


def _payloads(config: Config, now: datetime, labels: frozenset[str]) -> Payloads:
    manifest = manifest_of(config)
    runner = UnitRunner(config, manifest, now)
    found: dict[str, dict[str, str]] = {}
    for unit in manifest.units:
        if not any(one.stem in labels for one in unit.templates):
            continue
        project, family = runner.open(unit)
        for template in family:
            shown = found.setdefault(template.label, {})
            if template.body is None or template.parsed.errors:
                continue
            for case in cases_of(template, project.fixtures):
                outcome = render_case(case, runner.environment)
                shown[case.label] = (
                    outcome.text
                    if outcome.payload is None
                    else json.dumps(outcome.payload, indent=2, ensure_ascii=False)
                )
    return found


def _changes(
    one: TemplateSummary, before: Payloads, after: Payloads
) -> tuple[PayloadChange, ...] | None:
    if one.template not in before:
        return None
    old, new = before[one.template], after.get(one.template, {})
    return tuple(
        PayloadChange(case, "\n".join(_diff(old.get(case, ""), text)))
        for case, text in new.items()
        if old.get(case) != text
    )


def _diff(old: str, new: str) -> Iterator[str]:
    lines = unified_diff(old.splitlines(), new.splitlines(), "before", "after", lineterm="")
    return (line.rstrip() if line.startswith(("---", "+++")) else line for line in lines)
