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
    Verdict,
)
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

Plain = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class UnitVerdict:
    """One unit judged; ``reads_clock`` tells that another time may give another verdict."""

    verdicts: tuple[Verdict, ...]
    diagnostics: tuple[Diagnostic, ...]
    branches: Coverage
    crashes: tuple[Crash, ...]
    ignored: frozenset[tuple[str, str]]
    reads_clock: bool

    def plain(self) -> Plain:
        """Return it as values that can be stored; the texts of files are left to the files."""
        return (
            tuple((one.template, one.file, one.cases) for one in self.verdicts),
            tuple(_plain(one) for one in self.diagnostics),
            (self.branches.total, self.branches.reached),
            tuple((one.rule, one.file, one.trace) for one in self.crashes),
            tuple(sorted(self.ignored)),
            self.reads_clock,
        )


def revived(plain: Plain, source: Callable[[str], Source]) -> UnitVerdict:
    """Return what was stored; ``source`` gives a file's text by name, as it was when judged."""
    verdicts, diagnostics, branches, crashes, ignored, reads_clock = plain
    return UnitVerdict(
        tuple(Verdict(*one) for one in verdicts),
        tuple(_revived(one, source) for one in diagnostics),
        Coverage(*branches),
        tuple(Crash(*one) for one in crashes),
        frozenset(ignored),
        reads_clock,
    )


def merged(judged: Iterable[UnitVerdict]) -> UnitVerdict:
    """Return many verdicts as one."""
    every = list(judged)
    return UnitVerdict(
        tuple(each for one in every for each in one.verdicts),
        tuple(each for one in every for each in one.diagnostics),
        Coverage(
            sum(one.branches.total for one in every), sum(one.branches.reached for one in every)
        ),
        tuple(each for one in every for each in one.crashes),
        frozenset[tuple[str, str]]().union(*(one.ignored for one in every)),
        any(one.reads_clock for one in every),
    )


def _plain(one: Diagnostic) -> Plain:
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
        one.fix and _plain_fix(one.fix),
    )


def _plain_fix(fix: Fix) -> Plain:
    edits = tuple((tuple(edit.span), edit.text) for edit in fix.edits)
    return (fix.description, edits, fix.safe)


def _revived(plain: Plain, source: Callable[[str], Source]) -> Diagnostic:
    rule, severity, message, file, span, cases, label, notes, remedy, fix = plain
    return Diagnostic(
        rule,
        Severity(severity),
        message,
        source(file),
        Span(*span),
        cases,
        label,
        notes,
        remedy,
        fix and Fix(fix[0], tuple(Edit(Span(*at), text) for at, text in fix[1]), fix[2]),
    )
