"""Fixtures that reproduce what an audit found, without anybody's values.

Each profile is made of one person's data as far as the template reads it, with its texts replaced,
and is kept only if the rules still find the same: so ``validate`` guards the cause from then on.
Where sends have message data of their own, there is some for each profile, made in the same way.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from inbox_toolkit.analysis.usage import collect_usage
from inbox_toolkit.appapi.anonymize import anonymize
from inbox_toolkit.audit.result import CaseFinding, Verdict, VerdictCount
from inbox_toolkit.audit.summary import Cause, Summary, findings_of
from inbox_toolkit.audit.verdict import Judge
from inbox_toolkit.template.template import Template

Redaction = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Returns what someone has below ``customer`` without personal values."""

_TRIES = 20
"""People who are tried for one cause."""

_WORDS = re.compile(
    r"\[object Object\]|Invalid Date|undefined|-?Infinity|NaN|null|true|false|\\[\"\\/bfnrtu]"
)
"""Parts of texts that are nobody's, and that a finding may be about."""
_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class RedactedFixture:
    """A profile and the cause that it reproduces; ``data`` is that of a send, else None."""

    cause: Cause
    profile: Mapping[str, Any]
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Redacted:
    """The fixtures, and the causes that could not be reproduced without real values."""

    fixtures: tuple[RedactedFixture, ...]
    left_out: tuple[Cause, ...]


def redacted_fixtures(summary: Summary, judge: Judge, most: int) -> Redacted:
    """Return a profile for each of the first causes, and one for several where it shows them."""
    redact = redactions([judge.template])
    fixtures: list[RedactedFixture] = []
    left_out: list[Cause] = []
    shown: set[CaseFinding] = set()
    for cause in summary.causes:
        if len(fixtures) == most:
            break
        if cause.finding in shown:
            continue
        found = _reproduce(cause, summary, judge, redact)
        if found is None:
            left_out.append(cause)
            continue
        fixture, verdict = found
        fixtures.append(fixture)
        shown |= {*findings_of(verdict, summary.result)}
    return Redacted(tuple(fixtures), tuple(left_out))


def redactions(templates: Iterable[Template]) -> tuple[Redaction, ...]:
    """Return ways to redact, to be tried in turn: from what reads best to what keeps most.

    All of them keep texts that the templates compare with: those stand in the templates already.
    """
    uses = [use for one in templates for use in collect_usage(one).uses]
    compared = frozenset(
        value for use in uses for value in use.values if isinstance(value, str) and value
    )
    contained = {
        value for use in uses if use.word == "contains" for value in use.values if value in compared
    }
    parts = re.compile("|".join(map(re.escape, sorted(map(str, contained)))) or r"(?!)")
    return tuple(
        partial(_redact, redact=redact, compared=compared, parts=parts)
        for redact in (anonymize, _with_words, _with_shapes)
    )


def _redact(
    data: Mapping[str, Any],
    *,
    redact: Redaction,
    compared: frozenset[str],
    parts: re.Pattern[str],
) -> dict[str, Any]:
    kept: dict[str, Any] = _keeping_compared(data, redact(data), compared, parts)
    return kept


def _keeping_compared(
    value: Any, redacted: Any, compared: frozenset[str], parts: re.Pattern[str]
) -> Any:
    """Return redacted data with those texts of the real data that templates compare with."""
    if isinstance(value, str):
        if value in compared:
            return value
        return _keeping(parts, value) if parts.search(value) else redacted
    if isinstance(value, Mapping) and isinstance(redacted, Mapping):
        return {
            name: _keeping_compared(value[name], inner, compared, parts)
            for name, inner in redacted.items()
        }
    if isinstance(value, list) and isinstance(redacted, list):
        return [
            _keeping_compared(one, inner, compared, parts)
            for one, inner in zip(value, redacted, strict=True)
        ]
    return redacted


def _reproduce(
    cause: Cause, summary: Summary, judge: Judge, redactions: Iterable[Redaction]
) -> tuple[RedactedFixture, Verdict] | None:
    """Return redacted data that shows a cause, with its verdict; None if no try does."""
    is_of_sends = summary.result.unit == "sends"
    for one in _people(cause, summary):
        for redact in redactions:
            profile, data = redact(one.example["customer"]), one.example["trigger"]
            if is_of_sends:
                data = redact(data)
            (verdict,) = judge.verdicts(
                [judge.render({"customer": profile, "trigger": data}, "redacted")]
            )
            if cause.finding in findings_of(verdict, summary.result):
                return RedactedFixture(cause, profile, data if is_of_sends else None), verdict
    return None


def _people(cause: Cause, summary: Summary) -> Iterator[VerdictCount]:
    """Yield those whose data shows a cause, the ones with the fewest findings first."""
    found = [
        one
        for one in summary.result.verdicts
        if cause.finding in findings_of(one.verdict, summary.result)
    ]
    yield from sorted(found, key=lambda one: len(one.verdict.findings))[:_TRIES]


def _with_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """Replace letters and digits, but not the words that print when something went wrong."""
    return {name: _replaced(value, partial(_keeping, _WORDS)) for name, value in data.items()}


def _with_shapes(data: Mapping[str, Any]) -> dict[str, Any]:
    """Replace letters and digits; punctuation, blanks and control characters stay."""
    return {name: _replaced(value, _shape) for name, value in data.items()}


def _replaced(value: Any, redact: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {name: _replaced(inner, redact) for name, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, redact) for inner in value]
    if isinstance(value, bool) or value is None:
        return value
    return value if abs(value) < 1_000_000 else int(_shape(str(int(value))) or 0)


def _keeping(words: re.Pattern[str], text: str) -> str:
    parts, at = [], 0
    for found in words.finditer(text):
        parts += [_shape(text[at : found.start()]), found.group()]
        at = found.end()
    return "".join((*parts, _shape(text[at:])))


def _shape(text: str) -> str:
    return _DIGIT.sub("1", _LETTER.sub("x", text))
