"""What a compiled template works with while it renders: one context, composed of parts.

================  ==================================================================
``variables``     the data, and how it is read
``output``        the text so far, captures, limits
``log``           what was read, taken and failed
``filters``       calls of filters
``tags``          loops, cycles, counters
``cio_tags``      Customer.io's own tags
``fragments``     what other renders have done already
================  ==================================================================

Generated code reaches them by local names: ``LOCALS`` in ``compiler/code_builder.py``. Parts that
few templates use are made when asked for: making all of them costs more than most renders.
"""

from collections.abc import Callable
from datetime import datetime

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.spec import Context as FilterContext
from inbox_toolkit.liquid.runtime.cio_tags import CioTags
from inbox_toolkit.liquid.runtime.filter_calls import RANDOM_FILTERS, FilterCaller
from inbox_toolkit.liquid.runtime.fragment_cache import (
    NO_FRAGMENTS,
    FragmentCache,
    FragmentRecorder,
    NoFragments,
)
from inbox_toolkit.liquid.runtime.loader import Loaded, load
from inbox_toolkit.liquid.runtime.log import RenderLog
from inbox_toolkit.liquid.runtime.output import Emit, Output
from inbox_toolkit.liquid.runtime.randomness import Randomness, Seed, unused_generator
from inbox_toolkit.liquid.runtime.result import NO_REF, ReadGroup, read_path
from inbox_toolkit.liquid.runtime.tags import Tags, TagState

MAX_LIQUID_DEPTH = 10
"""How deep Liquid in values may hold Liquid (``render_liquid``)."""


class RenderContext:
    """One render of one program."""

    __slots__ = (
        "_depth", "_filters", "_leaves", "_loaded", "_now", "_randomness", "_seed", "_strict",
        "_tags", "fragments", "log", "output", "program", "variables",
    )  # fmt: skip

    def __init__(
        self,
        program: Program,
        loaded: Loaded,
        data: dict[str, object],
        *,
        now: datetime,
        seed: Seed,
        strict: bool,
        collect: bool,
        cache: FragmentCache | None = None,
        depth: int = 0,
        steps: int = 0,
    ) -> None:
        self.program = program
        self.log = log = RenderLog(collect)
        self.output = output = Output(steps)
        self.variables = variables = loaded.dialect.variables(
            program, loaded.names, data, log, output, strict
        )
        self.fragments: FragmentRecorder | NoFragments = (
            NO_FRAGMENTS
            if cache is None
            else FragmentRecorder(cache, program, variables, output, log)
        )
        self._loaded = loaded
        self._now = now
        self._seed = seed
        self._strict = strict
        self._depth = depth
        self._filters: FilterCaller | None = None
        self._tags: Tags | None = None
        self._randomness: Randomness | None = None
        self._leaves: list[tuple[TagState, dict[str, object], Emit]] | None = None

    @property
    def filters(self) -> FilterCaller:
        """The calls of filters."""
        if self._filters is None:
            self._filters = FilterCaller(self.program, self._loaded.filters, self.log, self.output)
        return self._filters

    @property
    def tags(self) -> Tags:
        """Loops, cycles and counters."""
        if self._tags is None:
            self._tags = self._loaded.dialect.tags(self.variables, self.output)
        return self._tags

    @property
    def cio_tags(self) -> CioTags:
        """Customer.io's own tags."""
        return CioTags(self.program, self.log, self.randomness, self._render_liquid)

    @property
    def randomness(self) -> Randomness:
        """The random numbers."""
        if self._randomness is None:
            self._randomness = Randomness(self._seed, self.log)
        return self._randomness

    def read_groups(self) -> tuple[ReadGroup, ...]:
        """Return all that was read; what renders share is a group of its own."""
        if isinstance(self.fragments, FragmentRecorder):
            return self.fragments.read_groups()
        return (tuple(self.log.reads),) if self.log.reads else ()

    def child(self, program: Program, data: dict[str, object], depth: int = 0) -> "RenderContext":
        """Return the context of another program within this render; its first failure ends it."""
        return RenderContext(
            program,
            load(program),
            data,
            now=self._now,
            seed=self.randomness.child_seed(is_random=bool(program.tags)),
            strict=self._strict,
            collect=False,
            depth=depth,
            steps=self.output.steps,
        )

    def call_filter_with_context(
        self, index: int, names: dict[str, object], value: object, *arguments: object
    ) -> object:
        """Call a filter that depends on more than its arguments; ``names`` are the loop variables.

        No part holds a method of this context: that would be a cycle, and cost a render a tenth.
        """

        def evaluator(item: str, expression: str) -> Callable[[object], object]:
            from inbox_toolkit.liquid.runtime.lambda_expressions import make_evaluator

            self.log.is_tainted = True  # the expression may read any root
            return make_evaluator(self, names, item, expression)

        is_random = self.program.filters[index].name in RANDOM_FILTERS
        filter_context = FilterContext(
            now=self._now,
            random=self.randomness.generator if is_random else unused_generator(),
            strict=self._strict,
            evaluator=evaluator,
        )
        return self.filters.call_with_context(index, filter_context, value, *arguments)

    def fail_hidden_forloop(self, index: int) -> None:
        """Fail at a loop whose variable is named ``forloop`` and hides the engine's object."""
        self.log.refuse(
            "scope.forloop.next is not a function",
            self.program.tags[index].span,
            help="give the loop's variable another name than `forloop`",
        )

    def enter_leaf(self) -> Emit:
        """Start a JSON string that is a template of its own; return what prints into it.

        It sees the data as given, and none of the names that the template assigns elsewhere.
        """
        self._leaves = self._leaves or []
        self._leaves.append((self.tags.state, self.variables.data, self.output.emit))
        self.tags.state, self.variables.data = TagState(), dict(self.variables.original)
        return self.output.escape_json()

    def leave_leaf(self) -> Emit:
        """End such a string, and return what prints outside."""
        if self._leaves:
            self.tags.state, self.variables.data, self.output.emit = self._leaves.pop()
        return self.output.emit

    def _render_liquid(self, source: str, names: dict[str, object]) -> str:
        """Render Liquid that stands in a value (``render_liquid``), with the same data."""
        from inbox_toolkit.liquid.compiler.compiler import compile_nodes
        from inbox_toolkit.liquid.syntax.parser import parse

        parsed = parse(source, version=self.program.version)
        if parsed.errors or self._depth >= MAX_LIQUID_DEPTH:
            message = parsed.errors[0].message if parsed.errors else "it renders itself"
            raise FilterError(f"the Liquid in this value does not parse: {message}")
        program = compile_nodes(parsed, version=self.program.version)
        inner = self.child(program, {**self.variables.data, **names}, self._depth + 1)
        load(program).function(inner, inner.output.emit)
        self.output.steps = inner.output.steps
        for raw in inner.log.reads:
            self.variables.record((NO_REF, raw[1], read_path(program, raw)))
        return "".join(inner.output.pieces)
