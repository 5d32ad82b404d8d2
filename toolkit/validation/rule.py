"""What a rule is: what it says about itself, what it is given and what it yields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from toolkit.diagnostics.diagnostic import Fix, Severity
from toolkit.project.project import Project
from toolkit.rendering.outcome import Outcome
from toolkit.template.template import Place, Template


@dataclass(frozen=True, slots=True)
class RuleMeta:
    """A rule's own facts; presets, ``inbox rules`` and reports are derived from them.

    ``options`` gives each option's default; its type is the option's type. A rule whose fix is
    meant to change what is printed says so with ``changes_output``; any other fix is only applied
    where every case renders to the same payload afterwards.
    """

    id: str
    summary: str
    severity: Severity
    recommended: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)
    changes_output: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; the runner adds rule and severity. ``cases`` are labels."""

    place: Place
    message: str
    label: str = ""
    notes: tuple[str, ...] = ()
    help: str = ""
    cases: tuple[str, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True)
class Subject:
    """One template with everything computed about it before any rule is asked.

    ``family`` holds the template and its translations, ``now`` is the clock of the run. Findings
    are cached under exactly this (of the fixtures: the profiles, snippets, objects and the
    template's own message data), so a rule looks at nothing else.
    """

    template: Template
    outcomes: tuple[Outcome, ...]
    project: Project
    now: datetime
    family: tuple[Template, ...]


class Rule(Protocol):
    """The shape of a module in ``rules/``: its facts, and one generator over one template."""

    META: RuleMeta

    def check(self, subject: Subject, options: Mapping[str, Any]) -> Iterator[Finding]:
        """Yield what is wrong with the subject."""
        ...
