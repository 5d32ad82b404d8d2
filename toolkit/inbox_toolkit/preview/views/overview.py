"""Every template's row, the fixtures to choose from, and what is wrong with the project."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.template.template import Template
from inbox_toolkit.web.message_frames import frames_view
from inbox_toolkit.workspace.workspace import is_broken


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    """Count the diagnostics of one severity."""
    return sum(one.severity is severity for one in diagnostics)


def worst(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the worst severity as a word, ``clean`` where there is none."""
    severities = sorted((one.severity for one in diagnostics), key=lambda one: one.rank)
    return severities[0].value if severities else "clean"


@dataclass(frozen=True, slots=True)
class SendCapability:
    """Whether a test can be sent from the page: to whom, or why not."""

    ready: bool = False
    why: str = "Sending is off."
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What this run of the preview can do beside showing."""

    editor: bool = False
    renderer: bool = False
    send: SendCapability = field(default_factory=SendCapability)


def overview(state: ProjectState, epoch: int, capabilities: Capabilities) -> dict[str, Any]:
    """Return all there is to know before a case is chosen."""
    rows = [row(state, name) for name in state.names]
    return {"epoch": epoch, "templates": rows, **project_view(state, capabilities)}


def project_view(state: ProjectState, capabilities: Capabilities) -> dict[str, Any]:
    """Return the overview without its rows."""
    fixtures = state.workspace.project.fixtures
    send = capabilities.send
    return {
        "project": state.workspace.root.name,
        "now": state.workspace.environment.now.isoformat(),
        "profiles": [one.name for one in fixtures.profiles],
        "data": {
            name: [one.name for one in fixtures.message_data.get(name, ())] for name in state.names
        },
        "problems": _problems(state),
        "summary": summary(state),
        "editor": capabilities.editor,
        "send": {"ready": send.ready, "why": send.why, "recipients": list(send.recipients)},
        **frames_view(state.workspace.config, renderer=capabilities.renderer),
    }


def row(state: ProjectState, name: str) -> dict[str, Any]:
    """Return one template's line: its verdict and all that was found in it."""
    family = state.workspace.family(name)
    found = [one for each in family for one in diagnostics(state, each.label)]
    base = family[0]
    return {
        "name": name,
        "label": base.envelope.name or name,
        "file": base.file,
        "type": base.envelope.type,
        "topics": list(base.envelope.topics),
        "languages": [each.language for each in family if each.language],
        "verdict": _verdict(state, base, found),
        "errors": count(found, Severity.ERROR),
        "warnings": count(found, Severity.WARNING),
        "diagnostics": [finding_view(one) for one in found],
    }


def _verdict(state: ProjectState, base: Template, found: list[Diagnostic]) -> str:
    """Say ``waiting`` of what has no case yet: nothing proves it, so it is not clean."""
    if is_broken(base):
        return "broken"
    result = state.results.get(base.label)
    return worst(found) if found or (result and result.outcomes) else "waiting"


def diagnostics(state: ProjectState, label: str) -> tuple[Diagnostic, ...]:
    """Return what was found in one template, nothing where it is not validated yet."""
    result = state.results.get(label)
    return result.diagnostics if result else ()


def summary(state: ProjectState) -> dict[str, int]:
    """Count templates, cases, errors and warnings of the whole project."""
    results = list(state.results.values())
    found = [one for each in results for one in each.diagnostics]
    found += state.fixture_findings
    return {
        "templates": len(state.names),
        "cases": sum(len(one.outcomes) for one in results),
        "errors": count(found, Severity.ERROR) + bool(state.config_error),
        "warnings": count(found, Severity.WARNING),
    }


def _problems(state: ProjectState) -> list[dict[str, Any]]:
    views = [finding_view(one) for one in state.fixture_findings]
    return [_configuration(state), *views] if state.config_error else views


def _configuration(state: ProjectState) -> dict[str, Any]:
    file = state.workspace.config.file
    return {
        "rule": "configuration",
        "severity": "error",
        "message": state.config_error,
        "label": "",
        "help": "",
        "file": file.name if file else "",
        "line": 1,
        "column": 1,
        "start": 0,
        "end": 0,
        "cases": [],
    }


def finding_view(one: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic with its place as line, column and offsets of its file."""
    start = one.start
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "message": one.message,
        "label": one.label,
        "help": one.help,
        "file": one.file,
        "line": start.line,
        "column": start.column,
        "start": one.span.start,
        "end": one.span.end,
        "cases": list(one.cases),
    }
