"""Which way a template is audited: what is grouped by, and how many cases that leaves to render."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from inbox_toolkit.audit.engines.answers import Columns
from inbox_toolkit.audit.engines.dialect import Dialect
from inbox_toolkit.audit.engines.engine import Row
from inbox_toolkit.audit.keys import (
    LAST_SECOND,
    MAX_BYTES,
    MAX_NUMBER,
    ColumnKey,
    key_slices,
    result_kind,
)
from inbox_toolkit.audit.population import Column, Population
from inbox_toolkit.audit.reads import ReadAnalysis, Reads, RowByRowError
from inbox_toolkit.audit.result import ColumnPlan, Method, Plan
from inbox_toolkit.audit.schema_certificate import longest_class
from inbox_toolkit.audit.thresholds import threshold
from inbox_toolkit.audit.verdict import Data, Judge
from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.render import compiled, render
from inbox_toolkit.liquid.runtime.runtime import IMPLIED

SAMPLE = 20_000
"""People who are looked at first, to tell how many groups there will be."""
FEW_ROWS = 2_000
"""Distinct rows up to which each is rendered, without any class."""
_FEW_VALUES = 20_000
"""Combinations of raw values up to which people are grouped by them first: most columns have few
values, and grouping by a value is cheaper than telling its class."""
_MOST_LITERALS = 2_000
"""Texts that rows are looked for by, at most, before their classes are told."""
_MANY = 0.5
"""Groups per person from which grouping saves nothing."""


@dataclass(frozen=True)
class Grouping:
    """Everything about grouping people for one template: the columns, their keys, the SQL.

    ``raw`` are the columns that people are grouped by first; ``by`` are columns that the people of
    each verdict are counted by.
    """

    population: Population
    reads: Reads
    keys: tuple[ColumnKey, ...]
    dialect: Dialect
    by: tuple[Column, ...] = ()
    raw: frozenset[str] = frozenset()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the template reads."""
        return tuple(one.column for one in self.keys)

    @cached_property
    def slices(self) -> list[slice]:
        """Where each column's key is among the key columns."""
        return key_slices(self.keys)

    @cached_property
    def width(self) -> int:
        """How many key columns there are."""
        return sum(one.width for one in self.keys)

    def field(self, name: str) -> str:
        """Return a column's name in SQL."""
        return self.dialect.identifier(name)

    @cached_property
    def key_list(self) -> list[str]:
        """The key expressions over the population's own columns, in order."""
        return [sql for one in self.keys for sql in one.sql(self.field(one.column.name))]

    @cached_property
    def group_sql(self) -> str:
        """The query that gives a row per group.

        Its keys, a representative per column, the values counted by, people, and the smallest id.
        """
        raw = [one for one in self.keys if one.column.name in self.raw]
        return self._two_levels(raw) if raw else self._one_level()

    def _one_level(self) -> str:
        keys = [f"{sql} AS k{number}" for number, sql in enumerate(self.key_list)]
        representatives = [
            f"{self._representative(one, self.field(one.column.name))} AS r{number}"
            for number, one in enumerate(self.keys)
        ]
        by = [f"{self.field(one.name)} AS b{number}" for number, one in enumerate(self.by)]
        counted = f"count(*) AS people, min({self.field(self.population.id_column)}) AS first_id"
        return (
            f"SELECT {', '.join((*keys, *representatives, *by, counted))} "
            f"FROM {self.population.relation}{self._group_by(self._grouped)}"
        )

    @property
    def _grouped(self) -> list[int]:
        """The positions of the keys, and of what is counted by; a name might be a column's."""
        first = self.width + len(self.keys)
        return [*range(self.width), *range(first, first + len(self.by))]

    def _two_levels(self, raw: list[ColumnKey]) -> str:
        """Group by raw values and the keys of the other columns, then by the keys of all."""
        inner: list[str] = []
        grouped: list[int] = []
        outer: list[str] = []
        representatives: list[str] = []
        for at, one in enumerate(self.keys):
            field = self.field(one.column.name)
            if one in raw:
                grouped.append(len(inner))
                inner.append(f"{field} AS c{at}")
                outer += one.sql(f"c{at}")
                representatives.append(f"{self._representative(one, f'c{at}')} AS r{at}")
            else:
                names = [f"k{at}_{number}" for number in range(one.width)]
                grouped += range(len(inner), len(inner) + one.width)
                inner += [f"{sql} AS {n}" for sql, n in zip(one.sql(field), names, strict=True)]
                inner.append(f"{self._representative(one, field)} AS s{at}")
                outer += names
                representatives.append(f"min(s{at}) AS r{at}")
        for at, column in enumerate(self.by):
            grouped.append(len(inner))
            inner.append(f"{self.field(column.name)} AS b{at}")
        smallest = f"min({self.field(self.population.id_column)})"
        nested = (
            f"SELECT {', '.join(inner)}, count(*) AS people, {smallest} AS first_id "
            f"FROM {self.population.relation}{self._group_by(grouped)}"
        )
        by = [f"b{at}" for at in range(len(self.by))]
        keys = [f"{sql} AS k{number}" for number, sql in enumerate(outer)]
        return (
            f"SELECT {', '.join((*keys, *representatives, *by))}, "
            "sum(people) AS people, min(first_id) AS first_id "
            f"FROM ({nested}) people_by_value{self._group_by(self._grouped)}"
        )

    @staticmethod
    def _representative(key: ColumnKey, field: str) -> str:
        """Return what picks one value of a group; the key tells the value if it is the value."""
        return "NULL" if key.kind == "value" else f"min({field})"

    @staticmethod
    def _group_by(positions: list[int]) -> str:
        written = ", ".join(str(one + 1) for one in positions)
        return f" GROUP BY {written}" if positions else ""

    @cached_property
    def row_list(self) -> list[str]:
        """The id, the columns that the template reads, and those counted by, in order."""
        names = [self.population.id_column, *(one.name for one in (*self.columns, *self.by))]
        return [self.field(name) for name in names]

    @cached_property
    def group_columns(self) -> Columns:
        """The columns of ``group_sql``."""
        keys = [kind for one in self.keys for kind in one.kinds]
        return (
            *((f"k{number}", kind) for number, kind in enumerate(keys)),
            *(
                (f"r{number}", "text" if one.kind == "value" else result_kind(one.column))
                for number, one in enumerate(self.keys)
            ),
            *((f"b{number}", result_kind(one)) for number, one in enumerate(self.by)),
            ("people", "number"),
            ("first_id", "text"),
        )

    @cached_property
    def expansion_columns(self) -> Columns:
        """The columns of ``expansion_sql``."""
        held = enumerate((*self.columns, *self.by))
        fields = ((f"c{number}", result_kind(one)) for number, one in held)
        return (*fields, ("people", "number"), ("first_id", "text"))

    def expansion_sql(self, table: str, groups: Sequence[Row]) -> str:
        """Return the query for the distinct rows of some groups, whose keys are in a table too."""
        keys = [f"{sql} AS k{number}" for number, sql in enumerate(self.key_list)]
        names = [f"c{number}" for number in range(len(self.row_list) - 1)]
        fields = [f"{sql} AS {name}" for sql, name in zip(self.row_list[1:], names, strict=True)]
        same = [
            self.dialect.is_same(f"one.k{number}", f"chosen.k{number}")
            for number in range(self.width)
        ]
        return (
            f"SELECT {', '.join(f'one.{name} AS {name}' for name in names)}, "
            "count(*) AS people, min(one.id) AS first_id "
            f"FROM (SELECT {', '.join((*keys, *fields))}, {self.row_list[0]} AS id "
            f"FROM {self.population.relation}{self._prefilter(groups)}) one "
            f"JOIN {self.dialect.identifier(table)} chosen ON {' AND '.join(same)}"
            + self._group_by(list(range(len(names))))
        )

    def _prefilter(self, groups: Sequence[Row]) -> str:
        """Return a condition that everyone of some groups meets, and hardly anyone else.

        Most such groups are known by a hostile text: to compare with those costs less than to
        class everybody again.
        """
        wanted: dict[str, dict[str, None]] = {}
        for group in groups:
            for one, at in zip(self.keys, self.slices, strict=True):
                text = one.exact_text(group[at])
                if text is not None and "\0" not in text:
                    field = self.field(one.column.name)
                    wanted.setdefault(field, {})[self.dialect.text(text)] = None
                    break
            else:
                return ""
        if sum(map(len, wanted.values())) > _MOST_LITERALS:
            return ""
        listed = (f"{field} IN ({', '.join(texts)})" for field, texts in wanted.items())
        return f" WHERE {' OR '.join(listed)}"

    def person(
        self, row: Sequence[object]
    ) -> tuple[dict[str, dict[str, Any]], dict[tuple[str, ...], str]]:
        """Return the data of a group's representative, and the class of each column known by it."""
        fields: list[object] = []
        classes: dict[tuple[str, ...], str] = {}
        for number, (one, at) in enumerate(zip(self.keys, self.slices, strict=True)):
            field, mark = one.field(tuple(row[at]), row[self.width + number])
            fields.append(field)
            if mark:
                classes[one.column.path] = mark
        return self.population.data(self.columns, fields), classes


