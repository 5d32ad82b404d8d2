"""What there is to say of an audit: outcomes, causes, what a fallback would save, branches.

Everything is counted from the verdicts, so that it adds up, and nothing is asked of the engine
again. Reporters print a ``Summary`` and count nothing themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

from inbox_toolkit.audit.result import AuditResult, CaseFinding, Verdict, VerdictCount
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rules.wrong_type import NONSENSE

Outcome = Literal["whole", "flawed", "broken", "failed"]
"""``whole``: delivered as meant. ``flawed``: delivered, with a hole or a word nobody wants to read.
``broken``: what arrives is no message. ``failed``: nothing is delivered."""

OUTCOMES: tuple[Outcome, ...] = ("whole", "flawed", "broken", "failed")

FEWEST = 10
"""People who have to share a value of a column before a report names it."""

_FAILS = frozenset({"missing-value", "render-failure"})
_BREAKS = frozenset({"rendered-not-json"})
_NOT_JSON = "the rendered text is not a JSON object: "
_REMEDIES = {
    "missing-value": "print a fallback: `{{{{ {path} | default: '…' }}}}`",
    "blank-value": "print a fallback: `{{{{ {path} | default: '…' }}}}`",
    "rendered-not-json": "print the value with `| json`, without quotes around it",
    "unsafe-in-json": "print the value with `| json`, without quotes around it",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is wrong for some people.

    ``outcome`` is what it leads to by itself. ``first_id`` is the smallest id of those people;
    ``example`` is data that shows it, None unless values may be shown.
    """

    finding: CaseFinding
    outcome: Outcome
    people: int
    first_id: str
    remedy: str
    example: Mapping[str, Mapping[str, Any]] | None = None

    @property
    def place(self) -> str:
        """File, line and column, as editors take them."""
        source, span = self.finding.location
        at = source.position(span.start)
        return f"{source.name}:{at.line}:{at.column}"

    @property
    def line(self) -> int:
        """The line in the template, counted from 1."""
        source, span = self.finding.location
        return source.position(span.start).line


@dataclass(frozen=True, slots=True)
class Saving:
    """What fallbacks on some paths would save: people whose delivery fails for nothing else."""

    paths: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class BranchCount:
    """A branch of the template, and how many people take it."""

    kind: str
    location: Location
    is_written: bool
    people: int

    @property
    def line(self) -> int:
        """The line in the template, counted from 1."""
        source, span = self.location
        return source.position(span.start).line

    @property
    def label(self) -> str:
        """What the template has there: the tag, or the ``default`` with its argument."""
        text = " ".join(self.location.span.of(self.location.source.text).split())
        return (
            text
            if self.is_written
            else f"no {'else' if self.kind == 'else' else self.kind}: {text}"
        )


@dataclass(frozen=True, slots=True)
class ValueCount:
    """People of one value of a column; None stands for those without one, and ``rarer`` for others.

    ``lost`` are those who fail or whose message breaks, ``flawed`` those who get it with a flaw.
    """

    value: str | None
    people: int
    lost: int
    flawed: int
    rarer: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """One template with one message data, counted. ``by`` are the columns that were asked for."""

    result: AuditResult
    outcomes: Mapping[Outcome, int]
    causes: tuple[Cause, ...]
    savings: tuple[Saving, ...]
    branches: tuple[BranchCount, ...]
    by: Mapping[str, tuple[ValueCount, ...]]

    @property
    def title(self) -> str:
        """The template and its message data."""
        name = self.result.data_name
        return self.result.template.label + (f" × {name}" if name else "")

    @property
    def people(self) -> int:
        """How many people were judged."""
        return self.result.people

    @property
    def lost(self) -> int:
        """How many people fail, or get what is no message."""
        return self.outcomes["failed"] + self.outcomes["broken"]

    def share(self, people: int) -> float:
        """Return the share of all people, 0 to 1."""
        return people / self.people if self.people else 0.0


def summarize(result: AuditResult, *, hash_ids: bool = False, show_values: bool = False) -> Summary:
    """Count what an audit found.

    With ``hash_ids`` ids are replaced by hashes. With ``show_values`` causes have examples;
    without, values of columns that fewer than ``FEWEST`` people have are not named.
    """
    shown_id: Callable[[str], str] = _hashed if hash_ids else str
    outcomes = Counter[Outcome]()
    for one in result.verdicts:
        outcomes[outcome_of(one.verdict)] += one.people
    return Summary(
        result,
        {one: outcomes[one] for one in OUTCOMES},
        _causes(result, shown_id, show_values=show_values),
        tuple(_savings(result.verdicts)),
        _branches(result),
        _by_value(result.verdicts, 1 if show_values else FEWEST),
    )


def outcome_of(verdict: Verdict) -> Outcome:
    """Return what becomes of people with a verdict."""
    if verdict.delivery != "delivered":
        return verdict.delivery
    is_flawed = any(one.severity is not Severity.INFO for one in verdict.findings)
    return "flawed" if is_flawed else "whole"


def _causes(
    result: AuditResult, shown_id: Callable[[str], str], *, show_values: bool
) -> tuple[Cause, ...]:
    people: Counter[CaseFinding] = Counter()
    first: dict[CaseFinding, VerdictCount] = {}
    for one in result.verdicts:
        for finding in findings_of(one.verdict, result):
            people[finding] += one.people
            known = first.setdefault(finding, one)
            if one.first_id < known.first_id:
                first[finding] = one
    causes = [
        Cause(
            one,
            _leads_to(one),
            number,
            shown_id(first[one].first_id),
            _remedy(one),
            first[one].example if show_values else None,
        )
        for one, number in people.items()
        if one.severity is not Severity.INFO
    ]
    return tuple(sorted(causes, key=_by_weight))


