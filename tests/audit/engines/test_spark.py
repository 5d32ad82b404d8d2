"""Spark says what DuckDB says, of everyone; run by ``make test-slow``."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from inbox_toolkit.audit.audit import AuditOptions
from inbox_toolkit.audit.engines.dialect import SPARK, Dialect
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import EngineError
from inbox_toolkit.audit.engines.spark import SparkEngine
from inbox_toolkit.audit.result import AuditResult
from inbox_toolkit.errors import UsageError
from inbox_toolkit.template.template import Template

from scripts.audit_conformance import People, cases, made_people
from tests.support.projects import small_project, write_project
from tests.support.projects import template as parse
from tests.support.spark import in_both, judged, needs_spark, spark

__all__ = ["spark"]
pytestmark = needs_spark

CLASSES = AuditOptions(verify=300, method="classes", seed=1)

HARD = {
    "a case over part of a text": """{
      {% assign part = customer.a | default: 'en' | downcase | slice: 0, 2 %}
      {% case part %}{% when 'ma' %}"title": "{{ customer.b }}"{% when 'an', 'ri' %}"title": {{ customer.b | json }}
      {% else %}"title": "{{ customer.c | default: 'you' | capitalize }}"{% endcase %} }""",
    "days between two dates": """{
      {% assign days = 'now' | date: '%s' | minus: customer.k | divided_by: 86400 | floor %}
      "title": "{% if days > 365 and customer.f %}{{ customer.k | date: '%B %-d, %Y' }}{% else %}{{ days }}{% endif %}",
      "cost": "{{ customer.m | times: 1.2 | currency: 'en-US', 'EUR' }}", "n": {{ customer.n | default: 0 }} }""",
    "numbers and texts in conditions": """{
      {% if customer.m > 250.5 and customer.n >= 1000 %}"title": "{{ customer.a }} {{ customer.b }}"
      {% elsif customer.c contains 'an' or customer.a == 'Ada' %}"title": "Hello {{ customer.c | upcase }}"
      {% elsif customer.b != blank %}"title": "{{ customer.b | titlecase }}"
      {% else %}"title": "{{ customer.a | default: customer.c }}"{% endif %} }""",
    "an object, and a member of one": """{
      "title": "{{ customer.o.p }}", "more": {{ customer.o | json }},
      "near": "{{ customer.d.p }}{% if customer.d.q %} {{ customer.d.q | plus: 1 }}{% endif %}" }""",
    "keys, links and broken JSON": """{
      "title": "Hi {{ customer.a }}", "{{ customer.b }}": 1, "link": "https://example.com/{{ customer.c | url_encode }}",
      "text": "{{ customer.a | replace: 'a', '\\"' }}" }""",
}  # fmt: skip


def hard(name: str) -> Template:
    return parse(f'{{"name": "T", "topics": ["news"], "type": "n", "properties": {HARD[name]}}}')


def same(one: AuditResult, other: AuditResult) -> bool:
    """Return True for the same verdicts of the same people, shown by the same examples."""
    return (one.people, one.verdicts, one.renders, one.plan.columns) == (
        other.people, other.verdicts, other.renders, other.plan.columns,
    )  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_hard_templates_over_hostile_people(spark: SparkEngine, tmp_path: Path, name: str) -> None:
    people = made_people(random.Random(f"people for {name}"), 1_000)
    with DuckDBEngine(threads=1) as duckdb:
        population = in_both(duckdb, spark, people, tmp_path)
        expected = judged(hard(name), population, duckdb, CLASSES)
        found = judged(hard(name), population, spark, CLASSES)
    assert len(found.verdicts) > 5
    assert same(found, expected)


@pytest.mark.parametrize(
    ("tame", "grammar", "count"), [(False, False, 3), (True, False, 3), (False, True, 3)]
)
def test_random_templates(
    spark: SparkEngine, tmp_path: Path, tame: bool, grammar: bool, count: int
) -> None:
    for _, template, people in cases(23, count, 300, grammar=grammar, tame=tame):
        options = replace(CLASSES, method=None if grammar else "classes")
        with DuckDBEngine(threads=1) as duckdb:
            population = in_both(duckdb, spark, people, tmp_path)
            expected = judged(template, population, duckdb, options)
            assert same(judged(template, population, spark, options), expected)


def test_everyone_is_rendered_on_the_workers(spark: SparkEngine, tmp_path: Path) -> None:
    chance = parse(
        '{"name": "T", "topics": ["news"], "type": "n", "properties": '
        '{"title": "{{ customer.a }}{% if customer.f %}{{ 9 | random }}{% endif %}"}}'
    )
    people = made_people(random.Random(4), 2_000)
    with DuckDBEngine(threads=1) as duckdb:
        population = in_both(duckdb, spark, people, tmp_path)
        by = tuple(one for one in population.columns if one.name == "f")
        options = AuditOptions(by=by)
        expected = judged(chance, population, duckdb, options)
        found = judged(chance, population, spark, options)
    assert found.plan.method == "rows"
    assert same(found, expected)
    assert {str(one.by) for one in found.verdicts} == {str(one.by) for one in expected.verdicts}


def test_a_template_with_a_program_can_be_sent_to_workers(
    spark: SparkEngine, tmp_path: Path
) -> None:
    people = made_people(random.Random(5), 500)
    options = AuditOptions(method="rows")
    template = hard("numbers and texts in conditions")
    with DuckDBEngine(threads=1) as duckdb:
        population = in_both(duckdb, spark, people, tmp_path)
        expected = judged(template, population, duckdb, options)
        assert same(judged(template, population, spark, options), expected)