def analyze_reads(judge: Judge, population: Population) -> Reads:
    """Return what a template reads of a population; raises RowByRowError."""
    template, environment = judge.template, judge.environment
    empty: Data = {"customer": {}, "trigger": {}}
    roots = {**IMPLIED, **environment.roots(judge.case(empty, ""))}
    own = frozenset({"customer", "trigger"} if population.unit == "sends" else {"customer"})
    for root in own:
        del roots[root]
    _check_snippets(judge, population)
    if any(one.name in ("generate_uuid", "random") for one in template.program.tags):
        raise RowByRowError("chance")

    def evaluate(source: str) -> Any:
        import json

        wrapped = f"{{% assign value = {source} %}}{{{{ value | json }}}}"
        try:
            return json.loads(render(wrapped, {}, version=template.version, now=environment.now))
        except (ToolkitError, ValueError, RecursionError):
            raise FilterError("no value") from None

    body = template.body.text if template.body else ""
    analysis = ReadAnalysis(population.columns, roots, body, evaluate, own=own)
    reads = analysis.run(template.parsed.nodes)
    if template.version != "latest":
        analysis.note_value(tuple(reads.needs), "legacy Liquid")
    return reads


def _check_snippets(judge: Judge, population: Population) -> None:
    snippets = judge.environment.snippets
    reads = judge.template.program.variables
    if snippets is None or not any(one.path.startswith("snippets") for one in reads):
        return
    roots = {"customer", *(one.path[0] for one in population.columns)}
    for name, text in snippets.data.items():
        program = compiled(str(text))
        if any(one.path.replace("[", ".").split(".")[0] in roots for one in program.variables):
            raise RowByRowError(f"the snippet `{name}` reads what people have")
        if program.tags:
            raise RowByRowError(f"the snippet `{name}` has a tag of the service")


