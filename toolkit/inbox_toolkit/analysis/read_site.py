"""A place where a template reads a variable, and whether it can fail there."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from inbox_toolkit.analysis.data_path import Steps
from inbox_toolkit.liquid.compiler.program import BranchKind, Use
from inbox_toolkit.text.record import record
from inbox_toolkit.text.span import Span

BranchKey = tuple[BranchKind, Span]
"""A branch of a program, by its kind and the span of its tag."""

Status = Literal["required", "conditional", "guarded", "defaulted", "tested", "assigned"]


@record
class ReadSite:
    """One place where a variable is read.

    ``status`` is the effect of a missing value: it always fails the delivery (``required``), fails
    it under ``conditions`` (``conditional``), cannot occur (``guarded``), prints a fallback
    (``defaulted``), makes a condition false (``tested``) or a name null (``assigned``).
    ``origins`` are the data paths it can stand for, none if the template computes it;
    ``fails_at`` the parts of those that can be missing. ``unset`` is the name that may be without
    a value here, for one where ``unset_where`` holds; ``unknown`` is the same if it never has one.
    ``is_data``: only values of the data can be empty here, none that the template makes.
    """

    span: Span
    node_span: Span
    path: str
    use: Use
    status: Status
    conditions: tuple[str, ...] = ()
    origins: tuple[Steps, ...] = ()
    fails_at: tuple[Steps, ...] = ()
    unknown: str = ""
    unset: str = ""
    unset_where: tuple[str, ...] = ()
    is_local: bool = False
    is_data: bool = False

    @property
    def can_fail(self) -> bool:
        """Return True if a missing value here fails the delivery."""
        return self.status in ("required", "conditional")


@dataclass(frozen=True)
class Analysis:
    """All reads of one template, in the order they stand."""

    reads: tuple[ReadSite, ...]
    names: frozenset[str] = frozenset()
    """Every name the template gives a value somewhere, loop variables included."""
    assigned: frozenset[str] = frozenset()
    """The same without loop variables."""
    impossible: frozenset[BranchKey] = frozenset()
    """Branches, loops and fallbacks that are never taken, whatever the data."""

    @cached_property
    def by_span(self) -> dict[Span, ReadSite]:
        """The reads by where they stand."""
        return {read.span: read for read in self.reads}
