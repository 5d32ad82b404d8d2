"""What an audit says of a population: every verdict there is, and how many people have it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from inbox_toolkit.audit.population import LeftOut, Unit
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Location, Template

Delivery = Literal["delivered", "broken", "failed"]
"""``failed``: the service fails the delivery. ``broken``: what it delivers is not a JSON object."""

Method = Literal["values", "classes", "rows"]
"""``values``: people are grouped by the values themselves; ``classes``: by classes of values, where
those decide the verdict; ``rows``: everyone is rendered."""


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """What a rule of ``validate`` says of one person's case.

    ``message`` quotes no character of a value, so that one cause is one finding: "`customer.city`
    has no value". ``path`` is the variable it is about, empty where it is about no single one.
    """

    rule: str
    severity: Severity
    location: Location
    message: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a person's case; people of equal verdicts are counted together.

    ``branches`` are indexes into ``template.program.branches``. ``findings`` are in the order of
    ``sort_diagnostics``: worst first, then by place.
    """

    delivery: Delivery
    findings: tuple[CaseFinding, ...]
    branches: frozenset[int]

    @property
    def is_whole(self) -> bool:
        """Return True if the message is delivered, and no rule finds an error in it."""
        return self.delivery == "delivered" and all(
            one.severity is not Severity.ERROR for one in self.findings
        )


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """A verdict and who has it.

    ``first_id`` is the smallest id, compared by code points. ``example`` is data that has this
    verdict, by root (``customer``, ``trigger``): that of the group with the smallest id, put
    together from values of several people. It holds only what the template reads. ``by`` counts
    the people by the values of each column that was asked for, as text; None stands for those
    without a value.
    """

    verdict: Verdict
    people: int
    first_id: str
    example: Mapping[str, Mapping[str, Any]]
    by: Mapping[str, Mapping[str | None, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """How one column is grouped by: ``key`` says by what, ``reasons`` why not by less."""

    column: str
    key: Literal["presence", "class", "value"]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How a template is audited, as ``--explain`` shows it.

    ``reason`` says why by this method. ``estimate`` is how many cases will be rendered, as known
    before; ``absent`` are the paths that the template reads and no column holds.
    """

    method: Method
    reason: str
    estimate: int
    columns: tuple[ColumnPlan, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditResult:
    """One template with one message data, judged against everyone.

    ``data_name`` names the message data; None for a send without any, or with data of each
    person's own. ``verdicts`` are sorted by people, most first. ``renders`` is how many cases were
    rendered, ``verified`` how many people of these were rendered one by one to compare. ``engine``
    is its name and version.

    Where each person has sends of their own, ``left_out`` says which are not judged, and whatever
    counts ``people`` counts sends.
    """

    template: Template
    data_name: str | None
    source: str
    people: int
    now: datetime
    seconds: float
    engine: str
    plan: Plan
    verdicts: tuple[VerdictCount, ...]
    renders: int
    verified: int = 0
    left_out: LeftOut | None = None

    @property
    def unit(self) -> Unit:
        """What is counted."""
        return "people" if self.left_out is None else "sends"

    @property
    def failed(self) -> int:
        """How many people would not get the message at all."""
        return sum(one.people for one in self.verdicts if one.verdict.delivery == "failed")

    @property
    def broken(self) -> int:
        """How many would get text that is not a message."""
        return sum(one.people for one in self.verdicts if one.verdict.delivery == "broken")

    def people_taking(self, branch: int) -> int:
        """Return how many people take a branch."""
        return sum(one.people for one in self.verdicts if branch in one.verdict.branches)
