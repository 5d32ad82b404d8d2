"""A baseline: the findings a project starts with, so that only new ones are reported.

The file is JSON, one line per finding, sorted, to be committed and reviewed like any other.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from inbox_toolkit.diagnostics.diagnostic import Report, fingerprints
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.files import read_source, write_atomically

VERSION = 1
_HELP = "write it again with --write-baseline"


@dataclass(frozen=True, slots=True)
class BaselineDiff:
    """A report without the known findings, and how many of the baseline are gone."""

    report: Report
    gone: int


def subtract_baseline(report: Report, file: Path) -> BaselineDiff:
    """Remove the findings of a baseline from a report.

    Raises ProjectError if the file cannot be read or is not a baseline.
    """
    known = _read(file)
    named = list(fingerprints(report.diagnostics))
    fresh = tuple(one for one, name in named if name not in known)
    gone = known - {name for _, name in named}
    hidden = len(named) - len(fresh)
    return BaselineDiff(replace(report, diagnostics=fresh, in_baseline=hidden), len(gone))


def write_baseline(report: Report, file: Path) -> int:
    """Write the baseline of a report, replacing an older one; returns how many findings it holds.

    Raises ProjectError if the file cannot be written.
    """
    found = {
        name: f"{one.file}: {one.rule}: {one.span.of(one.source.text)[:80]}"
        for one, name in fingerprints(report.diagnostics)
    }
    ordered = dict(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))
    document = {"version": VERSION, "findings": ordered}
    write_atomically(file, json.dumps(document, indent=1, ensure_ascii=False) + "\n", replace=True)
    return len(found)


def _read(file: Path) -> frozenset[str]:
    source = read_source(file, file.name)
    try:
        document = json.loads(source.text)
    except (ValueError, RecursionError):
        raise ProjectError(f"{file.name} is not JSON", help=_HELP) from None
    findings = document.get("findings") if isinstance(document, dict) else None
    if not isinstance(findings, dict) or document.get("version") != VERSION:
        raise ProjectError(f"{file.name} is not a baseline of version {VERSION}", help=_HELP)
    return frozenset(findings)
