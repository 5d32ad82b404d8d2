"""Start Spark once per test process, and put the same people into it and into DuckDB."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.audit.audit import AuditOptions, audit
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import Engine
from inbox_toolkit.audit.engines.spark import SparkEngine
from inbox_toolkit.audit.population import Population
from inbox_toolkit.audit.result import AuditResult
from inbox_toolkit.template.template import Template

from scripts.audit_conformance import ENVIRONMENT, PROJECT, SETTINGS, People, load
from scripts.spark import has_pyspark

needs_spark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not (shutil.which("java") and has_pyspark()),
        reason="Spark needs Java 17 and PySpark with PyArrow and pandas: see `make test-slow`",
    ),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # py4j leaves sockets to the collector
]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkEngine]:
    with SparkEngine(master="local[2]") as engine:
        yield engine


def in_both(duckdb: DuckDBEngine, spark: SparkEngine, people: People, folder: Path) -> Population:
    """Put people into both engines; Spark gets them as Parquet."""
    population = load(duckdb, people)
    file = folder / "everyone.parquet"
    duckdb.execute(f"COPY everyone TO '{file}' (FORMAT parquet)")
    spark.read("parquet", [str(file)], "everyone")
    return population


def judged(
    template: Template, population: Population, engine: Engine, options: AuditOptions
) -> AuditResult:
    return audit(
        template, None, population, engine, project=PROJECT, environment=ENVIRONMENT,
        settings=SETTINGS, options=options,
    )  # fmt: skip
