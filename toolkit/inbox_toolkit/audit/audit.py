"""Judge a template against everyone who will get it: ``audit`` is the one call."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from secrets import randbits
from time import perf_counter

from inbox_toolkit.audit.canary import canary_statements, check_engine
from inbox_toolkit.audit.certificate import Certifier
from inbox_toolkit.audit.engines.answers import Questions, Statement
from inbox_toolkit.audit.engines.dialect import Dialect
from inbox_toolkit.audit.engines.engine import Engine, EngineError, Progress, ResultKind, Row
from inbox_toolkit.audit.keys import MAX_BYTES, value_keys
from inbox_toolkit.audit.plan import SAMPLE, Grouping, Sampled, analyze_reads, choose, keys_of
from inbox_toolkit.audit.population import Column, Population
from inbox_toolkit.audit.reads import ColumnPath, Reads, RowByRowError
from inbox_toolkit.audit.result import AuditResult, ColumnPlan, Method, Plan, Verdict, VerdictCount
from inbox_toolkit.audit.row_judge import CHUNK, RowJudge, chunks
from inbox_toolkit.audit.verdict import Data, Judge, check_parses
from inbox_toolkit.audit.visual_certificate import date_names
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.rule import Settings
from inbox_toolkit.validation.rules import link_scheme
from inbox_toolkit.validation.visual.templates import is_visual

VERIFIED = 1_000
_GROUPS_LOOKED_AT = 200
"""Groups of the sample whose payloads are looked at first, the largest."""
_MANY_SEEN = 0.05
"""The share of the sample from which a column is better grouped by its values than expanded."""


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """How to audit.

    ``verify`` people, picked at random, are rendered one by one and must agree. ``by`` are columns
    of the population that the people of each verdict are counted by. ``method`` is chosen if it is
    None. ``progress`` is told what is being done; ``seed`` picks the people who are verified.
    """

    verify: int = VERIFIED
    by: tuple[Column, ...] = ()
    method: Method | None = None
    progress: Progress | None = None
    seed: int | None = None


def audit(
    template: Template,
    data: Fixture | None,
    population: Population,
    engine: Engine,
    *,
    project: Project,
    environment: RenderEnvironment,
    settings: Settings,
    options: AuditOptions | None = None,
) -> AuditResult:
    """Judge a template with one message data against a population.

    ``data`` is None where people have message data of their own, or for a send without any. Raises
    ProjectError for a template that does not parse, and EngineError where the engine refuses, does
    not mean by SQL what it has to, or people who are rendered one by one are judged differently.
    """
    check_parses(template)
    judge = Judge(template, data, project, environment, settings)
    return _Audit(judge, population, engine, options or AuditOptions()).run()


def explain(
    template: Template,
    data: Fixture | None,
    population: Population,
    engine: Engine,
    *,
    project: Project,
    environment: RenderEnvironment,
    settings: Settings,
    options: AuditOptions | None = None,
) -> Plan:
    """Return how ``audit`` would do it, without doing it."""
    check_parses(template)
    judge = Judge(template, data, project, environment, settings)
    return _Audit(judge, population, engine, options or AuditOptions()).prepare()


def questions(
    judge: Judge, population: Population, dialect: Dialect, by: tuple[Column, ...] = ()
) -> Questions:
    """Return what an audit by classes asks of an engine.

    Raises ProjectError for a template that does not parse, UsageError for one that has to be
    rendered for everyone.
    """
    check_parses(judge.template)
    try:
        reads = analyze_reads(judge, population)
    except RowByRowError as reason:
        raise UsageError(
            f"{judge.template.label} has to be rendered for everyone ({reason}), which no query "
            "can prepare",
            help="use --engine duckdb or --engine spark",
        ) from None
    keys = keys_of(reads, population, judge, dialect)
    grouping = Grouping(population, reads, keys, dialect, by)
    classes = [kind for one in keys if one.kind == "class" for kind in one.kinds]
    held: list[list[ResultKind]] = [["text", "number"], ["text", "text"], ["number", *classes]]
    canary = [
        Statement(sql, tuple((f"k{number}", kind) for number, kind in enumerate(kinds)))
        for sql, kinds in zip(canary_statements(keys, dialect), held, strict=False)
    ]
    groups = Statement(grouping.group_sql, grouping.group_columns)
    return Questions((*canary, groups), grouping.expansion_columns)


@dataclass(slots=True)
class _Count:
    people: int
    first_id: str
    example: Data
    by: list[Counter[str | None]]


@dataclass
class _Audit:
    judge: Judge
    population: Population
    engine: Engine
    options: AuditOptions
    counts: dict[Verdict, _Count] = field(default_factory=dict)
    renders: int = 0
    is_by_chance: bool = False

    def run(self) -> AuditResult:
        started = perf_counter()
        plan = self.prepare()
        checked = _Checked(0, [])
        if plan.method == "rows":
            self._judge_rows()  # one by one already
        else:
            checked = self._people_to_verify()
            self._judge_groups(plan, checked)
            self._verify(checked)
        total = sum(one.people for one in self.counts.values())
        data = self.judge.data
        return AuditResult(
            self.judge.template,
            data.name if data else None,
            self.population.source,
            total,
            self.judge.environment.now,
            perf_counter() - started,
            self.engine.name,
            plan,
            tuple(sorted(self._verdicts(), key=lambda one: (-one.people, one.first_id))),
            self.renders,
            len(checked.rows),
            self.population.left_out,
        )

    def prepare(self) -> Plan:
        """Analyze, check the engine, look at a few people, and choose how to go about it."""
        write = self.engine.dialect
        try:
            reads = analyze_reads(self.judge, self.population)
        except RowByRowError as reason:
            return self._row_by_row(str(reason))
        keys = keys_of(reads, self.population, self.judge, write)
        self.grouping = Grouping(self.population, reads, keys, write, self.options.by)
        if not self.engine.is_connected:
            return self._prepare_answers()
        check_engine(self.engine, keys)
        people = self._count()
        rows = self._sample_rows()
        if seen := self._seen_by_rules(rows):
            for path in seen:
                reads.needs[path].is_value = True
                reads.needs[path].reasons.add("a rule of the payload looks at it")
            keys = keys_of(reads, self.population, self.judge, write)
            self.grouping = replace(self.grouping, keys=keys)
            rows = self._sample_rows()
        plan, raw = choose(self.grouping, self._sampled(rows), people, self.options.method)
        if plan.method == "values":
            raw = frozenset()
            keys = value_keys(self.grouping.columns, write)
        self.grouping = replace(self.grouping, keys=keys, raw=raw)
        return plan

    def _prepare_answers(self) -> Plan:
        """Return the only plan for an engine that has answered already: by classes."""
        grouping = self.grouping
        check_engine(self.engine, grouping.keys)
        columns = tuple(
            ColumnPlan(one.column.label, one.kind, one.reasons) for one in grouping.keys
        )
        groups = sum(1 for _ in self.engine.query(grouping.group_sql))
        return Plan("classes", "asked in one query", groups, columns, grouping.reads.absent)

    def _row_by_row(self, reason: str) -> Plan:
        """Return the plan for a template of which nothing is known."""
        columns = self.population.columns
        self.is_by_chance = reason == "chance"
        reads = Reads({}, {}, ())
        self.grouping = Grouping(
            self.population,
            reads,
            value_keys(columns, self.engine.dialect),
            self.engine.dialect,
            self.options.by,
        )
        every = tuple(ColumnPlan(one.label, "value", (reason,)) for one in columns)
        return Plan("rows", reason, self._count(), every)

    def _count(self) -> int:
        ((people,),) = self.engine.query(f"SELECT count(*) FROM {self.population.relation}")
        return _whole(people)

    def _sample_rows(self) -> list[Row]:
        """Return the keys and fields of the first people."""
        grouping = self.grouping
        fields = [grouping.field(one.name) for one in grouping.columns]
        columns = ", ".join((*grouping.key_list, *fields)) or "1"
        sql = f"SELECT {columns} FROM (SELECT * FROM {self.population.relation} LIMIT {SAMPLE}) few"
        return list(self.engine.query(sql))

    def _seen_by_rules(self, rows: list[Row]) -> set[ColumnPath]:
        """Return the columns of which a rule of the payload often sees more than the class.

        Where it seldom does, those groups are expanded instead.
        """
        if self._certifier.schema is None and self._certifier.visual_dates is None:
            return set()
        grouping = self.grouping
        groups = Counter(row[: grouping.width] for row in rows)
        examples = {row[: grouping.width]: row for row in rows}
        seen: Counter[ColumnPath] = Counter()
        for key, people in groups.most_common(_GROUPS_LOOKED_AT):
            person, classes = grouping.person(examples[key])
            if classes:
                outcome = self.judge.render(person, "", trace=True)
                for path in self._certifier.seen(outcome, classes):
                    seen[path] += people
        return {path for path, people in seen.items() if people > _MANY_SEEN * len(rows)}

    def _sampled(self, rows: list[Row]) -> Sampled:
        grouping = self.grouping
        width = grouping.width
        groups = Counter(row[:width] for row in rows)
        return Sampled(
            len(rows),
            len({row[width:] for row in rows}),
            len(groups),
            sum(1 for count in groups.values() if count == 1),
            {
                one.name: len({row[width + number] for row in rows})
                for number, one in enumerate(grouping.columns)
            },
        )

    # Groups -------------------------------------------------------------------------------

    def _judge_groups(self, plan: Plan, checked: "_Checked") -> None:
        grouping = self.grouping
        uncertain: list[Row] = []
        rows = self.engine.query(grouping.group_sql, "grouping people", self.options.progress)
        for number, chunk in enumerate(chunks(rows, CHUNK)):
            self._report("rendering", number * CHUNK / max(plan.estimate, 1))
            outcomes: list[Outcome] = []
            certain: list[Row] = []
            for row in chunk:
                person, classes = grouping.person(row)
                name = str(len(outcomes))
                outcome = self.judge.render(person, name, trace=bool(classes))
                if classes and not self._certifier.is_certain(outcome, classes):
                    uncertain.append(row[: grouping.width])
                else:
                    outcomes.append(outcome)
                    certain.append(row)
            self.renders += len(chunk)
            for row, verdict, outcome in zip(
                certain, self.judge.verdicts(outcomes), outcomes, strict=True
            ):
                self._add(verdict, row, _data_of(outcome))
                checked.note(row[: grouping.width], verdict)
        if uncertain:
            self._expand(uncertain, checked)

    def _expand(self, uncertain: list[Row], checked: "_Checked") -> None:
        """Judge each distinct row of the groups that nobody can stand for."""
        grouping = self.grouping
        keys = ", ".join(f"{sql} AS k{n}" for n, sql in enumerate(grouping.key_list))
        like = f"SELECT {keys} FROM {self.population.relation}"
        self.engine.load_table("inbox_audit_groups", like, list(dict.fromkeys(uncertain)))
        sql = grouping.expansion_sql("inbox_audit_groups", uncertain)
        width = len(grouping.columns)
        rows = self.engine.query(sql, "people of special groups", self.options.progress)
        for chunk in chunks(rows, CHUNK):
            outcomes = [
                self.judge.render(self.population.data(grouping.columns, row[:width]), str(number))
                for number, row in enumerate(chunk)
            ]
            self.renders += len(chunk)
            for row, verdict, outcome in zip(
                chunk, self.judge.verdicts(outcomes), outcomes, strict=True
            ):
                self._add(verdict, row, _data_of(outcome))
                checked.note_row(row[:width], verdict)

    @cached_property
    def _certifier(self) -> Certifier:
        judge = self.judge
        is_linked = "link-scheme" in judge.settings.severities
        names = judge.settings.options(link_scheme.META)["keys"] if is_linked else ()
        return Certifier(
            self.grouping.reads.outputs,
            frozenset(names),
            judge.max_bytes,
            judge.template.json == "leaf",
            judge.payload_schema,
            date_names(judge.project) if is_visual(judge.template) else None,
            max((one.max_bytes for one in self.grouping.keys), default=MAX_BYTES),
        )

    # Rows ---------------------------------------------------------------------------------

    def _judge_rows(self) -> None:
        grouping = self.grouping
        sql = f"SELECT {', '.join(grouping.row_list)} FROM {self.population.relation}"
        judge = RowJudge(self.judge, self.population, grouping.columns, self.is_by_chance)
        for part in self.engine.map_rows(sql, judge, self.options.progress):
            self.renders += part.renders
            for one in part.counts:
                self._add(one.verdict, (*one.by, one.people, one.first_id), None, one.fields)
            self._report("rendering everyone", -1)

    # Counting and verifying ---------------------------------------------------------------

    def _add(
        self, verdict: Verdict, row: Row, example: Data | None, fields: Sequence[object] = ()
    ) -> None:
        """Count the people of a row that ends with the values counted by, people, smallest id."""
        *_, people, first = row
        count = self.counts.get(verdict)
        if count is None or str(first) < count.first_id:
            shown = example or self.population.data(self.grouping.columns, fields)
            if count is None:
                count = _Count(0, str(first), shown, [Counter() for _ in self.options.by])
                self.counts[verdict] = count
            count.first_id, count.example = str(first), shown  # in whatever order rows come
        count.people += _whole(people)
        for counter, value in zip(count.by, row[-2 - len(count.by) : -2], strict=True):
            counter[None if value is None else _as_text(value)] += _whole(people)

    def _verdicts(self) -> Iterator[VerdictCount]:
        for verdict, count in self.counts.items():
            by = {
                column.label: dict(counter)
                for column, counter in zip(self.options.by, count.by, strict=True)
            }
            yield VerdictCount(verdict, count.people, count.first_id, count.example, by)

    def _people_to_verify(self) -> "_Checked":
        grouping = self.grouping
        width = grouping.width if grouping.reads.needs else 0
        keys = grouping.key_list if width else []
        wanted = self.options.verify
        if not wanted or not grouping.reads.needs or not self.engine.is_connected:
            return _Checked(0, [])
        seed = self.options.seed if self.options.seed is not None else randbits(31)
        columns = [*keys, *grouping.row_list[1 : len(grouping.columns) + 1]]  # ids cost most
        rows = self.engine.sample(self.population.relation, columns, wanted, seed)
        return _Checked(width, rows)

    def _verify(self, checked: "_Checked") -> None:
        """Render people one by one and compare; raises EngineError for one judged otherwise."""
        grouping = self.grouping
        known: dict[Row, Verdict] = {}
        for rows in chunks(dict.fromkeys(map(checked.fields, checked.rows)), CHUNK):
            self._report("verifying", -1)
            outcomes = [
                self.judge.render(self.population.data(grouping.columns, fields), str(number))
                for number, fields in enumerate(rows)
            ]
            known.update(zip(rows, self.judge.verdicts(outcomes), strict=True))
        for row in checked.rows:
            if known[checked.fields(row)] != checked.verdict(row):
                raise EngineError(
                    f"{self._id_of(checked.fields(row))} is judged differently alone than in a "
                    "group",
                    help="this is a bug, and the counts would be wrong: please report it with "
                    "the template",
                )

    def _id_of(self, fields: Row) -> object:
        """Return the id of someone with these fields."""
        names = [f"c{number}" for number, _ in enumerate(fields)]
        columns = zip(self.grouping.row_list[1:], names, strict=False)
        held = ", ".join(f"{sql} AS {name}" for sql, name in columns)
        everyone = (
            f"SELECT {self.grouping.row_list[0]} AS id, {held} FROM {self.population.relation}"
        )
        self.engine.load_table("inbox_audit_person", everyone, [(None, *fields)])
        same = [self.engine.dialect.is_same(f"one.{name}", f"chosen.{name}") for name in names]
        table = self.engine.dialect.identifier("inbox_audit_person")
        (row,) = self.engine.query(
            f"SELECT min(one.id) FROM ({everyone}) one JOIN {table} chosen ON {' AND '.join(same)}"
        )
        return row[0]

    def _report(self, what: str, share: float) -> None:
        if self.options.progress is not None:
            self.options.progress(what, min(share, 1.0))


class _Checked:
    """People who are verified: their keys and fields, and the verdicts that were found."""

    def __init__(self, width: int, rows: list[Row]) -> None:
        self.width = width
        self.rows = rows
        self._by_key: dict[Row, Verdict | None] = {row[:width]: None for row in rows}
        self._by_row: dict[Row, Verdict | None] = {row[width:]: None for row in rows}

    def note(self, key: Row, verdict: Verdict) -> None:
        """Note the verdict of a group, if someone verified is in it."""
        if key in self._by_key:
            self._by_key[key] = verdict

    def note_row(self, fields: Row, verdict: Verdict) -> None:
        """Note the verdict of a distinct row."""
        if fields in self._by_row:
            self._by_row[fields] = verdict

    def fields(self, row: Row) -> Row:
        """Return what one of them has."""
        return row[self.width :]

    def verdict(self, row: Row) -> Verdict | None:
        """Return the verdict that one of them was counted with."""
        return self._by_key[row[: self.width]] or self._by_row[self.fields(row)]


def _data_of(outcome: Outcome) -> Data:
    return {"customer": outcome.case.profile.data, "trigger": outcome.case.message_data}


def _whole(value: object) -> int:
    return int(str(value))


def _as_text(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
