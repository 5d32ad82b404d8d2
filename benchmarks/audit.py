"""How long an audit of ten million people takes, beside a scan of the columns and one by one.

    python -m benchmarks audit

The people are invented once, below the folder for temporary files, and kept there for the next run.
CPU seconds are of all threads together: on a busy machine they say more than wall times.
"""

import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.rows import Aim, NotMeasuredError, Peer, Row

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)
MEMORY = 1_000

ONE = '"title": "{{ customer.first_name | default: \'there\' }}, your order is on its way"'
SIX = (
    '"title": "Hi {{ customer.first_name }} {{ customer.last_name }}",'
    '"body": "{{ customer.city }}, {{ customer.country }}: {{ customer.points | format_number }} points, '
    "last seen {{ customer.last_seen_at | date: '%b %-d' }}{% if customer.points > 500 %}!{% endif %}\""
)
TEN = (
    "{% if customer.balance > 500 and customer.points >= 1000 %}"
    '"title": "Premium {{ customer.first_name }} {{ customer.last_name }}",'
    "{% elsif customer.city contains 'City' and customer.last_seen_at > 1750000000 %}"
    '"title": "Hello {{ customer.city }}",'
    '{% else %}"title": "{{ customer.last_name | default: customer.email }}",{% endif %}'
    '"since": "{{ customer.created_at | date: \'%Y\' }}", "plan": {{ customer.plan | json }},'
    '"tier": {{ customer.tier | json }}, "language": {{ customer.language | json }}'
)
TEMPLATES = {"one": (ONE, 1.0), "six": (SIX, 6.0), "ten": (TEN, 15.0)}


def rows(*, quick: bool = False) -> list[Row]:
    """Return wall and CPU seconds of whole audits, verification included."""
    count, alone = (5_000, 500) if quick else (10_000_000, 20_000)
    try:
        import duckdb  # noqa: F401
    except ImportError:
        raise NotMeasuredError("DuckDB is not installed") from None
    found = []
    people = people_file(count)
    for name, (properties, aim) in TEMPLATES.items():
        wall, cpu = measured(lambda text=properties: run(people, text))  # type: ignore[misc]
        scan, _ = measured(lambda text=properties: scan_columns(people, text))  # type: ignore[misc]
        text = f"audit {count:,} people, {name} column{'s' * (name != 'one')}"
        found.append(Row(f"audit.{name}", text, wall, "s", Aim("at most", aim)))
        found.append(Row(f"audit.{name}-cpu", f"{text}, CPU of all threads", cpu, "s"))
        found.append(
            Row(
                f"audit.{name}-scan",
                f"{text}, beside a scan",
                wall,
                "s",
                None,
                Peer("DuckDB counts the columns", scan),
            )
        )
        if name == "six":
            _, each = measured(lambda text=properties: run(people, text, alone))  # type: ignore[misc]
            found.append(
                Row(
                    "audit.alone", "people judged per CPU second, beside one by one", count / cpu, "/s",
                    Aim("ratio", 30), Peer("everyone rendered", alone / each),
                )
            )  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found.append(
        Row("audit.memory", "most memory of these audits", peak, "MB", Aim("at most", MEMORY))
    )
    return found


def people_file(count: int) -> Path:
    """Return a file of so many invented people."""
    from inbox_toolkit.audit.sample_people import columns_for, write_people

    file = Path(tempfile.gettempdir()) / f"inbox-benchmark-people-{count}.parquet"
    if not file.exists():
        write_people(file, count, columns_for([]))
    return file


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def run(people: Path, properties: str, first: int | None = None) -> None:
    """Audit everyone, or render the first few one by one."""
    from inbox_toolkit.audit.audit import AuditOptions, audit
    from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
    from inbox_toolkit.audit.mapping import MappingOptions
    from inbox_toolkit.audit.sources import find_files, open_people
    from inbox_toolkit.project.config import Config
    from inbox_toolkit.project.fixtures import Fixtures
    from inbox_toolkit.project.project import Project
    from inbox_toolkit.rendering.environment import RenderEnvironment
    from inbox_toolkit.template.reader import parse_template
    from inbox_toolkit.text.source import Source
    from inbox_toolkit.validation.settings import settings_of

    text = f'{{"name": "B", "topics": ["news"], "type": "n", "properties": {{ {properties} }} }}'
    config = Config(root=Path("/nowhere"))
    template = parse_template(Source("templates/b.json.liquid", text), "b", config)
    with DuckDBEngine(threads=2) as engine:
        population = open_people(engine, find_files([str(people)]), MappingOptions()).population
        options = AuditOptions(
            method=None if first is None else "rows", verify=1_000 if first is None else 0
        )
        if first is not None:
            engine.execute(f"CREATE TABLE few AS SELECT * FROM {population.relation} LIMIT {first}")
            population = type(population)("few", population.columns, population.id_column, "few")
        audit(
            template, None, population, engine, project=Project(config, (), Fixtures()),
            environment=RenderEnvironment(now=NOW), settings=settings_of(config), options=options,
        )  # fmt: skip


def scan_columns(people: Path, properties: str) -> None:
    """Count the values of the columns that a template reads."""
    import re

    import duckdb

    names = sorted(set(re.findall(r"customer\.(\w+)", properties)))
    connection = duckdb.connect(config={"threads": 2})
    counts = ", ".join(f'count("{name}")' for name in names)
    connection.execute(f"SELECT {counts}, min(id) FROM '{people}'").fetchall()
