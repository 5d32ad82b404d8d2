"""Calls filters for generated code; ``index`` is a row of the program's table ``filters``."""

from collections.abc import Callable
from typing import Any

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.errors import FilterError, UndefinedError
from inbox_toolkit.liquid.filters.spec import Context
from inbox_toolkit.liquid.javascript.values import MISSING, unwrap
from inbox_toolkit.liquid.runtime.log import RenderLog
from inbox_toolkit.liquid.runtime.output import LONG_TEXT, MAX_TEXT, LimitReached, Output

RANDOM_FILTERS = ("random", "sample")
_CLOCK_WORDS = ("now", "today")


class FilterCaller:
    """The filters of one render. A filter that refuses its value gives MISSING.

    Lists, objects and long texts count as steps before a filter goes through them, and long texts
    that it makes afterwards, whatever the filter is.
    """

    __slots__ = ("_functions", "_log", "_output", "_program")

    def __init__(
        self,
        program: Program,
        functions: tuple[Callable[..., Any], ...],
        log: RenderLog,
        output: Output,
    ) -> None:
        self._program = program
        self._functions = functions
        self._log = log
        self._output = output

    def call(self, index: int, value: object, *arguments: object) -> object:
        """Call a filter with arguments."""
        kind = type(value)
        if kind is list or kind is dict or (kind is str and len(value) > LONG_TEXT):  # type: ignore[arg-type]
            self._output.count_value(value)
        try:
            result = self._functions[index](value, *arguments)
        except FilterError as error:
            return self._refused(index, error)
        kind = type(result)
        if (kind is str or kind is list) and len(result) > LONG_TEXT:
            self._count_result(result)
        return result

    def call_bare(self, index: int, value: object) -> object:
        """Call a filter with nothing but the value: the usual case, and the fastest."""
        kind = type(value)
        if kind is list or kind is dict or (kind is str and len(value) > LONG_TEXT):  # type: ignore[arg-type]
            self._output.count_value(value)
        try:
            result = self._functions[index](value)
        except FilterError as error:
            return self._refused(index, error)
        kind = type(result)
        if (kind is str or kind is list) and len(result) > LONG_TEXT:
            self._count_result(result)
        return result

    def call_with_context(
        self, index: int, context: Context, value: object, *arguments: object
    ) -> object:
        """Call a filter that depends on more than its arguments."""
        self._log.used_random |= self._program.filters[index].name in RANDOM_FILTERS
        self._log.used_clock |= unwrap(value) in _CLOCK_WORDS
        for one in (value, *arguments):
            self._output.counted(one)
        try:
            return self._functions[index](value, *arguments, context=context)
        except FilterError as error:
            return self._refused(index, error)

    def default(self, index: int, branch: int, value: object, *arguments: object) -> object:
        """Call ``default`` and note its branch where the fallback is taken."""
        if type(value) is str and value:
            return value
        result = self.call(index, value, *arguments)
        kept = unwrap(value)
        if result is not kept or (not kept and kept != 0):
            self._log.taken_branches.add(branch)
        return result

    def refuse_count(self, index: int, value: object, *arguments: object) -> object:  # noqa: ARG002
        """Fail at a call with too few or too many arguments, as Ruby does once it is made."""
        message = f"wrong number of arguments (given {len(arguments) + 1})"
        return self._refused(index, FilterError(message))

    def _count_result(self, result: str | list[object]) -> None:
        """Count a long text or list that a filter made. Raises LimitReached."""
        if type(result) is list:
            self._output.count_copies(len(result))
        elif len(result) > MAX_TEXT:
            raise LimitReached
        else:
            self._output.count_value(result)

    def _refused(self, index: int, error: FilterError) -> object:
        use = self._program.filters[index]
        path = error.path if isinstance(error, UndefinedError) else None
        help_text = error.help
        if not (self._log.collect or help_text):
            help_text = f"see the filter `{use.name}`"
        self._log.refuse(error.message, use.span, path=path, help=help_text)
        return MISSING
