"""Run the audits of a command: open the people once, and judge each template with each data."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

from inbox_toolkit.audit.attributes import read_attributes
from inbox_toolkit.audit.audit import AuditOptions, audit, explain, questions
from inbox_toolkit.audit.declared_people import declare_people
from inbox_toolkit.audit.engines.answers import (
    AnsweredEngine,
    Answers,
    Questions,
    Statement,
    UnansweredError,
    whole_query,
)
from inbox_toolkit.audit.engines.dialect import WAREHOUSES, Dialect
from inbox_toolkit.audit.engines.duckdb import MEMORY, DuckDBEngine
from inbox_toolkit.audit.engines.engine import Engine
from inbox_toolkit.audit.engines.spark import SparkEngine
from inbox_toolkit.audit.message_data import message_data
from inbox_toolkit.audit.population import Column, EmptyPolicy
from inbox_toolkit.audit.redacted_fixtures import redacted_fixtures
from inbox_toolkit.audit.representation import represent
from inbox_toolkit.audit.result import Plan
from inbox_toolkit.audit.sends import SendsSource, open_sends
from inbox_toolkit.audit.sources import PeopleSource, SourceFiles, find_files, open_people
from inbox_toolkit.audit.spark_sources import find_table, open_spark_people
from inbox_toolkit.audit.summary import Summary, summarize
from inbox_toolkit.audit.verdict import Judge, check_parses
from inbox_toolkit.cli.audit.fixtures import (
    RepresentationFiles,
    redacted_files,
    write_redacted,
)
from inbox_toolkit.cli.audit.people import (
    PeopleOptions,
    mapping_options,
    pull_people,
    send_options,
)
from inbox_toolkit.cli.audit.progress import AuditProgress
from inbox_toolkit.cli.console import echo_err
from inbox_toolkit.cli.overwrite import confirm_overwrite
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.validation.rule import Settings
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.workspace import Workspace

EngineFor = Callable[[Template, Fixture | None], Engine]
EngineName = Literal["duckdb", "spark", "sql"]


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """What to audit: templates, and the files that hold the people, and the sends if there are."""

    workspace: Workspace
    templates: tuple[Template, ...]
    files: tuple[str, ...]
    people: PeopleOptions
    sends: tuple[str, ...] = ()
    data: str | None = None
    pull: str | None = None
    overwrite: bool = False
    verify: int = 1_000
    memory: str | None = None
    engine: EngineName = "duckdb"
    spark_master: str | None = None
    table: str | None = None
    dialect: str | None = None
    columns: str | None = None
    answers: Answers | None = None
    explain: bool = False
    fixtures: int = 0
    represent: bool = False


@dataclass(frozen=True, slots=True)
class Audited:
    """What came of it: summaries, or the plans by title if only those were asked for.

    ``query`` is what has to be run first, in the user's warehouse.
    """

    people: PeopleSource
    sends: SendsSource | None = None
    summaries: tuple[Summary, ...] = ()
    plans: tuple[tuple[str, Plan], ...] = ()
    query: str = ""


def run_audits(
    request: AuditRequest, *, hash_ids: bool = False, show_values: bool = False
) -> Audited:
    """Judge each template, with each of its message data, against the people.

    Raises UsageError for options that do not fit, ProjectError for a template that does not parse
    or files that change meanwhile, EngineError where people cannot be read.
    """
    for template in request.templates:
        check_parses(template)
    cases = tuple(_cases(request))
    workspace, progress = request.workspace, AuditProgress()
    files = RepresentationFiles(workspace.config, request.templates)
    if not request.explain:
        _check_overwriting(request, cases, files)
    _prepare_files(request)
    settings = settings_of(workspace.config)
    if request.engine == "sql" and request.answers is None:
        return _first_query(request, cases)
    unanswered: list[Statement] = []
    with _opened(request, progress) as (engine_for, people, sends):
        population = people.population if sends is None else sends.population
        options = AuditOptions(
            verify=request.verify,
            by=tuple(_column(people, sends, name) for name in request.people.by),
            progress=progress,
        )
        given: _Given = {
            "project": workspace.project,
            "environment": workspace.environment,
            "settings": settings,
            "options": options,
        }
        if request.explain:
            plans = tuple(
                (
                    _title(template, data),
                    explain(template, data, population, engine_for(template, data), **given),
                )
                for template, data in cases
            )
            return Audited(people, sends, plans=plans)
        summaries: list[Summary] = []
        judges: list[Judge] = []
        for template, data in cases:
            try:
                result = audit(template, data, population, engine_for(template, data), **given)
            except UnansweredError as question:
                unanswered.append(question.statement)
                continue
            _warn_of_absent(result.plan)
            summary = summarize(result, hash_ids=hash_ids, show_values=show_values)
            summaries.append(summary)
            judges.append(Judge(template, data, workspace.project, workspace.environment, settings))
            if request.fixtures and not unanswered:
                write_redacted(redacted_fixtures(summary, judges[-1], request.fixtures), judges[-1])
        people.files.check_unchanged()
    if unanswered:
        return Audited(people, query=_query(request, unanswered))
    if request.represent:
        files.write(represent(tuple(zip(summaries, judges, strict=True)), files.name), summaries)
    return Audited(people, sends, tuple(summaries))


class _Given(TypedDict):
    project: Project
    environment: RenderEnvironment
    settings: Settings
    options: AuditOptions


def _warn_of_absent(plan: Plan) -> None:
    for path in plan.absent:
        whose = "nobody" if path.startswith("customer.") else "no send"
        echo_err(f"warning: no column holds {presentable(path)}: {whose} has a value")


@contextmanager
def _opened(
    request: AuditRequest, progress: AuditProgress
) -> Iterator[tuple[EngineFor, PeopleSource, SendsSource | None]]:
    """Open the engine, the people, and their sends if given, and say what is known of them."""
    options = mapping_options(request.workspace, request.templates, request.people)
    empty = request.people.empty_policy(request.workspace)
    if request.engine == "sql":
        people = _declared(request)
        answers = request.answers or {}

        def answered(template: Template, data: Fixture | None) -> Engine:
            asked = _questions(request, people, template, data)
            return AnsweredEngine(_dialect(request), asked, answers)

        yield answered, people, None
        return
    if request.engine == "spark":
        with SparkEngine(master=request.spark_master, memory=request.memory) as spark:
            source = _spark_source(request)
            people = open_spark_people(spark, source, options, empty=empty)
            _tell(people.files, people.notes, people.population.empty)
            yield lambda _template, _data: spark, people, None
        return
    with DuckDBEngine(memory=request.memory or MEMORY) as engine:
        files = find_files(request.files)
        people = open_people(engine, files, options, empty=empty, progress=progress)
        _tell(people.files, people.notes, people.population.empty)
        sends = _sends(request, engine, people, empty, progress)
        yield lambda _template, _data: engine, people, sends


def _first_query(
    request: AuditRequest, cases: Sequence[tuple[Template, Fixture | None]]
) -> Audited:
    """Return what the user's warehouse has to be asked, for all of the cases."""
    people = _declared(request)
    statements = [
        one
        for template, data in cases
        for one in _questions(request, people, template, data).statements
    ]
    return Audited(people, query=_query(request, statements))


