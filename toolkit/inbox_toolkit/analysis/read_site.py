"""Every place where a template reads a variable, and whether it can fail there."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from inbox_toolkit.analysis.data_path import Steps
from inbox_toolkit.liquid.compiler.program import Use
from inbox_toolkit.liquid.syntax.nodes import Assign, Capture, Counter, For
from inbox_toolkit.liquid.syntax.visitor import every_node
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span

Status = Literal["required", "conditional", "guarded", "defaulted", "tested", "assigned"]


@dataclass(frozen=True, slots=True)
class ReadSite:
    """One place where a variable is read, in any case.

    ``status`` tells what becomes of a missing value there: it always fails (``required``), fails
    under ``conditions`` (``conditional``), cannot be missing there (``guarded``), has a fallback
    (``defaulted``), or only makes a condition false (``tested``) or a name null (``assigned``).
    ``origins`` are the paths of the data it can stand for, none where it is made in the template;
    ``fails_at`` the parts of those that can be missing there. ``unknown`` is the name nothing
    gives a value, empty where there is none.
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
    is_local: bool = False

    @property
    def can_fail(self) -> bool:
        """Tell whether a missing value there would fail the delivery."""
        return self.status in ("required", "conditional")


@dataclass(frozen=True)
class Analysis:
    """All reads of one template, in the order they stand."""

    reads: tuple[ReadSite, ...]
    names: frozenset[str] = frozenset()
    """Every name the template gives a value somewhere, loops' variables included."""

    @cached_property
    def by_span(self) -> dict[Span, ReadSite]:
        """The reads by where they stand."""
        return {read.span: read for read in self.reads}


def analyze(template: Template) -> Analysis:
    """Follow a template's control flow; nothing is said of one that does not parse."""
    from inbox_toolkit.analysis.abstract_interpreter import AbstractInterpreter  # it makes ReadSite

    if template.body is None or template.parsed.errors:
        return Analysis(())
    nodes = template.parsed.nodes
    names = frozenset(
        node.variable if isinstance(node, For) else node.name
        for node in every_node(nodes)
        if isinstance(node, Assign | Capture | Counter | For)
    )
    return Analysis(AbstractInterpreter(template.body.text, template.version).follow(nodes), names)
