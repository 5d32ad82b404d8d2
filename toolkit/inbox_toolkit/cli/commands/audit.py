"""``inbox audit``: judge templates against everyone who will get them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from inbox_toolkit.cli.completion import data_names, template_names
from inbox_toolkit.cli.console import console_style, echo, echo_err, echo_json
from inbox_toolkit.cli.options import (
    check_group,
    inbox_command,
    now_option,
    option_group,
    output_group,
    project_option,
    report_group,
)
from inbox_toolkit.cli.project_folder import folder_for
from inbox_toolkit.text.presentable import presentable

if TYPE_CHECKING:
    from inbox_toolkit.audit.summary import Summary
    from inbox_toolkit.cli.audit.run import Audited

_people = option_group("Who gets it")
_engine = option_group("Engine")

_TO_BE_CONTINUED = 2
"""The exit code while people cannot be judged yet, because of one more query."""


@inbox_command(
    "audit",
    "inbox audit welcome --people people.parquet",
    "inbox audit order_shipped --people 'export-*.csv' --types --max-failed 0.1%",
    "inbox audit order_shipped --people people.csv --by plan --format html --out audit.html",
    "inbox audit order_shipped --people people.csv --sends sends.ndjson",
)
@click.argument("templates", nargs=-1, required=True, shell_complete=template_names)
@_people(
    "--people",
    "files",
    multiple=True,
    metavar="FILE",
    help="Parquet, CSV or lines of JSON, or a pattern. Repeatable.",
)
@_people(
    "--sends",
    multiple=True,
    metavar="FILE",
    help="Sends with message data, each joined to its person. Repeatable.",
)
@_people(
    "--pull",
    metavar="SEGMENT",
    help="First export a segment, by its number, into the file of --people.",
)
@_people("--table", metavar="NAME", help="Or a table that the engine knows, such as crm.people.")
@_people("--types", is_flag=True, help="Read texts as the types that contracts want.")
@_people(
    "--empty",
    type=click.Choice(["missing", "text"]),
    help="What an empty field of CSV means. [default: missing]",
)
@_people("--yes", is_flag=True, help="Let --pull, --fixtures and --represent overwrite files.")
@check_group(
    "--data",
    metavar="NAME",
    shell_complete=data_names,
    help="Message data to render with, instead of each.",
)
@now_option
@check_group(
    "--max-failed",
    metavar="LIMIT",
    help="How many may not get the message: a number, or a share such as 0.1%. [default: 0]",
)
@check_group(
    "--verify",
    type=click.IntRange(0, 1_000_000),
    default=1_000,
    show_default=True,
    help="Render so many people one by one, and compare.",
)
@report_group(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "html"]),
    default="text",
    show_default=True,
    help="Output format.",
)
@report_group("--by", multiple=True, metavar="COLUMN", help="Count by a column. Repeatable.")
@report_group("--explain", is_flag=True, help="Say how people would be judged, and stop.")
@report_group("--show-values", is_flag=True, help="Show values of people. Keep the report safe.")
@report_group("--hash-ids", is_flag=True, help="Show hashes instead of ids.")
@output_group("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the report.")
@output_group(
    "--fixtures",
    type=click.IntRange(1, 1_000),
    metavar="N",
    help="Write up to N redacted profiles that reproduce what is wrong.",
)
@output_group(
    "--represent",
    is_flag=True,
    help="Write the fewest redacted profiles that show every outcome, cause and branch.",
)
@_engine(
    "--engine",
    type=click.Choice(["duckdb", "spark", "sql"]),
    default="duckdb",
    show_default=True,
    help="What groups the people; sql prints a query for your warehouse.",
)
@_engine(
    "--spark-master",
    metavar="URL",
    help="The master of --engine spark. [default: local[*], every core of this machine]",
)
@_engine(
    "--dialect",
    type=click.Choice(["bigquery", "snowflake", "redshift", "databricks"]),
    help="Whose SQL --engine sql prints.",
)
@_engine(
    "--columns",
    metavar="LIST",
    help="Columns of the table for --engine sql, such as 'id, name, points:number'.",
)
@_engine(
    "--result",
    "results",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What the printed query gave, as CSV or JSON. Repeatable.",
)
@_engine("--memory", metavar="SIZE", help="Memory limit. [default: 800MB]")
@project_option
def command(
    templates: tuple[str, ...],
    files: tuple[str, ...],
    sends: tuple[str, ...],
    pull: str | None,
    table: str | None,
    types: bool,
    empty: str | None,
    yes: bool,
    data: str | None,
    now: str | None,
    max_failed: str | None,
    verify: int,
    form: str,
    by: tuple[str, ...],
    explain: bool,
    show_values: bool,
    hash_ids: bool,
    out: Path | None,
    fixtures: int | None,
    represent: bool,
    engine: Literal["duckdb", "spark", "sql"],
    spark_master: str | None,
    dialect: str | None,
    columns: str | None,
    results: tuple[Path, ...],
    memory: str | None,
    folder: Path,
) -> int:
    """Judge TEMPLATE against everyone who will get it, exactly, before it is sent.

    Says how many people would not get it, why, and what to do. Exits 1 if more than --max-failed
    would not. Needs DuckDB: pip install "inbox-toolkit[audit]", or Spark:
    pip install "inbox-toolkit[spark]".
    """
    from inbox_toolkit.audit.engines.answers import moment_of, read_result
    from inbox_toolkit.cli.audit.limit import parse_limit
    from inbox_toolkit.cli.audit.people import PeopleOptions
    from inbox_toolkit.cli.audit.run import AuditRequest, run_audits
    from inbox_toolkit.project.config import parse_time
    from inbox_toolkit.workspace.workspace import open_workspace

    answers = read_result(results) if results else None
    now = now or (moment_of(answers) if answers else None)
    workspace = open_workspace(
        folder_for(templates[0], folder), now=parse_time(now, "--now") if now else None
    )
    limit = parse_limit(max_failed or workspace.config.audit.max_failed or "0")
    chosen = tuple(dict.fromkeys(workspace.template(one).label for one in templates))
    request = AuditRequest(
        workspace,
        tuple(workspace.template(one) for one in chosen),
        files,
        PeopleOptions(empty, types, by),
        sends=sends,
        data=data,
        pull=pull,
        overwrite=yes,
        verify=verify,
        memory=memory,
        engine=engine,
        spark_master=spark_master,
        table=table,
        dialect=dialect,
        columns=columns,
        answers=answers,
        explain=explain,
        fixtures=fixtures or 0,
        represent=represent,
    )
    audited = run_audits(request, hash_ids=hash_ids, show_values=show_values)
    if audited.query:
        _print_query(audited.query, out)
        return _TO_BE_CONTINUED if results else 0
    if explain:
        _print_plans(audited, form)
        return 0
    _print_report(audited.summaries, form, out)
    is_exceeded = [limit.is_exceeded(one.lost, one.people) for one in audited.summaries]
    return 1 if any(is_exceeded) else 0


def _print_query(query: str, out: Path | None) -> None:
    """Print a query, and say on stderr what to do with it."""
    from inbox_toolkit.project.files import write_atomically

    if out is None:
        echo(query, newline=False)
    else:
        write_atomically(out, query, replace=True)
        echo_err(f"wrote {presentable(str(out))}")
    echo_err(
        "note: run this in your warehouse, export the whole result as CSV or JSON, and add it to "
        "this command: --result FILE, besides results that are there already"
    )


def _print_plans(audited: "Audited", form: str) -> None:
    from inbox_toolkit.cli.audit.explain import (
        mapping_document,
        mapping_lines,
        plan_document,
        plan_lines,
    )

    if form == "json":
        plans = [plan_document(title, plan) for title, plan in audited.plans]
        echo_json({"columns": mapping_document(audited.people, audited.sends), "plans": plans})
        return
    echo("\n".join(mapping_lines(audited.people, audited.sends)))
    for title, plan in audited.plans:
        echo("\n" + "\n".join(plan_lines(title, plan)))


def _print_report(summaries: "Sequence[Summary]", form: str, out: Path | None) -> None:
    from inbox_toolkit.audit.reporters import print_report
    from inbox_toolkit.project.files import write_atomically

    style = console_style()
    if out is not None:
        style = replace(style, colour=False, unicode=True)
    text = print_report(summaries, form, style)
    if out is None:
        echo(text)
        return
    write_atomically(out, text + "\n", replace=True)
    echo_err(f"wrote {presentable(str(out))}")
