"""Findings and reports: what is wrong, where, how bad, in which cases, and what to do.

A finding's fingerprint is made of its rule, its file, the marked text and a counter, without line
number and cases, so that it survives edits elsewhere in the file and new fixtures.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from hashlib import sha256

from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.text.record import record
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Position, Span

SUPPRESSION = "inbox-ignore-next-line"
"""The word of a comment in a template that suppresses rules on the line after it."""


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@record
class Edit:
    """Replace what a span of the diagnostic's file covers by a text."""

    span: Span
    text: str


@record
class Fix:
    """A mechanical correction; a ``safe`` one may be applied without review."""

    description: str
    edits: tuple[Edit, ...]
    safe: bool = True


@record
class Diagnostic:
    """One finding with its cause; the cases it was seen in are gathered, not repeated.

    ``source`` is the file it points into, ``label`` what is written beside the underline,
    ``notes`` say why it matters and ``help`` what to do.
    """

    rule: str
    severity: Severity
    message: str
    source: Source
    span: Span
    cases: tuple[str, ...] = ()
    label: str = ""
    notes: tuple[str, ...] = ()
    help: str = ""
    fix: Fix | None = None

    @property
    def file(self) -> str:
        """The file's name as reports show it."""
        return self.source.name

    @property
    def start(self) -> Position:
        """Where it begins, as people say it."""
        return self.source.position(self.span.start)

    @property
    def end(self) -> Position:
        """Where it ends, as people say it."""
        return self.source.position(self.span.end)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by severity, then by file, position and rule."""

    def key(one: Diagnostic) -> tuple[int, str, Span, str, str]:
        return (one.severity.rank, one.file, one.span, one.rule, one.message)

    return tuple(sorted(diagnostics, key=key))


@record
class Coverage:
    """How many branches there are in the templates, and how many some case took."""

    total: int = 0
    reached: int = 0


@record
class RuleDescriptor:
    """What a report says about a rule; ``help`` is its whole page, as markdown."""

    id: str
    summary: str
    severity: Severity
    help: str


@record
class PayloadChange:
    """One case whose payload differs from the one before; ``diff`` is a unified diff."""

    case: str
    diff: str


@record
class TemplateSummary:
    """One template in a report: its file, how many cases were rendered, which payloads changed.

    ``changes`` is None if nothing was compared.
    """

    template: str
    file: str
    cases: int
    changes: tuple[PayloadChange, ...] | None = None


@record
class Crash:
    """A rule that crashed on a file, which is a bug of ours; ``trace`` is Python's traceback."""

    rule: str
    file: str
    trace: str


@record
class CrashedRule:
    """A rule that crashed, and all the files on which it did."""

    rule: str
    crashes: tuple[Crash, ...]

    @property
    def message(self) -> str:
        """What failed, and on which files, as people are told."""
        what = "rendering" if self.rule == "rendering" else f"the rule `{self.rule}`"
        others = len(self.crashes) - 1
        more = f" and {quantity(others, 'other file')}" if others else ""
        return f"{what} failed on {self.crashes[0].file}{more}: this is a bug in inbox"


@record
class Report:
    """Everything one validation found, in order, with what it looked at.

    ``summaries`` holds one entry per template; ``rules`` is filled for formats that describe them.
    ``since`` is the revision that the templates were chosen by, ``in_baseline`` how many findings a
    baseline hides. ``values_checked`` is False if a missing or blank value would not have been
    reported everywhere: a rule is off, or was suppressed at some place.
    """

    diagnostics: tuple[Diagnostic, ...]
    templates: int
    cases: int
    branches: Coverage = Coverage()
    summaries: tuple[TemplateSummary, ...] = ()
    rules: tuple[RuleDescriptor, ...] = ()
    crashes: tuple[Crash, ...] = ()
    since: str = ""
    in_baseline: int = 0
    values_checked: bool = True

    @property
    def crashed_rules(self) -> tuple[CrashedRule, ...]:
        """The rules that crashed, each once, in the order they did."""
        by_rule: dict[str, list[Crash]] = {}
        for crash in self.crashes:
            by_rule.setdefault(crash.rule, []).append(crash)
        return tuple(CrashedRule(rule, tuple(found)) for rule, found in by_rule.items())

    def count(self, severity: Severity) -> int:
        """How many findings have that severity."""
        return sum(one.severity is severity for one in self.diagnostics)

    @property
    def is_clean(self) -> bool:
        """True if everything was checked and nothing found."""
        return not self.diagnostics and not self.crashes

    @property
    def fixable(self) -> int:
        """How many findings ``--fix`` may be able to correct."""
        return sum(one.fix is not None and one.fix.safe for one in self.diagnostics)

    @property
    def claim(self) -> str:
        """What a run without findings proved, and no more than that."""
        if self.since and not self.templates:
            return f"nothing that templates use changed since {presentable(self.since)}"
        if self.in_baseline:
            return "nothing new"
        return "every variable has a value" if self.values_checked else "no findings"

    def worst(self) -> Severity | None:
        """The severity of the worst finding; None if there is none."""
        return min((one.severity for one in self.diagnostics), key=lambda s: s.rank, default=None)


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each finding with its fingerprint: 16 hexadecimal digits, unique in the report."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for one in diagnostics:
        kind = (one.rule, one.file, one.span.of(one.source.text))
        seen[kind] += 1
        text = "\0".join((*kind, str(seen[kind])))
        yield one, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
