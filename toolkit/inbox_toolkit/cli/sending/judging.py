"""Renders and judges here what is about to be sent there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inbox_toolkit.cli.sending.plan import Item
from inbox_toolkit.cli.workspace import Workspace
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.validation.runner import judge_case
from inbox_toolkit.validation.settings import settings_of


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with what its case becomes here; no outcome where the template does not parse."""

    item: Item
    outcome: Outcome | None
    errors: tuple[Diagnostic, ...]

    @property
    def prospect(self) -> str:
        """What a send of a message with errors would come to: some arrive, but not as meant."""
        is_delivered = self.outcome is not None and self.outcome.delivered
        return "would arrive broken" if is_delivered else "would fail"


def judge_items(items: Sequence[Item], workspace: Workspace) -> list[Judged]:
    """Render and judge each message here, each case once."""
    settings = settings_of(workspace.project.config)
    known: dict[tuple[str, str], tuple[Outcome | None, tuple[Diagnostic, ...]]] = {}
    judged = []
    for item in items:
        key = (item.case.template.label, item.case.label)
        if key not in known:
            outcome, report = judge_case(item.case, workspace.project, workspace.world, settings)
            errors = [one for one in report.diagnostics if one.severity is Severity.ERROR]
            known[key] = outcome, tuple(errors)
        judged.append(Judged(item, *known[key]))
    return judged


def first_error(judged: Judged) -> str:
    """Return the worst finding in a message's case and where it is."""
    error = judged.errors[0]
    # Only one case was looked at, so its count says nothing.
    words = re.sub(r" in 1 of 1 cases?\b", "", error.message)
    return f"{words} ({error.file}:{error.start.line}:{error.start.column})"
