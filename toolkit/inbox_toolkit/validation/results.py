"""What validating a unit comes to, and its serialized form for the cache and worker processes."""

from collections.abc import Callable, Iterable
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
from inbox_toolkit.text.record import record
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

Serialized = tuple[Any, ...]
"""Nested tuples of texts, numbers and None, as ``marshal`` stores them."""


@record
class UnitResult:
    """One unit validated, without its outcomes.

    ``ignored`` are the entries of ``[validate.ignore]`` that a finding was left out for,
    ``suppressed`` the rules of which a comment suppressed a finding; ``reads_clock`` is True if
    the result may be different at another time.
    """

    summaries: tuple[TemplateSummary, ...]
    diagnostics: tuple[Diagnostic, ...]
    branches: Coverage
    crashes: tuple[Crash, ...]
    ignored: frozenset[tuple[str, str]]
    reads_clock: bool
    suppressed: frozenset[str] = frozenset()


def serialize(result: UnitResult) -> Serialized:
    """Return a result without the texts of its files, which are read again when needed."""
    return (
        tuple((one.template, one.file, one.cases) for one in result.summaries),
        tuple(_serialize(one) for one in result.diagnostics),
        (result.branches.total, result.branches.reached),
        tuple((one.rule, one.file, one.trace) for one in result.crashes),
        tuple(sorted(result.ignored)),
        result.reads_clock,
        tuple(sorted(result.suppressed)),
    )


def deserialize(serialized: Serialized, source: Callable[[str], Source]) -> UnitResult:
    """Return a result; ``source`` returns a file by name, as it was when it was validated."""
    summaries, diagnostics, branches, crashes, ignored, reads_clock, suppressed = serialized
    return UnitResult(
        tuple(TemplateSummary(*one) for one in summaries),
        tuple(_deserialize(one, source) for one in diagnostics),
        Coverage(*branches),
        tuple(Crash(*one) for one in crashes),
        frozenset(ignored),
        reads_clock,
        frozenset(suppressed),
    )


def merge_results(results: Iterable[UnitResult]) -> UnitResult:
    """Return several results as one."""
    every = list(results)
    return UnitResult(
        tuple(each for one in every for each in one.summaries),
        tuple(each for one in every for each in one.diagnostics),
        Coverage(
            sum(one.branches.total for one in every), sum(one.branches.reached for one in every)
        ),
        tuple(each for one in every for each in one.crashes),
        frozenset[tuple[str, str]]().union(*(one.ignored for one in every)),
        any(one.reads_clock for one in every),
        frozenset[str]().union(*(one.suppressed for one in every)),
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


def _deserialize(serialized: Serialized, source: Callable[[str], Source]) -> Diagnostic:
    rule, severity, message, file, span, cases, label, notes, help_text, fix = serialized
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
