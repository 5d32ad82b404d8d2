"""A compiled template: code that can be stored, and tables of what it reads, takes and calls.

Rows of the tables are named tuples: a template has hundreds, and those are the fastest to make.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from inbox_toolkit.text.span import Span

FILE_NAME = "<liquid>"
"""How a template's code names its file in a traceback."""

Use = Literal["output", "argument", "condition", "loop", "assign"]
BranchKind = Literal[
    "if", "elsif", "else", "unless", "when", "case-else", "for", "for-else", "tablerow", "default"
]


class VariableRef(NamedTuple):
    """A variable where it is read once.

    ``path`` is its text as written (``item.name``). ``local`` says that its root is assigned,
    captured, counted or a loop's own variable somewhere in the template; ``defaulted``, that
    ``default`` is the first filter after it. ``node_span`` is the whole output or tag. ``names``
    are the steps of a path that consists of names only.
    """

    span: Span
    path: str
    use: Use
    local: bool
    defaulted: bool
    node_span: Span
    names: tuple[str, ...] = ()


class TemplateBranch(NamedTuple):
    """A branch that a render takes or not: of a condition, of a loop, or a ``default``'s fallback.

    An ``else`` that is not written is a branch as well; its spans are those of the opening tag.
    """

    span: Span
    tag_span: Span
    kind: BranchKind
    is_written: bool = True


class FilterUse(NamedTuple):
    """A call of a filter: ``span`` is from its ``|`` to its last argument."""

    name: str
    span: Span
    node_span: Span


Segment = tuple[Span, ...]


class Fragment(NamedTuple):
    """Neighboring nodes that read nothing but ``root``; their branches are first to last - 1."""

    root: str
    first: int
    last: int


class TagUse(NamedTuple):
    """A use of a tag that can fail or is Customer.io's own."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Program:
    """A template ready to run. Two programs are equal only if they are the same object.

    ``code`` is a marshalled code object, good for the Python that made it. ``segments`` holds for
    each line of the generated source the spans of the nodes it prints, or of the tag it stands for.
    """

    code: bytes
    version: str
    variables: tuple[VariableRef, ...]
    branches: tuple[TemplateBranch, ...]
    filters: tuple[FilterUse, ...]
    segments: tuple[Segment, ...]
    tags: tuple[TagUse, ...]
    assigns: frozenset[str]
    fragments: tuple[Fragment, ...] = ()