def _query(request: AuditRequest, statements: Sequence[Statement]) -> str:
    moment = f"{request.workspace.environment.now:%Y-%m-%dT%H:%M:%SZ}"
    return whole_query(_dialect(request), statements, moment)


def _questions(
    request: AuditRequest, people: PeopleSource, template: Template, data: Fixture | None
) -> Questions:
    workspace = request.workspace
    settings = settings_of(workspace.config)
    judge = Judge(template, data, workspace.project, workspace.environment, settings)
    by = tuple(_column(people, None, name) for name in request.people.by)
    return questions(judge, people.population, _dialect(request), by)


def _declared(request: AuditRequest) -> PeopleSource:
    """Return the people of the table and columns that the options name."""
    if request.table is None or request.columns is None:
        read = read_attributes(request.templates, request.workspace.project.fixtures.snippets)
        names = f" (templates read {', '.join(sorted(read))})" if read else ""
        raise UsageError(
            "--engine sql needs the table of people, and its columns",
            help=f"add --table NAME --columns 'id, first_name, points:number'{names}",
        )
    options = mapping_options(request.workspace, request.templates, request.people)
    return declare_people(_dialect(request), find_table(request.table), request.columns, options)


def _dialect(request: AuditRequest) -> Dialect:
    if request.dialect is None:
        raise UsageError(
            "--engine sql needs to know whose SQL", help=f"add --dialect {'|'.join(WAREHOUSES)}"
        )
    return WAREHOUSES[request.dialect]


