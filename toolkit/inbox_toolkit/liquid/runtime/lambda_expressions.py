"""Evaluates the expressions that filters take as text (``where_exp: 'item', 'item.x > 1'``)."""

import marshal
from collections.abc import Callable
from functools import lru_cache
from types import CodeType
from typing import Protocol

from inbox_toolkit.errors import LiquidSyntaxError, MissingValueError, RenderError
from inbox_toolkit.liquid.compiler.code_builder import CodeBuilder
from inbox_toolkit.liquid.compiler.expressions import Position, filtered
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.errors import FilterError, UndefinedError
from inbox_toolkit.liquid.runtime.loader import load
from inbox_toolkit.liquid.runtime.result import NO_REF, RawRead
from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.text.span import Span


class Runner(Protocol):
    """What evaluating needs of a run."""

    data: dict[str, object]
    program: Program
    record: Callable[[RawRead], None]

    def child(self, program: Program, data: dict[str, object]) -> "Runner":
        """Return a run of another program in the same render; it stops at the first failure."""


def evaluator(
    run: Runner, names: dict[str, object], item_name: str, expression: str
) -> Callable[[object], object]:
    """Return a function of an item that gives the expression's value for it.

    ``names`` are the loop variables in sight. What the expression reads beyond its item is noted
    in the run. Raises FilterError where it is no expression, or lacks a variable.
    """
    program = _program(expression, run.program.version)
    function = load(program).function
    data = {**run.data, **names}
    inner = run.child(program, data)

    def note(raw: RawRead) -> None:
        ref = raw[0]
        path = program.variables[ref].path if isinstance(ref, int) else ""
        if path.partition(".")[0] not in {item_name, *names}:
            run.record((NO_REF, raw[1], path))

    def evaluate(item: object) -> object:
        data[item_name] = item
        inner.record = note
        try:
            return function(inner, None)
        except MissingValueError as error:
            raise UndefinedError(error.path) from None
        except RenderError as error:
            raise FilterError(error.message) from None

    return evaluate


@lru_cache(maxsize=1_024)
def _program(expression: str, version: str) -> Program:
    whole = Span(0, len(expression))
    try:
        chain = read_filtered(Cursor(expression, *whole))
    except LiquidSyntaxError as error:
        raise FilterError(f"the expression {expression!r} is not one: {error.message}") from None
    source = CodeBuilder(expression, version, frozenset())
    code = filtered(source, chain, Position("argument", whole))
    module = compile(f"def t(r,w):\n f=r.f;g=r.f1;return {code}", "<liquid expression>", "exec")
    function = next(constant for constant in module.co_consts if isinstance(constant, CodeType))
    return Program(
        code=marshal.dumps(function),
        version=version,
        variables=tuple(source.variables),
        branches=(),
        filters=tuple(source.filters),
        segments=(),
        tags=(),
        assigns=frozenset(),
    )
