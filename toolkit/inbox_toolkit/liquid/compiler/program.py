"""What a compiled template is: code that can be stored, and what it reads, branches and prints.

The entries of its tables are named tuples: templates have hundreds, and those are made fastest.
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
    """One place where a variable is read.

    ``path`` is its text as written (``item.name``). ``local`` tells that its root is assigned,
    captured, counted or a loop's own variable somewhere in the template; ``defaulted`` that
    ``default`` is the first filter behind it. ``node_span`` is the whole output or tag. ``names``
    are the steps of a path of nothing but names.
    """

    span: Span
    path: str
    use: Use
    local: bool
    defaulted: bool
    node_span: Span
    names: tuple[str, ...] = ()


class TemplateBranch(NamedTuple):
    """One way through the template: a branch, a loop's body, a ``default`` that steps in.

    An ``else`` that is not written is an arm as well; its spans are those of the opening tag.
    """

    span: Span
    tag_span: Span
    kind: BranchKind
    is_written: bool = True


class FilterUse(NamedTuple):
    """A filter as called somewhere: ``span`` is from its ``|`` to its last argument."""

    name: str
    span: Span
    node_span: Span


Segment = tuple[Span, ...]


class Fragment(NamedTuple):
    """Neighbouring nodes that read nothing but ``root``; theirs are the arms first to last - 1."""

    root: str
    first: int
    last: int


class TagUse(NamedTuple):
    """One of the service's own tags as used somewhere."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Program:
    """A template ready to run; two are equal only where they are the same.

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
