"""What is known of a text that is being typed before all of its cases were rendered.

What was found in the text before is kept, moved along with the text around it, until the same case
has been looked at again: so a squiggle neither goes astray nor vanishes while somebody types.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.cases import cases_of
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.runner import validate_case, validate_syntax
from inbox_toolkit.validation.unit_runner import UnitRunner

_SYNTAX = frozenset({"unreadable-file", "json-syntax", "liquid-syntax"})


class InterimFindings:
    """The stages of validating a template with its translations; ``before`` is what was found."""

    def __init__(
        self,
        runner: UnitRunner,
        project: Project,
        family: tuple[Template, ...],
        before: Iterable[Diagnostic],
    ) -> None:
        self._runner = runner
        self._project = project
        self._family = family
        self._before = list(_moved(before, family))
        self._syntax: list[Diagnostic] = []

    def syntax(self) -> list[Diagnostic]:
        """Return what is wrong with the syntax, and all that was found before."""
        runner = self._runner
        for one in self._family:
            self._syntax += validate_syntax(
                one, self._project, runner.settings, runner.environment.now
            )
        return [*self._syntax, *self._before]

    def first_case(self) -> list[Diagnostic]:
        """Return what the first case shows, and what was found before in other cases alone."""
        first: set[str] = set()
        found: list[Diagnostic] = []
        for one in self._family:
            cases = cases_of(one, self._project.fixtures)
            if one.parsed.errors or not cases:
                return [*self._syntax, *self._before]
            runner = self._runner
            _, report = validate_case(cases[0], self._project, runner.environment, runner.settings)
            first.add(cases[0].label)
            found += report.diagnostics
        others = (one for one in self._before if one.cases and not first.intersection(one.cases))
        return list(_once([*found, *others]))


def _once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield each finding about a place once."""
    seen: set[tuple[str, str, Span]] = set()
    for one in found:
        key = (one.rule, one.file, one.span)
        if key not in seen:
            seen.add(key)
            yield one


def _moved(before: Iterable[Diagnostic], family: Iterable[Template]) -> Iterator[Diagnostic]:
    """Yield each finding where its text now is, but those about syntax and about changed text."""
    sources = {one.file: one.source for one in family}
    changes: dict[str, TextChange] = {}
    for one in before:
        source = sources.get(one.file)
        if one.rule in _SYNTAX:
            continue
        if source is None or source.text == one.source.text:
            yield one
            continue
        if one.file not in changes:
            changes[one.file] = TextChange(one.source.text, source.text)
        span = changes[one.file].moved(one.span)
        if span is not None:
            yield replace(one, source=source, span=span, fix=None)


class TextChange:
    """The one part in which two texts differ.

    >>> TextChange("a + b", "aa + b").moved(Span(4, 5))
    Span(start=5, end=6)
    """

    def __init__(self, before: str, after: str) -> None:
        self._start = _common_prefix(before, after)
        limit = min(len(before), len(after)) - self._start
        tail = slice(-limit, None) if limit else slice(0, 0)
        self._end = len(before) - _common_prefix(before[tail][::-1], after[tail][::-1])
        self._shift = len(after) - len(before)

    def moved(self, span: Span) -> Span | None:
        """Return where a span of the text before is afterwards; None where it was changed."""
        if span.end <= self._start:
            return span
        if span.start >= self._end:
            return Span(span.start + self._shift, span.end + self._shift)
        return None


def _common_prefix(first: str, second: str) -> int:
    """Return how many characters two texts begin with alike: by halving, since texts are long."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
