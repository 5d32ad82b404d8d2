"""The Python source a template becomes: lines, scopes and the tables that go with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

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

DEEPEST_INDENT = 14
"""Python allows 20 nested loops and 100 levels of indentation; deeper bodies become functions."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop around the code being written; its Python names end in ``number``."""

    number: int
    variable: str
    tag: str
    label: str
    """What liquidjs calls it: the variable and the collection as written."""


@dataclass(slots=True)
class CodeBuilder:
    """Source text in the making."""

    text: str
    version: str
    assigned: frozenset[str]
    counted: frozenset[str] = frozenset()
    """Names of counters; ``assigned`` holds them too."""

    continues: bool = False
    """Whether any loop goes on where another stopped (``offset: continue``)."""

    lines: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    pieces: list[tuple[str, Span]] = field(default_factory=list)
    variables: list[VariableRef] = field(default_factory=list)
    branches: list[TemplateBranch] = field(default_factory=list)
    filters: list[FilterUse] = field(default_factory=list)
    tags: list[TagUse] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    loops: list[Loop] = field(default_factory=list)
    indent: int = 1
    functions: int = 0
    counter: int = 0

    def line(self, code: str, span: Span | None = None) -> None:
        """Add one line; ``span`` is the node it stands for."""
        if self.pieces:
            self.flush()
        self.lines.append(" " * self.indent + code)
        self.segments.append((span,) if span else ())

    def piece(self, code: str, span: Span) -> None:
        """Add code whose value, a text, is printed; what follows each other is printed at once."""
        self.pieces.append((code, span))

    def flush(self) -> None:
        """Write the line that prints the pieces so far."""
        if self.pieces:
            codes, spans = zip(*self.pieces, strict=True)
            self.lines.append(f"{' ' * self.indent}w(({','.join(codes)},))")
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
        lines[0:0] = [" " * (self.functions + 1) + head, *self.lines]
        segments[0:0] = [(), *self.segments]
        self.lines, self.segments, self.indent = lines, segments, indent

    def number(self) -> int:
        """Return a number no other name has."""
        self.counter += 1
        return self.counter

    def ref(self, ref: VariableRef) -> int:
        """Add a place where a variable is read and return its index."""
        self.variables.append(ref)
        return len(self.variables) - 1

    def branch(
        self, kind: BranchKind, span: Span, tag_span: Span, *, is_written: bool = True
    ) -> int:
        """Add an arm and return its index."""
        self.branches.append(TemplateBranch(span, tag_span, kind, is_written))
        return len(self.branches) - 1

    def filter(self, use: FilterUse) -> int:
        """Add a use of a filter and return its index."""
        self.filters.append(use)
        return len(self.filters) - 1

    def tag(self, name: str, span: Span) -> int:
        """Add a use of one of the service's tags and return its index."""
        self.tags.append(TagUse(name, span))
        return len(self.tags) - 1

    def loop_of(self, name: str) -> Loop | None:
        """Return the innermost loop whose variable, or own object, a name is."""
        for loop in reversed(self.loops):
            if name in (loop.variable, _own_object(loop)):
                return loop
        return None


def _own_object(loop: Loop) -> str:
    return "tablerowloop" if loop.tag == "tablerow" else "forloop"
