"""Evaluates the expressions that filters take as text (``where_exp: 'item', 'item.x > 1'``).

Such an expression is the body of a function of one item: what other languages call a lambda.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from inbox_toolkit.errors import LiquidSyntaxError, MissingValueError, RenderError
from inbox_toolkit.liquid.catalog.sources import LIQUIDJS_10_16
from inbox_toolkit.liquid.compiler.compiler import compile_expression
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.errors import FilterError, UndefinedError
from inbox_toolkit.liquid.runtime.loader import load
from inbox_toolkit.liquid.runtime.output import Output
from inbox_toolkit.liquid.runtime.result import NO_REF, RawRead
from inbox_toolkit.liquid.runtime.variables import VariableReader
from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.expressions import read_filtered
from inbox_toolkit.text.span import Span

STEPS_PER_CALL = 8
"""What evaluating an expression for one item counts, besides what its filters go through."""


class Context(Protocol):
    """What evaluating needs of a render's context."""

    program: Program
    variables: VariableReader
    output: Output

    def child(self, program: Program, data: dict[str, object]) -> "Context":
        """Return the context of another program in the same render."""


def make_evaluator(
    context: Context, names: dict[str, object], item_name: str, expression: str
) -> Callable[[object], object]:
    """Return a function of an item that gives the expression's value for it.

    ``names`` are the loop variables in sight. What the expression reads beyond its item is recorded
    in the context. Raises FilterError if it is no expression, or lacks a variable.
    """
    program = _compiled(expression, context.program.version)
    function = load(program).function
    sees_all = program.version != LIQUIDJS_10_16  # where the item is all that it sees
    data = {**context.variables.data, **names} if sees_all else {}
    inner = context.child(program, data)
    own_names = {item_name, *names}

    def record(raw: RawRead) -> None:
        ref = raw[0]
        path = program.variables[ref].path if isinstance(ref, int) else ""
        if path.partition(".")[0] not in own_names:
            context.variables.record((NO_REF, raw[1], path))

    inner.variables.record = record
    output = context.output

    def evaluate(item: object) -> object:
        data[item_name] = item
        inner.output.steps = output.steps
        inner.output.count_steps(STEPS_PER_CALL)
        try:
            return function(inner, None)
        except MissingValueError as error:
            raise UndefinedError(error.path) from None
        except RenderError as error:
            raise FilterError(error.message) from None
        finally:
            output.steps = inner.output.steps

    return evaluate


@lru_cache(maxsize=1_024)
def _compiled(expression: str, version: str) -> Program:
    try:
        chain = read_filtered(Cursor(expression, *Span(0, len(expression))))
    except LiquidSyntaxError as error:
        raise FilterError(f"the expression {expression!r} is not one: {error.message}") from None
    return compile_expression(expression, chain, version=version)