def findings_of(verdict: Verdict, result: AuditResult) -> tuple[CaseFinding, ...]:
    """Return the findings that causes are made of, each once."""
    found = (_merged(one, result.template) for one in _findings(verdict, result))
    return tuple(dict.fromkeys(found))


def _by_weight(cause: Cause) -> tuple[int, int, str, Span]:
    source, span = cause.finding.location
    return -OUTCOMES.index(cause.outcome), -cause.people, source.name, span


def _findings(verdict: Verdict, result: AuditResult) -> Iterable[CaseFinding]:
    """Return what is said of a person; a failure that no rule explains is said as such."""
    if verdict.delivery == "failed" and not any(
        _leads_to(one) == "failed" for one in verdict.findings
    ):
        yield _unexplained(result, "render-failure", "the delivery fails")
    if verdict.delivery == "broken" and not any(
        _leads_to(one) == "broken" for one in verdict.findings
    ):
        yield _unexplained(result, "rendered-not-json", "the rendered text is not a JSON object")
    yield from verdict.findings


def _merged(finding: CaseFinding, template: Template) -> CaseFinding:
    """Return one finding for whatever breaks the JSON at a placeholder.

    What JSON is broken by depends on the value: there, a quote ends the text, here, a line break
    may not be in it. The cause is the same, and so is the remedy.
    """
    if finding.rule not in _BREAKS:
        return finding
    paths = dict.fromkeys(
        one.path
        for one in template.program.variables
        if template.locate(one.node_span) == finding.location and one.use in ("output", "argument")
    )
    if not paths:
        why = finding.message.removeprefix(_NOT_JSON)
        return replace(finding, message=f"the JSON breaks here: {why}")
    names = " or ".join(f"`{one}`" for one in paths)
    message = f"{names} breaks the JSON with a quote, backslash or line break"
    return replace(finding, message=message, path=next(iter(paths)))


def _unexplained(result: AuditResult, rule: str, message: str) -> CaseFinding:
    at = Location(result.template.source, Span(0, 0))
    return CaseFinding(rule, Severity.ERROR, at, f"{message}; the rule that says why is off")


def _leads_to(finding: CaseFinding) -> Outcome:
    if finding.rule in _FAILS:
        return "failed"
    return "broken" if finding.rule in _BREAKS else "flawed"


def _remedy(finding: CaseFinding) -> str:
    if finding.rule == "wrong-type":
        return next((text for word, text in NONSENSE.items() if word in finding.message), "")
    remedy = _REMEDIES.get(finding.rule)
    if remedy is None or ("{path}" in remedy and not finding.path):
        return f"inbox explain {finding.rule}"
    return remedy.format(path=finding.path)


def _savings(verdicts: Sequence[VerdictCount]) -> Iterable[Saving]:
    """Yield what a fallback on each path saves alone, then what they save together."""
    lacking: Counter[frozenset[str]] = Counter()
    for one in verdicts:
        failures = [each for each in one.verdict.findings if _leads_to(each) == "failed"]
        if one.verdict.delivery == "failed" and failures and all(each.path for each in failures):
            lacking[frozenset(each.path for each in failures)] += one.people
    alone = sorted(((*paths,)[0], people) for paths, people in lacking.items() if len(paths) == 1)
    for path, people in sorted(alone, key=lambda one: (-one[1], one[0])):
        yield Saving((path,), people)
    if len(lacking) > 1:
        every = frozenset[str]().union(*lacking)
        yield Saving(tuple(sorted(every)), lacking.total())


def _branches(result: AuditResult) -> tuple[BranchCount, ...]:
    template = result.template
    counts: Counter[int] = Counter()
    for one in result.verdicts:
        for branch in one.verdict.branches:
            counts[branch] += one.people
    return tuple(
        BranchCount(
            one.kind,
            template.locate(one.span if one.kind == "default" else one.tag_span),
            one.is_written,
            counts[number],
        )
        for number, one in enumerate(template.program.branches)
    )


def _by_value(verdicts: Sequence[VerdictCount], fewest: int) -> dict[str, tuple[ValueCount, ...]]:
    """Return the people by the values of each column asked for, those who lose most first."""
    counted: dict[str, dict[str | None, Counter[Outcome]]] = {}
    for one in verdicts:
        outcome = outcome_of(one.verdict)
        for column, values in one.by.items():
            for value, people in values.items():
                counted.setdefault(column, {}).setdefault(value, Counter())[outcome] += people
    return {column: _value_counts(values, fewest) for column, values in counted.items()}


def _value_counts(
    values: Mapping[str | None, Counter[Outcome]], fewest: int
) -> tuple[ValueCount, ...]:
    named, rare, rarer = [], Counter[Outcome](), 0
    for value, outcomes in values.items():
        if value is not None and outcomes.total() < fewest:
            rare += outcomes
            rarer += 1
        else:
            named.append(_value_count(value, outcomes))
    named.sort(key=lambda one: (-one.lost, -one.flawed, -one.people, one.value or ""))
    return (*named, *([_value_count(None, rare, rarer)] if rarer else []))


def _value_count(value: str | None, outcomes: Counter[Outcome], rarer: int = 0) -> ValueCount:
    lost = outcomes["failed"] + outcomes["broken"]
    return ValueCount(value, outcomes.total(), lost, outcomes["flawed"], rarer)


def _hashed(identity: str) -> str:
    """Return the start of an id's SHA-256, by which those who have the file can find the person."""
    return "sha256:" + sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]