class _Chr(Dialect):
    """Writes patterns as one might: no character beyond ASCII, which Spark counts modulo 256."""

    def matches(self, field: str, pattern: str) -> str:
        parts = [
            self.text(one) if one < "\x7f" else f"chr({ord(one)})"
            for one in pattern.replace("$", self.end)
        ]
        return self.match.format(field, f"concat({', '.join(parts)})")


def test_the_canary_refuses_a_dialect_that_writes_characters_by_number(
    spark: SparkEngine, tmp_path: Path
) -> None:
    people = People({"a": ("VARCHAR", "text")}, [{"a": "Ada"}])
    fields = {name: getattr(SPARK, name) for name in SPARK.__dataclass_fields__}
    template = parse(
        '{"name": "T", "topics": ["news"], "type": "n", "properties": {"title": "{{ customer.a }}"}}'
    )
    with DuckDBEngine(threads=1) as duckdb:
        population = in_both(duckdb, spark, people, tmp_path)
    spark.dialect = _Chr(**fields)
    try:
        with pytest.raises(EngineError, match="does not class values as this toolkit does"):
            judged(template, population, spark, CLASSES)
    finally:
        spark.dialect = SPARK
    assert judged(template, population, spark, CLASSES).people == 1


ENDLESS = """
from inbox_toolkit.audit.engines.spark import SparkEngine
with SparkEngine(master="local[2]") as engine:
    list(engine.query("SELECT 1"))
    print("ready", flush=True)
    list(engine.query("SELECT sum(length(sha2(CAST(id AS STRING), 512))) FROM range(2000000000)"))
"""


@pytest.mark.parametrize("delay", [0.01, 0.3, 2])
def test_ctrl_c_ends_a_statement(delay: float) -> None:
    command = [sys.executable, "-c", ENDLESS]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=heed_interrupts,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        time.sleep(delay)
        running.send_signal(signal.SIGINT)
        started = time.monotonic()
        _, said = running.communicate(timeout=60)
        assert time.monotonic() - started < 6
    assert said.strip().endswith("KeyboardInterrupt")


def heed_interrupts() -> None:
    """Undo what shells do to programs in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_what_spark_refuses_is_one_line_with_a_way_out(spark: SparkEngine) -> None:
    with pytest.raises(EngineError, match="nowhere") as caught:
        spark.describe("nowhere")
    assert "\n" not in caught.value.message
    assert caught.value.help


def test_a_sample_is_of_everyone(spark: SparkEngine) -> None:
    first, again = (spark.sample("range(100000)", ["id"], 50, 3) for _ in range(2))
    assert first == again
    assert len(set(first)) == 50
    assert len(spark.sample("range(7)", ["id"], 50, 3)) == 7
    assert spark.sample("range(0)", ["id"], 50, 3) == []


def test_a_session_that_is_active_is_used_and_left_running(spark: SparkEngine) -> None:
    with SparkEngine() as other:
        assert list(other.query("SELECT 1")) == [(1,)]
    assert list(spark.query("SELECT 1")) == [(1,)]


def test_without_java_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match="needs Java") as caught:
        SparkEngine(master="local[1]")
    assert "openjdk-17" in (caught.value.help or "")


# Through the front door, each with a Spark of its own ------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = small_project(
        tmp_path,
        '{"title": "Hi {{ customer.first_name }}{{ 9 | random }}"}',
        profile={"first_name": "Ada"},
    )
    return write_project(folder, {"people.csv": "id,first_name\nu1,Ada\nu2,\n"})


def worker(folder: Path, *, python: str = sys.executable, path: str = "") -> dict[str, str]:
    """Return an environment whose Spark starts its workers with another Python or other packages."""
    script = folder / "worker.sh"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{path}:$PYTHONPATH" exec {python} "$@"\n', "utf-8")
    script.chmod(0o755)
    return {**os.environ, "PYSPARK_PYTHON": str(script)}


def inbox(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "inbox_toolkit", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


ARGUMENTS = (
    "audit",
    "t",
    "--people",
    "people.csv",
    "--engine",
    "spark",
    "--spark-master",
    "local[1]",
)


def test_a_worker_with_another_version_is_refused(project: Path, tmp_path: Path) -> None:
    metadata = {
        "other/inbox_toolkit-99.1.dist-info/METADATA": "Metadata-Version: 2.1\nName: inbox-toolkit\nVersion: 99.1\n"
    }
    write_project(tmp_path, metadata)
    ran = inbox(project, *ARGUMENTS, env=worker(tmp_path, path=str(tmp_path / "other")))
    assert ran.returncode == 2
    assert "a Spark worker has inbox-toolkit 99.1, and this is" in ran.stderr
    assert 'pip install "inbox-toolkit==' in ran.stderr


def test_a_worker_without_the_package_is_refused(project: Path, tmp_path: Path) -> None:
    import pyarrow

    packages = tmp_path / "packages"
    packages.mkdir()
    for one in Path(pyarrow.__file__).parents[1].glob("pyarrow*"):
        (packages / one.name).symlink_to(one)
    python = f"{sys.executable} -S"
    ran = inbox(project, *ARGUMENTS, env=worker(tmp_path, python=python, path=str(packages)))
    assert ran.returncode == 2
    assert "a Spark worker lacks the package" in ran.stderr


def test_the_report_is_that_of_duckdb(project: Path) -> None:
    alike = ("--now", "2026-01-15T09:00:00Z", "--format", "json")
    found = inbox(project, *ARGUMENTS, *alike)
    expected = inbox(project, *ARGUMENTS[:4], *alike)
    assert (found.returncode, expected.returncode) == (1, 1)
    one, other = (json.loads(ran.stdout)["audits"][0] for ran in (found, expected))
    assert one.pop("engine").startswith("Spark ")
    assert other.pop("engine").startswith("DuckDB ")
    del one["seconds"], other["seconds"]
    assert one == other
    assert "Exception" not in found.stderr
