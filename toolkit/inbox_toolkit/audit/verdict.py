"""What ``validate`` says of people's cases, by its own renderer and its own rules.

Cases are judged by the hundred: a rule looks at many outcomes for little more than at one, and
names the cases of each finding. What is quoted of a value is left out of its message.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from inbox_toolkit.analysis.string_literals import string_literals
from inbox_toolkit.audit.result import CaseFinding, Delivery, Verdict
from inbox_toolkit.contract.payload_schema import payload_checker
from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.liquid.runtime.fragment_cache import FragmentCache
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.schemas.checking import Schema
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Settings
from inbox_toolkit.validation.rules import payload_size
from inbox_toolkit.validation.runner import validate_outcomes
from inbox_toolkit.validation.settings import case_settings
from inbox_toolkit.validation.visual.templates import is_visual

BATCH = 500
"""How many cases are judged together; all of them are in memory."""

_COUNT = re.compile(r",? in [0-9,]+ of [0-9,]+ cases?")
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|'[^']*'")
_BLANK = re.compile(r" is (?:an empty list|empty text|null|whitespace)(?: or [a-z ]+)?$")
_VALUE_SHOWN = re.compile(r"(?P<member>`[^`]*`|the [a-z ]+) is .*", re.DOTALL)
_NUMBER = re.compile(r"has [0-9,]+ bytes, ")
_INSIDE = re.compile(r'(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*')
"""What a placeholder inside a JSON string may print without ending it."""

Data = Mapping[str, Mapping[str, Any]]
"""What one person has below ``customer`` and ``trigger``."""


class CrashedRuleError(Exception):
    """A rule crashed, which is a bug of ours; the message is its traceback."""


@dataclass(frozen=True)
class Judge:
    """Says of a template's cases what ``validate`` would say of each.

    ``data`` is the message data of everyone, None where people have their own, or none.
    """

    template: Template
    data: Fixture | None
    project: Project
    environment: RenderEnvironment
    settings: Settings

    def render(self, person: Data, name: str, *, trace: bool = False) -> Outcome:
        """Return what a person's case becomes; ``name`` seeds chance."""
        case = self.case(person, name)
        return render_case(
            case, self.environment, trace=trace, cache=None if trace else self._cache
        )

    def case(self, person: Data, name: str) -> Case:
        """Return a person's case."""
        data = self.data
        if person["trigger"]:
            shared = data.data if data else {}
            data = Fixture("own", _NOWHERE, {**shared, **person["trigger"]})
        return Case(self.template, Fixture(name, _NOWHERE, person["customer"]), data)

    def verdicts(self, outcomes: Sequence[Outcome]) -> list[Verdict]:
        """Return the verdict of each case; no two may have the same name."""
        size = 1 if is_visual(self.template) else BATCH  # its rules compare cases
        found: list[Verdict] = []
        for at in range(0, len(outcomes), size):
            found += self._batch(tuple(outcomes[at : at + size]))
        return found

    def _batch(self, outcomes: tuple[Outcome, ...]) -> list[Verdict]:
        result = validate_outcomes(
            self.template, outcomes, self.project, self.environment, self._case_settings
        )
        if result.crashes:
            raise CrashedRuleError(result.crashes[0].trace)
        findings: dict[str, list[CaseFinding]] = {}
        for diagnostic in result.diagnostics:
            finding = self._finding(diagnostic)
            for label in diagnostic.cases:
                findings.setdefault(label, []).append(finding)
        verdicts = []
        for one in outcomes:
            own = findings.get(one.case.label, [])
            injected = self._injected(one) if one.is_deliverable else []
            verdicts.append(
                Verdict(
                    _delivery(one),
                    tuple(dict.fromkeys((*own, *injected))),
                    one.rendered.taken_branches,
                )
            )
        return verdicts

    @cached_property
    def _case_settings(self) -> Settings:
        settings = case_settings(self.settings)
        blank = {**settings.configured_options.get("blank-value", {}), "probes": 1_000_000_000}
        options = {**settings.configured_options, "blank-value": blank}
        return replace(settings, configured_options=options)

    @cached_property
    def max_bytes(self) -> int:
        """How large a message may be before a rule says so."""
        if "payload-size" not in self._case_settings.severities:
            return 1 << 62
        return int(self._case_settings.options(payload_size.META)["bytes"])

    @cached_property
    def payload_schema(self) -> Schema | None:
        """The schema that the template's payloads are checked against, if there is one.

        Raises ContractError for a file that is none.
        """
        if "rendered-schema" not in self.settings.severities:
            return None
        checker = payload_checker(self.template.envelope.type, self.project.config)
        return checker.schema if checker is not None else None

    @cached_property
    def _cache(self) -> FragmentCache:
        return {}

    @cached_property
    def _in_strings(self) -> frozenset[Span]:
        around = string_literals(self.template)
        return frozenset(piece.span for place in around for piece in place.outputs)

    def _injected(self, outcome: Outcome) -> list[CaseFinding]:
        """Return where a value ended the JSON string around it, and the message stayed JSON."""
        severity = self.settings.severity("unsafe-in-json", self.template.file)
        data = (outcome.case.profile.data, outcome.case.message_data)
        if severity is None or self.template.json == "leaf" or not any(map(_holds_quote, data)):
            return []
        traced = outcome.rendered
        if not traced.output_map:
            traced = render_case(outcome.case, self.environment, trace=True).rendered
        spans = {
            piece.span
            for piece in traced.output_map
            if piece.span in self._in_strings
            and not _INSIDE.fullmatch(traced.text[piece.start : piece.end])
        }
        return [
            CaseFinding(
                "unsafe-in-json",
                severity,
                self.template.locate(span),
                "a value ends the text around it and adds to the message",
            )
            for span in sorted(spans)
        ]

    def _finding(self, one: Diagnostic) -> CaseFinding:
        message = _COUNT.sub("", one.message)
        path = ""
        match one.rule:
            case "missing-value" | "blank-value":
                path = message.split("`")[1]
                message = _BLANK.sub(" is blank", message)
            case "wrong-type" | "date-input" | "link-scheme" | "visual-binding":
                pass
            case "render-failure":
                message = _QUOTED.sub(self._quoted, message.partition(": ")[0])  # then the value
            case "rendered-schema":
                message = self._misfit(message, one.help)
            case "payload-size":
                message = _NUMBER.sub("has ", message)
            case _:
                message = _QUOTED.sub(self._quoted, message)
        return CaseFinding(one.rule, one.severity, Location(one.source, one.span), message, path)

    def _misfit(self, message: str, wanted: str) -> str:
        """Return which member does not fit its schema, and what is wanted, without its value.

        Choices are left out: the nearest one is named in their place where a value is near to it.
        """
        found = _VALUE_SHOWN.fullmatch(message)
        member = _QUOTED.sub(self._quoted_key, found["member"] if found else message)
        if not found:
            return member
        is_same = wanted.startswith("expected ") and not wanted.startswith("expected one of ")
        return f"{member} does not fit the schema" + (f": {wanted}" if is_same else "")

    def _quoted_key(self, found: re.Match[str]) -> str:
        """Keep the path of a member that the template itself names."""
        quoted = found.group()
        steps = re.split(r"\.|\[\d+\]\.?", quoted[1:-1])
        is_written = all(f'"{step}"' in self.template.source.text for step in steps if step)
        return quoted if quoted[0] == "`" and is_written else f"{quoted[0]}…{quoted[0]}"

    def _quoted(self, found: re.Match[str]) -> str:
        """Keep what a message quotes if it is a name that the template writes, else leave it out.

        What is left out is a part of a value: nobody else may read it.
        """
        quoted = found.group()
        return quoted if quoted[1:-1] in self._written else f"{quoted[0]}…{quoted[0]}"

    @cached_property
    def _written(self) -> frozenset[str]:
        program = self.template.program
        return frozenset(
            (
                *(one.name for one in program.filters),
                *(one.name for one in program.tags),
                *(one.path for one in program.variables),
            )
        )


_NOWHERE = Source("", "")


def _delivery(outcome: Outcome) -> Delivery:
    if outcome.rendered.failures:
        return "failed"
    return "delivered" if outcome.is_deliverable else "broken"


def _holds_quote(value: object) -> bool:
    """Return True if a text of the data could end a JSON string."""
    if isinstance(value, str):
        return '"' in value or "\\" in value
    if isinstance(value, Mapping):
        return any(map(_holds_quote, value.values()))
    return isinstance(value, list) and any(map(_holds_quote, value))


def check_parses(template: Template) -> None:
    """Raise ProjectError for a template that does not parse: nobody could get it."""
    if template.body is None or template.parsed.errors:
        raise ProjectError(
            f"{template.file} does not parse, so nobody can be judged",
            help=f"see what is wrong with it: inbox validate {template.name}",
        )