def _spark_source(request: AuditRequest) -> SourceFiles:
    if request.table is not None:
        return find_table(request.table)
    return find_files(request.files, is_any_address=True)


def _sends(
    request: AuditRequest,
    engine: DuckDBEngine,
    people: PeopleSource,
    empty: EmptyPolicy,
    progress: AuditProgress,
) -> SendsSource | None:
    if not request.sends:
        return None
    sends = open_sends(
        engine,
        find_files(request.sends),
        people,
        send_options(request.workspace, request.templates, request.people),
        empty=empty,
        progress=progress,
    )
    _tell(sends.files, sends.notes, empty if sends.files.format == "csv" else None)
    return sends


def _cases(request: AuditRequest) -> Iterator[tuple[Template, Fixture | None]]:
    """Yield each template with each of its message data, or once if sends have their own."""
    if request.sends and request.data is not None:
        raise UsageError(
            "--data is for everyone, and --sends has message data of each send",
            help="use one of the two",
        )
    if request.sends and request.represent:
        raise UsageError(
            "--represent does not know message data of sends yet",
            help="use --fixtures, or leave out --sends",
        )
    if request.sends and request.engine != "duckdb":
        raise UsageError("--sends are joined by DuckDB only", help="leave --engine out")
    for template in request.templates:
        if request.sends:
            yield template, None
            continue
        for data in message_data(template, request.workspace, request.data):
            yield template, data


def _check_overwriting(
    request: AuditRequest,
    cases: Sequence[tuple[Template, Fixture | None]],
    files: RepresentationFiles,
) -> None:
    """Ask before files of an earlier audit are overwritten; raises UsageError for a no."""
    config = request.workspace.config
    earlier = files.earlier() if request.represent else []
    if request.fixtures:
        earlier += [
            name
            for template, data in cases
            for name in redacted_files(config, template, data, with_data=bool(request.sends))
        ]
    confirm_overwrite(config.root, earlier, yes=request.overwrite)


def _prepare_files(request: AuditRequest) -> None:
    """Pull the people if that is asked for; raises UsageError if no file is named."""
    if request.table is not None:
        if request.files or request.pull is not None:
            raise UsageError("--table and --people both say who gets it", help="leave one out")
        if request.engine == "duckdb":
            raise UsageError(
                "--table needs an engine that has tables", help="add --engine spark or --engine sql"
            )
        return
    if request.engine == "sql":
        raise UsageError("--engine sql asks about a table", help="name it: --table NAME")
    if not request.files:
        raise UsageError(
            "whom to audit?",
            help="name their files with --people; to invent some: "
            "inbox fixtures people --out people.parquet",
        )
    if request.pull is None:
        return
    if len(request.files) > 1:
        raise UsageError("--pull writes one file, and --people names several", help="name one file")
    file = Path(request.files[0])
    pull_people(request.pull, file, request.workspace, request.templates, yes=request.overwrite)


def _tell(files: SourceFiles, notes: Sequence[str], empty: EmptyPolicy | None) -> None:
    """Say what is known of some files before anyone is judged."""
    if empty is not None:
        meaning = "no value" if empty == "missing" else "an empty text"
        echo_err(f"note: an empty field of {presentable(files.name)} means {meaning}")
    for note in notes:
        echo_err(f"note: {presentable(note)}")


def _column(people: PeopleSource, sends: SendsSource | None, name: str) -> Column:
    """Return a column to count by, by its name in the file or as templates read it."""
    for one in (*people.columns, *(sends.columns if sends else ())):
        names = (one.source, one.column.label, one.column.label.removeprefix("customer."))
        if name in names and not one.column.is_rest:
            return one.column
    raise UsageError(
        f"{people.files.name} has no column `{name}` to count by",
        help="see its columns: inbox audit TEMPLATE --people FILE --explain",
    )


def _title(template: Template, data: Fixture | None) -> str:
    return f"{template.label} × {data.name}" if data else template.label
