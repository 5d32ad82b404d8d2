"""What judging a unit gives, without its outcomes: small, and made of plain values when stored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import (
    Coverage,
    Crash,
    Diagnostic,
    Edit,
    Fix,
    Severity,
    TemplateSummary,
)
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

Serialized = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit judged; ``reads_clock`` tells that another time may give another verdict."""

    summaries: tuple[TemplateSummary, ...]
    diagnostics: tuple[Diagnostic, ...]
    branches: Coverage
    crashes: tuple[Crash, ...]
    ignored: frozenset[tuple[str, str]]
    reads_clock: bool

    def serialize(self) -> Serialized:
        """Return it as values that can be stored; the texts of files are left to the files."""
        return (
            tuple((one.template, one.file, one.cases) for one in self.summaries),
            tuple(_serialize(one) for one in self.diagnostics),
            (self.branches.total, self.branches.reached),
            tuple((one.rule, one.file, one.trace) for one in self.crashes),
            tuple(sorted(self.ignored)),
            self.reads_clock,
        )


def deserialize(plain: Serialized, source: Callable[[str], Source]) -> UnitResult:
    """Return what was stored; ``source`` gives a file's text by name, as it was when judged."""
    verdicts, diagnostics, branches, crashes, ignored, reads_clock = plain
    return UnitResult(
        tuple(TemplateSummary(*one) for one in verdicts),
        tuple(_deserialize(one, source) for one in diagnostics),
        Coverage(*branches),
        tuple(Crash(*one) for one in crashes),
        frozenset(ignored),
        reads_clock,
    )


def merge_results(judged: Iterable[UnitResult]) -> UnitResult:
    """Return many verdicts as one."""
    every = list(judged)
    return UnitResult(
        tuple(each for one in every for each in one.summaries),
        tuple(each for one in every for each in one.diagnostics),
        Coverage(
            sum(one.branches.total for one in every), sum(one.branches.reached for one in every)
        ),
        tuple(each for one in every for each in one.crashes),
        frozenset[tuple[str, str]]().union(*(one.ignored for one in every)),
        any(one.reads_clock for one in every),
    )


def _serialize(one: Diagnostic) -> Serialized:
    return (
        one.rule,
        one.severity.value,
        one.message,
        one.file,
        tuple(one.span),
        one.cases,
        one.label,
        one.notes,
        one.help,
        one.fix and _serialize_fix(one.fix),
    )


def _serialize_fix(fix: Fix) -> Serialized:
    edits = tuple((tuple(edit.span), edit.text) for edit in fix.edits)
    return (fix.description, edits, fix.safe)


def _deserialize(plain: Serialized, source: Callable[[str], Source]) -> Diagnostic:
    rule, severity, message, file, span, cases, label, notes, help_text, fix = plain
    return Diagnostic(
        rule,
        Severity(severity),
        message,
        source(file),
        Span(*span),
        cases,
        label,
        notes,
        help_text,
        fix and Fix(fix[0], tuple(Edit(Span(*at), text) for at, text in fix[1]), fix[2]),
    )