def keys_of(
    reads: Reads, population: Population, judge: Judge, dialect: Dialect
) -> tuple[ColumnKey, ...]:
    """Return the keys of the columns that are read, in the population's order."""
    keys = []
    schema = judge.payload_schema
    most = longest_class(schema, MAX_BYTES) if schema is not None else MAX_BYTES
    for column in population.columns:
        need = reads.needs.get(column.path)
        if need is None:
            continue
        key = ColumnKey(column, need, dialect, most)
        if need.conditions and key.kind == "class":
            low, high = (0, LAST_SECOND) if need.is_date else (-MAX_NUMBER, MAX_NUMBER)
            for condition in need.conditions:
                cut = threshold(condition, column.path, low, high, now=judge.environment.now)
                if cut is not None:
                    need.cuts.add(("<", cut))
            key = ColumnKey(column, need, dialect, most)
        keys.append(key)
    return tuple(keys)


@dataclass(frozen=True, slots=True)
class Sampled:
    """What the first people look like: how many distinct rows, keys, and values per column."""

    people: int
    rows: int
    groups: int
    once: int
    values: Mapping[str, int]


def choose(
    grouping: Grouping, sampled: Sampled, people: int, method: Method | None = None
) -> tuple[Plan, frozenset[str]]:
    """Return the plan for a population of so many people, and the columns to group by first."""
    groups = _extrapolated(sampled, people)
    is_whole = sampled.people >= people
    few = sampled.rows <= (FEW_ROWS if is_whole else FEW_ROWS // 4)
    if method is None:
        if sampled.people and sampled.groups > _MANY * sampled.people and not is_whole:
            method = "rows"
        elif few or all(one.kind == "value" for one in grouping.keys):
            method = "values"
        else:
            method = "classes"
    found = (
        f"{sampled.groups:,} groups" if method == "classes" else f"{sampled.rows:,} distinct rows"
    )
    reason = f"{found} among the first {sampled.people:,} people"
    estimate = {"rows": people, "values": sampled.rows, "classes": groups}[method]
    plan = Plan(
        method,
        reason,
        max(estimate, 1) if people else 0,
        tuple(ColumnPlan(one.column.label, one.kind, one.reasons) for one in grouping.keys),
        grouping.reads.absent,
    )
    return plan, _grouped_first(grouping, sampled)


def _grouped_first(grouping: Grouping, sampled: Sampled) -> frozenset[str]:
    """Return the columns to group by first, whose classes are then told once per value.

    That is all of those with classes, or none: beside classes of other columns, values would only
    make many groups, and an engine may tell a class once per value of a dictionary anyway.
    """
    classes = {one.column.name for one in grouping.keys if one.kind == "class"}
    few = _few_valued(grouping, sampled, _FEW_VALUES)
    return few if few == classes else frozenset()


def _few_valued(grouping: Grouping, sampled: Sampled, most: int) -> frozenset[str]:
    """Return the columns with the fewest values, up to so many combinations."""
    chosen: set[str] = set()
    product = 1
    for key in sorted(grouping.keys, key=lambda one: sampled.values.get(one.column.name, 0)):
        product *= max(sampled.values.get(key.column.name, 1), 1)
        if product > most:
            break
        if key.kind == "class":
            chosen.add(key.column.name)
    return frozenset(chosen)


def _extrapolated(sampled: Sampled, people: int) -> int:
    """Return about how many groups there are: those seen, and as many new ones as were seen once.

    By Good and Turing, the share of people in a group not yet seen is that of groups seen once.
    """
    if not sampled.people:
        return 0
    unseen = max(people - sampled.people, 0) * sampled.once / sampled.people
    return round(sampled.groups + unseen)
