"""Builds the Python source of a template: lines, blocks, and the tables that go with them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from inbox_toolkit.liquid.compiler.code_cache import stand_in
from inbox_toolkit.liquid.compiler.program import (
    BranchKind,
    FilterUse,
    Fragment,
    Segment,
    TagUse,
    TemplateBranch,
    VariableRef,
)
from inbox_toolkit.text.span import Span

MAX_INDENT = 14
"""Python allows 20 nested loops and 100 levels of indentation; deeper bodies become functions."""

LOCALS = {
    "branch": "context.log.taken_branches.add",
    "cio_tags": "context.cio_tags",
    "filters": "context.filters",
    "fragments": "context.fragments",
    "jump": "NO_JUMP",
    "output": "context.output",
    "variables": "context.variables",
}
"""The local names of generated code and what they start as (``runtime/context.py``).

``context.tags`` is none of them: it is made when first asked for, which most cases never do, as
their loops are in fragments that others have rendered.
"""


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop around the code being written; its Python names end in ``number``."""

    number: int
    variable: str
    tag: str
    label: str
    """What liquidjs calls it: the variable and the collection as written."""

    @property
    def drop_name(self) -> str:
        """The name of its own object: ``forloop`` or ``tablerowloop``."""
        return "tablerowloop" if self.tag == "tablerow" else "forloop"


@dataclass(slots=True)
class CodeBuilder:
    """Python source while it is being written."""

    text: str
    version: str
    assigned: frozenset[str] = frozenset()
    """Names that the template gives values to."""

    counted: frozenset[str] = frozenset()
    """Names of counters; ``assigned`` holds them too."""

    resumes: bool = False
    """Whether any loop goes on where another stopped (``offset: continue``)."""

    is_readable: bool = False
    """Whether the source holds its texts, for people to read, rather than their stand-ins."""

    lines: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    pieces: list[tuple[str, Span]] = field(default_factory=list)
    variables: list[VariableRef] = field(default_factory=list)
    branches: list[TemplateBranch] = field(default_factory=list)
    filters: list[FilterUse] = field(default_factory=list)
    tags: list[TagUse] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    loops: list[Loop] = field(default_factory=list)
    locals: set[str] = field(default_factory=set)
    texts: dict[str, bytes] = field(default_factory=dict)
    """What stands for each text in the source (``code_cache``)."""

    indent: int = 1
    functions: int = 0
    counter: int = 0

    # --- lines -------------------------------------------------------------------------------

    def line(self, code: str, span: Span | None = None) -> None:
        """Add one line; ``span`` is the node it stands for."""
        if self.pieces:
            self.flush()
        self.lines.append(_INDENTS[self.indent] + code)
        self.segments.append((span,) if span else ())

    def block(self, head: str, lines: Iterable[str]) -> None:
        """Add a block of plain lines."""
        self.begin(head)
        for line in lines:
            self.line(line)
        self.end()

    def piece(self, code: str, span: Span) -> None:
        """Add code whose value, a text, is printed; neighbors are printed by one line."""
        self.pieces.append((code, span))

    def flush(self) -> None:
        """Write the line that prints the pieces so far."""
        if self.pieces:
            codes, spans = zip(*self.pieces, strict=True)
            self.lines.append(
                f"{_INDENTS[self.indent]}emit(({', '.join(codes)}{',' * (len(codes) == 1)}))"
            )
            self.segments.append(spans)
            self.pieces = []

    def begin(self, head: str, span: Span | None = None) -> None:
        """Write a line that opens a block, and go one level deeper until ``end``."""
        self.line(head, span)
        self.indent += 1

    def end(self) -> None:
        """Go back one level."""
        self.flush()
        self.indent -= 1

    @contextmanager
    def function(self, head: str) -> Iterator[None]:
        """Write a function; it goes to the top of the one being written, whose names it sees."""
        self.flush()
        lines, segments, indent = self.lines, self.segments, self.indent
        self.lines, self.segments = [], []
        self.functions += 1
        self.indent = self.functions + 1
        yield
        self.flush()
        self.functions -= 1
        lines[0:0] = [_INDENTS[self.functions + 1] + head, *self.lines]
        segments[0:0] = [(), *self.segments]
        self.lines, self.segments, self.indent = lines, segments, indent

    def finish(self, head: str) -> tuple[str, tuple[Segment, ...]]:
        """Return the source of a function with this head, and the segments of its lines.

        Line 0 does not exist: lines count from 1.
        """
        self.flush()
        if not self.lines:
            self.line("pass")
        names = [f"    {name} = {LOCALS[name]}" for name in sorted(self.locals)]
        source = "\n".join([head, *names, *self.lines])
        return source, ((),) * (2 + len(names)) + tuple(self.segments)

    # --- names and tables --------------------------------------------------------------------

    def use(self, name: str) -> str:
        """Return one of ``LOCALS``, and make it a local name of the function."""
        self.locals.add(name)
        return name

    def number(self) -> int:
        """Return a number no other name has."""
        self.counter += 1
        return self.counter

    def text_literal(self, value: str) -> str:
        """Return the code of a text of the template."""
        if self.is_readable:
            return repr(value)
        return repr(self.texts.setdefault(value, stand_in(len(self.texts))))

    def variable(self, ref: VariableRef) -> int:
        """Add a variable as read in one place and return its index."""
        self.variables.append(ref)
        return len(self.variables) - 1

    def branch(
        self, kind: BranchKind, span: Span, tag_span: Span, *, is_written: bool = True
    ) -> str:
        """Add a branch and return the line that notes that it is taken."""
        self.branches.append(TemplateBranch(span, tag_span, kind, is_written))
        return f"{self.use('branch')}({len(self.branches) - 1})"

    def default_branch(self, span: Span) -> int:
        """Add the branch of a ``default`` and return its index."""
        self.branches.append(TemplateBranch(span, span, "default"))
        return len(self.branches) - 1

    def filter(self, use: FilterUse) -> int:
        """Add a use of a filter and return its index."""
        self.filters.append(use)
        return len(self.filters) - 1

    def tag(self, name: str, span: Span) -> int:
        """Add a use of a tag that can fail or is Customer.io's own, and return its index."""
        self.tags.append(TagUse(name, span))
        return len(self.tags) - 1

    def loop_of(self, name: str) -> Loop | None:
        """Return the innermost loop whose variable, or own object, a name is."""
        for loop in reversed(self.loops):
            if name in (loop.variable, loop.drop_name):
                return loop
        return None


_INDENTS = tuple("    " * depth for depth in range(128))
