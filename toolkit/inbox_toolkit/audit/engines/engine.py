"""What an engine does for an audit."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from inbox_toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from inbox_toolkit.audit.engines.dialect import Dialect

Row = tuple[object, ...]
T = TypeVar("T")

ResultKind = Literal["text", "number", "boolean"]
"""What a column of a result holds, besides NULL."""

Progress = Callable[[str, float], None]
"""Called with what is being done and the share that is done, 0 to 1; -1 where it is not known."""


class EngineError(ToolkitError):
    """An engine could not do what it was asked; the message is the engine's, in one line."""

    exit_code = 2


class Engine(Protocol):
    """Runs SQL over people.

    Every method raises EngineError where the engine refuses, and leaves with KeyboardInterrupt
    within a second of Ctrl-C.
    """

    name: str
    """With its version, as reports show it: ``DuckDB 2.0.1``."""
    dialect: "Dialect"
    is_connected: bool
    """False if the engine only knows the answers to what it is expected to be asked."""

    def describe(self, relation: str) -> tuple[tuple[str, str], ...]:
        """Return the columns of a relation, each with the engine's name of its type."""
        ...

    def query(self, sql: str, what: str = "", progress: Progress | None = None) -> Iterator[Row]:
        """Run a query and yield its rows, without holding all of them; ``what`` is for progress."""
        ...

    def map_rows(
        self,
        sql: str,
        function: Callable[[Iterable[Row]], Iterator[T]],
        progress: Progress | None = None,
    ) -> Iterator[T]:
        """Apply a function to the rows of a query, in as many parts as suit the engine.

        Yields what it yields. The function and its results can be pickled.
        """
        ...

    def sample(self, relation: str, columns: Sequence[str], count: int, seed: int) -> list[Row]:
        """Return expressions over people picked at random: so many, or all if there are fewer."""
        ...

    def load_table(self, name: str, like: str, rows: Sequence[Row]) -> None:
        """Make a temporary table with the columns of a query, and these rows instead of its own."""
        ...
