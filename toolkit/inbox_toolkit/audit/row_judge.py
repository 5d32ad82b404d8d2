"""Judges people one by one: in this process, or wherever an engine sends it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from inbox_toolkit.audit.engines.engine import Row
from inbox_toolkit.audit.population import Column, Population
from inbox_toolkit.audit.result import Verdict
from inbox_toolkit.audit.verdict import Judge
from inbox_toolkit.rendering.outcome import Outcome

CHUNK = 2_000
"""Groups, or people, that are rendered before their verdicts are asked for."""
_REMEMBERED = 200_000
"""Rows whose verdicts are remembered."""
_PER_REPORT = 20_000
"""People after which counts are given out."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RowCount:
    """People of one verdict and the same values to count by; ``fields`` are those of the first."""

    verdict: Verdict
    by: Row
    people: int
    first_id: str
    fields: Row


@dataclass(frozen=True, slots=True)
class RowCounts:
    """What came of some people, and how many cases were rendered for them."""

    counts: tuple[RowCount, ...]
    renders: int


@dataclass(frozen=True)
class RowJudge:
    """Judges rows that hold an id, a field for each column, and values to count by.

    It can be pickled. ``is_by_chance``: the id decides the verdict, too.
    """

    judge: Judge
    population: Population
    columns: tuple[Column, ...]
    is_by_chance: bool = False

    def __getstate__(self) -> dict[str, object]:
        """Leave out what was compiled: a template's program consists of closures."""
        judge = replace(self.judge, template=replace(self.judge.template))
        return {**self.__dict__, "judge": judge}

    def __call__(self, rows: Iterable[Row]) -> Iterator[RowCounts]:
        """Yield the counts of some people after the other."""
        known: dict[Row, Verdict] = {}
        people = iter(rows)
        while part := list(islice(people, _PER_REPORT)):
            yield self._counts(part, known)
            if len(known) > _REMEMBERED:
                known.clear()

    def _counts(self, rows: list[Row], known: dict[Row, Verdict]) -> RowCounts:
        end = len(self.columns) + 1
        start = 0 if self.is_by_chance else 1
        found: dict[tuple[Verdict, Row], RowCount] = {}
        renders = 0
        for chunk in chunks(rows, CHUNK):
            renders += self._judge(chunk, known)
            for row in chunk:
                verdict, by, first_id = known[row[start:end]], row[end:], str(row[0])
                count = found.get((verdict, by))
                people = 1 if count is None else count.people + 1
                if count is None or first_id < count.first_id:
                    found[verdict, by] = RowCount(verdict, by, people, first_id, row[1:end])
                else:
                    found[verdict, by] = replace(count, people=people)
        return RowCounts(tuple(found.values()), renders)

    def _judge(self, rows: list[Row], known: dict[Row, Verdict]) -> int:
        """Add the verdicts of rows that are not known; return how many these are."""
        end = len(self.columns) + 1
        start = 0 if self.is_by_chance else 1
        if self.is_by_chance:
            known.clear()
        fresh: dict[Row, Outcome] = {}
        for row in rows:
            fields = row[start:end]
            if fields not in known and fields not in fresh:
                person = self.population.data(self.columns, row[1:end])
                name = str(row[0]) if self.is_by_chance else str(len(fresh))
                fresh[fields] = self.judge.render(person, name)
        known.update(zip(fresh, self.judge.verdicts(list(fresh.values())), strict=True))
        return len(fresh)


def chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield rows as lists of at most a size."""
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk
