"""What generated code works with while it runs: printing, filters, loops, captures, limits."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from inbox_toolkit.errors import MissingValueError, RenderError
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.errors import FilterError, UndefinedError
from inbox_toolkit.liquid.filters.spec import Context
from inbox_toolkit.liquid.javascript.json_stringify import quote
from inbox_toolkit.liquid.javascript.numbers import to_double
from inbox_toolkit.liquid.javascript.values import MISSING, unwrap
from inbox_toolkit.liquid.runtime.cio_tags import CHANCE_TAGS, render_cio_tag
from inbox_toolkit.liquid.runtime.fast_paths import to_text_fast
from inbox_toolkit.liquid.runtime.fragment_cache import FragmentCache, Sharing
from inbox_toolkit.liquid.runtime.loader import Loaded, load
from inbox_toolkit.liquid.runtime.loops import (
    MOST_TEXT,
    Emit,
    LimitReached,
    TagState,
    plain_number,
)
from inbox_toolkit.liquid.runtime.result import NO_REF, Failure, read_path

DEEPEST_LIQUID = 10
"""How deep Liquid in values may hold Liquid (``render_liquid``)."""

_FEW = 256
_CLOCK_WORDS = ("now", "today")
_CHANCE_FILTERS = ("random", "sample")

if TYPE_CHECKING:
    from random import Random


@lru_cache(maxsize=1)
def _idle_chance() -> "Random":
    """Return a source of chance for filters that leave nothing to it; seeding one costs."""
    from random import Random

    return Random(0)  # noqa: S311


class RenderContext(Sharing):
    """One render of one template."""

    __slots__ = (
        "_chance", "_changed_text", "_depth", "_functions", "_given", "_leaves", "_now", "_outer",
        "_seed", "emit", "used_chance",
    )  # fmt: skip

    def __init__(
        self,
        program: Program,
        loaded: Loaded,
        data: dict[str, object],
        *,
        now: datetime,
        seed: int,
        strict: bool,
        collect: bool,
        memory: FragmentCache | None = None,
    ) -> None:
        super().__init__(program, loaded.names, data, strict=strict, collect=collect)
        self.memory = memory
        self._given = dict(data) if program.assigns else data
        self._functions = loaded.filters
        self._now = now
        self._seed = seed
        self._chance: Random | None = None
        self._depth = 0
        self._changed_text = ""
        self._outer: list[tuple[list[str], Emit, int, int]] = []
        self._leaves: list[tuple[TagState, dict[str, object], Emit]] = []
        self.used_chance = False
        self.emit: Emit
        self.emit = self.out.extend

    # --- filters -----------------------------------------------------------------------------

    def f(self, index: int, value: object, *arguments: object) -> object:
        """Call the filter at ``index`` of the program's table."""
        try:
            result = self._functions[index](value, *arguments)
        except FilterError as error:
            return self._refused(index, error)
        if type(result) is str and len(result) > MOST_TEXT:
            raise LimitReached
        return result

    def f1(self, index: int, value: object) -> object:
        """Call a filter that is given nothing but the value."""
        try:
            result = self._functions[index](value)
        except FilterError as error:
            return self._refused(index, error)
        if type(result) is str and len(result) > MOST_TEXT:
            raise LimitReached
        return result

    def ask(
        self, index: int, names: dict[str, object], value: object, *arguments: object
    ) -> object:
        """Call a filter that depends on more than its arguments."""
        name = self.program.filters[index].name
        self.used_chance = self.used_chance or name in _CHANCE_FILTERS
        self.used_clock = self.used_clock or unwrap(value) in _CLOCK_WORDS
        context = Context(
            now=self._now,
            random=self.chance if name in _CHANCE_FILTERS else _idle_chance(),
            strict=self.strict,
            evaluator=lambda item, text: self._evaluator(names, item, text),
        )
        try:
            return self._functions[index](value, *arguments, context=context)
        except FilterError as error:
            return self._refused(index, error)

    def default(self, index: int, branch: int, value: object, *arguments: object) -> object:
        """Call ``default`` and note its arm where it steps in."""
        if type(value) is str and value:
            return value
        result = self.f(index, value, *arguments)
        kept = unwrap(value)
        if result is not kept or (not kept and kept != 0):
            self.taken_branches.add(branch)
        return result

    def _evaluator(
        self, names: dict[str, object], item: str, text: str
    ) -> Callable[[object], object]:
        from inbox_toolkit.liquid.runtime.lambda_expressions import evaluator

        self.is_own = True  # the text may name any root
        return evaluator(self, names, item, text)

    @property
    def chance(self) -> "Random":
        """The run's own source of chance."""
        self.is_own = True
        if self._chance is None:
            from random import Random  # its import costs more than most renders

            self._chance = Random(self._seed)  # noqa: S311 - for display, not for secrets
        return self._chance

    def _refused(self, index: int, error: FilterError) -> object:
        use = self.program.filters[index]
        path = error.path if isinstance(error, UndefinedError) else None
        if not self.collect:
            remedy = error.help or f"see the filter `{use.name}`"
            raise RenderError(error.message, use.span, help=remedy)
        self.failures.append(Failure(error.message, use.span, path, error.help))
        return MISSING

    def child(self, program: Program, data: dict[str, object]) -> "RenderContext":
        """Return a run of another program within this render; it stops at the first failure."""
        return type(self)(
            program,
            load(program),
            data,
            now=self._now,
            seed=self.chance.getrandbits(32) if program.tags else self._seed,
            strict=self.strict,
            collect=False,
        )

    # --- state -------------------------------------------------------------------------------

    def count(self, name: str, step: int) -> str:
        """Step a counter and return what it prints: the old value up, the new one down."""
        if name not in self.state.counts:
            given = None if name in self.state.bound else self.data.get(name)
            is_number = isinstance(given, int | float) and not isinstance(given, bool)
            self.state.counts[name] = given if is_number and isinstance(given, int | float) else 0
        before = self.state.counts[name]
        self.state.counts[name] = after = plain_number(to_double(before) + step)
        if name not in self.state.bound:
            self.data[name] = after
        return to_text_fast(before if step > 0 else after)

    def bind(self, name: str, value: object) -> None:
        """Assign a name that a counter has as well: the assigned value hides the counter's."""
        self.state.bound.add(name)
        self.data[name] = value

    def open(self) -> Emit:
        """Start a capture and return what prints into it."""
        self._outer.append((self.out, self.emit, self._size, self._measured))
        self.out, self._size, self._measured = [], 0, 0
        self.emit = self.out.extend
        return self.emit

    def close(self, name: str) -> Emit:
        """End a capture, give its name the text, and return what prints outside."""
        self.bind(name, self._taken())
        return self.emit

    def close_changed(self) -> Emit:
        """End a capture whose text ``changed`` prints."""
        self._changed_text = self._taken()
        return self.emit

    def changed(self) -> str:
        """Return the text captured last, nothing where it is what such a tag printed last."""
        if self._changed_text == self.state.printed:
            return ""
        self.state.printed = self._changed_text
        return self._changed_text

    def whole(self) -> list[str]:
        """Return all that is printed so far; a capture that was cut short is not."""
        return self._outer[0][0] if self._outer else self.out

    def finish(self) -> None:
        """Measure what was printed last, where it could be much."""
        if len(self.out) > _FEW:
            self.measure()

    def inner_text(self, source: str, names: dict[str, object]) -> str:
        """Render Liquid that stands in a value (``render_liquid``), with the same data."""
        from inbox_toolkit.liquid.compiler.compiler import compile_nodes
        from inbox_toolkit.liquid.syntax.parser import parse

        self._depth += 1
        parsed = parse(source, version=self.program.version)
        if parsed.errors or self._depth > DEEPEST_LIQUID:
            message = parsed.errors[0].message if parsed.errors else "it renders itself"
            raise FilterError(f"the Liquid in this value does not parse: {message}")
        program = compile_nodes(parsed, version=self.program.version)
        inner = self.child(program, {**self.data, **names})
        inner._depth = self._depth
        load(program).function(inner, inner.emit)
        for raw in inner.records:
            self.record((NO_REF, raw[1], read_path(program, raw)))
        self._depth -= 1
        return "".join(inner.out)

    def refuse(self, index: int, message: str) -> None:
        """Fail at a tag, as liquidjs does where it breaks itself."""
        span = self.program.tags[index].span
        if not self.collect:
            raise RenderError(message, span)
        self.failures.append(Failure(message, span, None))

    def _taken(self) -> str:
        self.measure()
        text = "".join(self.out)
        self.out, self.emit, self._size, self._measured = self._outer.pop()
        return text

    def enter_leaf(self) -> Emit:
        """Start a JSON string of its own, with no variables but the data's; return its print."""
        outer = self.emit
        self._leaves.append((self.state, self.data, outer))
        self.state, self.data = TagState(), dict(self._given)

        def escaped(texts: Iterable[str]) -> None:
            outer([quote(text)[1:-1] for text in texts])

        self.emit = escaped
        return escaped

    def leave_leaf(self) -> Emit:
        """End it, and return what prints outside."""
        self.state, self.data, self.emit = self._leaves.pop()
        return self.emit

    def service(self, index: int, names: dict[str, object], *values: object) -> str:
        """Return what one of the service's own tags prints."""
        tag = self.program.tags[index].name
        self.used_chance = self.used_chance or tag in CHANCE_TAGS
        try:
            return render_cio_tag(self, tag, names, values)
        except MissingValueError as error:
            self.undefined(error.path, self.program.tags[index].span)
        except (FilterError, RenderError) as error:
            self.refuse(index, error.message)
        return ""
