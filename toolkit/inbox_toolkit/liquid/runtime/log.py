"""The log of a render: what it read, took, failed at, and used besides its data."""

from inbox_toolkit.errors import MissingValueError, RenderError
from inbox_toolkit.liquid.runtime.result import Failure, RawRead
from inbox_toolkit.text.span import Span

_ADD_A_VALUE = "give it a value in the data, or print a fallback: {{ x | default: '...' }}"


class RenderLog:
    """What happened in one render.

    With ``collect``, a failure is noted, prints nothing, and rendering goes on. Without, the first
    one is raised, as it ends a delivery.
    """

    __slots__ = (
        "collect", "failures", "is_tainted", "reads", "taken_branches", "used_clock", "used_random",
    )  # fmt: skip

    def __init__(self, collect: bool) -> None:
        self.collect = collect
        self.reads: list[RawRead] = []
        self.taken_branches: set[int] = set()
        self.failures: list[Failure] = []
        self.used_clock = False
        self.used_random = False
        self.is_tainted = False
        """Whether the fragment being rendered depends on more than its root and the clock."""

    def undefined(self, path: str, span: Span) -> None:
        """Fail for a path without a value. Raises MissingValueError unless collecting."""
        if not self.collect:
            raise MissingValueError(path, span, help=_ADD_A_VALUE)
        self.failures.append(Failure(f"undefined variable: {path}", span, path))

    def refuse(self, message: str, span: Span, *, help: str, path: str | None = None) -> None:  # noqa: A002
        """Fail for any other cause. Raises RenderError unless collecting."""
        if not self.collect:
            raise RenderError(message, span, help=help)
        self.failures.append(Failure(message, span, path, help))
