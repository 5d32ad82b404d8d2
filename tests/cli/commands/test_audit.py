"""``inbox audit`` through the front door, on people written by the test."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.schemas.checking import shipped_checker

from tests.support.commands import invoke
from tests.support.loopback import Loopback, Scripted, as_json, serve_loopback
from tests.support.projects import small_project, write_project

NOW = ("--now", "2026-01-15T09:00:00Z")
PROPERTIES = """{
  "title": "Hi {{ customer.first_name }}",
  "body": "{% if customer.plan == 'free' %}Upgrade in {{ customer.city }}{% else %}Thanks{% endif %}"
}"""
FIXED = """{
  "title": {{ customer.first_name | default: 'there' | prepend: 'Hi ' | json }},
  "body": {% if customer.plan == 'free' %}{{ customer.city | default: 'town' | prepend: 'Upgrade in ' | json }}{% else %}"Thanks"{% endif %}
}"""
PEOPLE = '''id,first_name,plan,city
u1,Ada,pro,
u2,Bo,free,Leeds
u3,,pro,Ely
u4,"Dwayne ""The Rock""",pro,Ely
u5,Cleo,free,
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = small_project(tmp_path, PROPERTIES, profile={"first_name": "Ada", "plan": "pro"})
    return write_project(folder, {"people.csv": PEOPLE})


def test_who_fails_why_and_what_to_do(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = invoke(capsys, project, "audit", "t", "--people", "people.csv", *NOW)
    assert ran.code == 1
    assert "✗ 3 people (60.00 %) would not get this message" in ran.out
    assert "`customer.first_name` has no value" in ran.out
    assert "`customer.first_name` breaks the JSON" in ran.out
    assert "a fallback for `customer.city` alone keeps 1 person from failing" in ran.out
    assert "2026-01-15T09:00:00Z" in ran.out
    assert "The Rock" not in ran.out
    assert ran.err == "note: an empty field of people.csv means no value\n"


def test_without_spark_the_install_command_is_given(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pandas", "pyarrow", "pyspark"):
        monkeypatch.setitem(sys.modules, name, None)
    ran = invoke(capsys, project, "audit", "t", "--people", "people.csv", "--engine", "spark")
    assert ran.code == 2
    assert 'pip install "inbox-toolkit[spark]"' in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--table", "crm.people"), "--engine spark"),
        (("--table", "crm.people", "--people", "people.csv"), "leave one out"),
    ],
)
def test_a_table_needs_an_engine_that_has_it(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    ran = invoke(capsys, project, "audit", "t", *arguments)
    assert ran.code == 2
    assert said in ran.err


def test_empty_can_be_a_text(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ("audit", "t", "--people", "people.csv", "--empty", "text", "--format", "json", *NOW)
    outcomes = json.loads(invoke(capsys, project, *args).out)["audits"][0]["outcomes"]
    assert outcomes == {"whole": 2, "flawed": 2, "broken": 1, "failed": 0}


@pytest.mark.parametrize(
    ("limit", "code"), [("2", 1), ("3", 0), ("59%", 1), ("60%", 0), ("lots", 2)]
)
def test_how_many_may_fail(
    project: Path, capsys: pytest.CaptureFixture[str], limit: str, code: int
) -> None:
    args = ("audit", "t", "--people", "people.csv", "--max-failed", limit)
    assert invoke(capsys, project, *args).code == code


def test_the_limit_and_the_columns_can_be_set(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (
        '[audit]\nmax_failed = "60%"\nid = "Key"\ncolumns = {"Name" = "customer.first_name"}\n'
    )
    write_project(
        project, {"inbox.toml": settings, "p.csv": "Key,Name,plan\nk1,Ada,pro\nk2,,pro\n"}
    )
    ran = invoke(capsys, project, "audit", "t", "--people", "p.csv")
    assert ran.code == 0
    assert "k2" in ran.out


def test_json_is_as_documented_and_by_counts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = (
        "audit",
        "t",
        "--people",
        "people.csv",
        "--format",
        "json",
        "--by",
        "plan",
        "--hash-ids",
        "--show-values",
    )
    report = json.loads(invoke(capsys, project, *args).out)
    assert shipped_checker("audit-report").problems(report) == []
    (audit,) = report["audits"]
    assert audit["outcomes"] == {"whole": 2, "flawed": 0, "broken": 1, "failed": 2}
    rows = {one["value"]: (one["people"], one["lost"]) for one in audit["by"]["customer.plan"]}
    assert rows == {"pro": (3, 2), "free": (2, 1)}
    assert all(one["first_id"].startswith("sha256:") for one in audit["causes"])
    assert all("example" in one for one in audit["causes"])


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_other_formats_go_into_a_file(
    project: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    args = ("audit", "t", "--people", "people.csv", "--format", form, "--out", "report.txt")
    ran = invoke(capsys, project, *args)
    assert (ran.code, ran.out) == (1, "")
    assert "wrote report.txt" in ran.err
    assert "60.00 %" in (project / "report.txt").read_text("utf-8")


def test_explain_says_how_without_doing_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, project, "audit", "t", "--people", "people.csv", "--explain")
    assert ran.code == 0
    assert "people are named by `id`" in ran.out
    assert "customer.first_name (text)" in ran.out
    document = json.loads(
        invoke(
            capsys, project, "audit", "t", "--people", "people.csv", "--explain", "--format", "json"
        ).out
    )
    assert document["plans"][0]["message"] == "t × standard"


def test_a_column_that_is_missing_is_said(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(project, {"p.csv": "id,plan\nu1,pro\nu2,pro\n"})
    ran = invoke(capsys, project, "audit", "t", "--people", "p.csv")
    assert ran.code == 1
    assert "no column holds customer.first_name: nobody has a value" in ran.err
    assert "2 people (100.00 %)" in ran.out


def test_fixtures_guard_what_was_found(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(capsys, project, "validate").code == 0
    ran = invoke(capsys, project, "audit", "t", "--people", "people.csv", "--fixtures", "9")
    assert ran.err.count("wrote fixtures/profiles/audit_t_standard_") == 3
    red = invoke(capsys, project, "validate")
    assert red.code == 1
    for rule in ("missing-value", "rendered-not-json"):
        assert rule in red.out
    written = "".join(one.read_text() for one in (project / "fixtures/profiles").glob("audit_*"))
    assert not {"Rock", "Dwayne", "Cleo", "Leeds", "u4"} & set(written.replace('"', " ").split())
    small_project(project, FIXED, profile={"first_name": "Ada", "plan": "pro"})
    assert invoke(capsys, project, "validate").code == 0
    assert invoke(capsys, project, "audit", "t", "--people", "people.csv").code == 0


def test_fixtures_of_an_earlier_audit_are_not_overwritten_unasked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ("audit", "t", "--people", "people.csv", "--fixtures", "9")
    invoke(capsys, project, *args)
    mine = project / "fixtures/profiles/audit_t_standard_2.json"
    mine.write_text('{"mine": true}')
    refused = invoke(capsys, project, *args)
    assert (refused.code, refused.out) == (2, "")
    assert "audit_t_standard_1.json and 2 more already exist" in refused.err
    assert mine.read_text() == '{"mine": true}'
    assert invoke(capsys, project, *args, "--yes").code == 1
    assert "mine" not in mine.read_text()


SENDS = """{"identifiers": {"id": "u1"}, "message_data": {"code": "A1", "total": 12}}
{"identifiers": {"id": "u1"}, "message_data": {"code": null, "total": 5}}
{"identifiers": {"id": "u2"}, "message_data": {"code": "C", "total": "n/a \\"x\\""}}
{"identifiers": {"id": "u2"}, "message_data": {"total": 11}}
{"identifiers": {"id": "u9"}, "message_data": {"code": "B"}}
{"identifiers": {"id": "u2"}, "message_data": []}
"""


@pytest.fixture
def with_sends(project: Path) -> Path:
    small_project(
        project,
        """{"a": "{{ customer.first_name }}: {{ trigger.code }}",
        "b": "{% if trigger.total > 10 %}much{% else %}{{ trigger.total }}{% endif %}"}""",
        profile={"first_name": "Ada"},
        data={"code": "A", "total": 11},
    )
    return write_project(project, {"sends.ndjson": SENDS})


JOINED = ("audit", "t", "--people", "people.csv", "--sends", "sends.ndjson", *NOW)


def test_sends_are_judged_with_their_own_message_data(
    with_sends: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, with_sends, *JOINED)
    assert ran.code == 1
    assert "t × sends.ndjson to people.csv: 4 sends at 2026-01-15T09:00:00Z" in ran.out
    assert "✗ 2 sends (50.00 %) would not arrive" in ran.out
    assert (
        "not judged: 1 send to nobody among these people, 1 send without a JSON object" in ran.out
    )
    assert "`trigger.code` has no value" in ran.out
    assert "note: 1 send is to nobody of people.csv and not judged" in ran.err
    assert "n/a" not in ran.out


@pytest.mark.parametrize("form", ["json", "markdown", "html"])
def test_reports_of_sends(with_sends: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    out = invoke(capsys, with_sends, *JOINED, "--format", form, "--by", "trigger.total").out
    if form != "json":
        assert "1 send to nobody among these people" in out
        assert "4 sends" in out
        return
    report = json.loads(out)
    assert shipped_checker("audit-report").problems(report) == []
    (audit,) = report["audits"]
    assert (audit["unit"], audit["people"], audit["message_data"]) == ("sends", 4, None)
    assert audit["left_out"] == {"unknown": 1, "unreadable": 1}
    assert "trigger.total" in audit["by"]


def test_explain_says_how_sends_are_joined(
    with_sends: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = invoke(capsys, with_sends, *JOINED, "--explain").out
    assert "sends.ndjson: sends are joined to people where `identifiers.id` is their `id`" in out
    assert "message_data.code   trigger.code (text)" in out
    columns = json.loads(invoke(capsys, with_sends, *JOINED, "--explain", "--format", "json").out)
    assert "trigger.total" in {one["path"] for one in columns["columns"]}


def test_fixtures_of_sends_are_profiles_and_message_data(
    with_sends: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(capsys, with_sends, "validate").code == 0
    ran = invoke(capsys, with_sends, *JOINED, "--fixtures", "9")
    assert "wrote fixtures/message_data/t/audit_t_1.json: the message data for it" in ran.err
    red = invoke(capsys, with_sends, "validate")
    assert red.code == 1
    assert {"missing-value", "blank-value", "rendered-not-json"} <= set(
        red.out.replace("[", " ").replace("]", " ").split()
    )
    refused = invoke(capsys, with_sends, *JOINED, "--fixtures", "9")
    assert refused.code == 2
    assert "already exist" in refused.err


def test_what_sends_do_not_go_with(with_sends: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for more, message in (
        (("--data", "standard"), "--data is for everyone"),
        (("--represent",), "--represent does not know message data of sends"),
        (("--sends", "nothing.csv"), "there is no file nothing.csv"),
    ):
        ran = invoke(capsys, with_sends, *JOINED, *more)
        assert ran.code == 2
        assert message in ran.err


def test_fixtures_keep_words_that_are_nobodys_and_no_value(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = (
        "id,first_name,plan\nu1,Zebulon [object Object],pro\nu2,\u3000,pro\nu3,Zebulon\\q,pro\n"
    )
    write_project(project, {"p.csv": people})
    ran = invoke(capsys, project, "audit", "t", "--people", "p.csv", "--fixtures", "9")
    assert ran.err.count("wrote ") == 3
    written = "".join(one.read_text() for one in (project / "fixtures/profiles").glob("audit_*"))
    assert "[object Object]" in written
    assert "Zebulon" not in written
    out = invoke(capsys, project, "validate").out
    assert {"wrong-type", "blank-value", "rendered-not-json"} <= set(
        out.replace("[", " ").replace("]", " ").split()
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("t",), "whom to audit?"),
        (("t", "--people", "nobody.csv"), "there is no file"),
        (("tt", "--people", "people.csv"), "tt"),
        (("t", "--people", "people.csv", "--data", "standrd"), "standrd"),
        (("t", "--people", "people.csv", "--by", "shoe"), "no column `shoe`"),
        (("t", "--people", "people.csv", "--memory", "much"), "much"),
        (("t", "--people", "people.csv", "--now", "soon"), "--now"),
        (("t", "--people", "people.csv", "--pull", "vip"), "no segment"),
        (("t", "--people", "people.parquet", "--pull", "3"), "no name for an export"),
        (("t", "--people", "people.csv", "--pull", "3"), "exists already"),
        (("t", "--people", "a.csv", "--people", "b.csv", "--pull", "3"), "names several"),
    ],
)
def test_options_that_do_not_fit(
    project: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], message: str
) -> None:
    ran = invoke(capsys, project, "audit", *args)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_a_template_that_does_not_parse(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_project(project, '{"a": "{% if %}"')
    ran = invoke(capsys, project, "audit", "t", "--people", "people.csv")
    assert ran.code == 2
    assert "does not parse" in ran.err


@pytest.mark.parametrize("people", ["id,first_name,plan,city\n", "id,first_name\nu1,Ada\n"])
def test_nobody_and_one_person(
    project: Path, capsys: pytest.CaptureFixture[str], people: str
) -> None:
    write_project(project, {"p.csv": people})
    ran = invoke(capsys, project, "audit", "t", "--people", "p.csv")
    assert ran.code == 0
    assert "nobody in it" in ran.out or "everyone gets this message whole" in ran.out


def test_without_duckdb_the_install_command_is_given(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    ran = invoke(capsys, project, "audit", "t", "--people", "people.csv")
    assert ran.code == 2
    assert 'pip install "inbox-toolkit[audit]"' in ran.err


def test_values_that_are_mixed_odd_or_no_json(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(
        project,
        {
            "templates/t.json": '{"properties": {"a": {{ customer.when | date: "%Y" | json }}, '
            '"b": {{ customer.address.city | default: "" | json }}, "c": {{ customer.n | plus: 1 | json }}}, '
            '"expiration": {"type": "relative", "value": 30, "unit": "days"}}',
            "p.ndjson": "\n".join(
                json.dumps({"id": str(number), "when": when, "address": address, "n": n})
                for number, (when, address, n) in enumerate(
                    [
                        (0, {"city": "x"}, 1), (-1, "{", "2"), (10**18, '{"city": 1}', "n/a"),
                        ("9999-99-99", [], True), (None, None, None), ("now", "\u3000", 1e300),
                    ]
                )
            ),
        },
    )  # fmt: skip
    ran = invoke(capsys, project, "audit", "t", "--people", "p.ndjson", "--format", "json")
    assert ran.code in (0, 1), ran.err
    assert json.loads(ran.out)["audits"][0]["people"] == 6


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", "5f2d8c01aa3b4e6f9d7c6b5a41302f1e")
    with serve_loopback() as loopback:
        monkeypatch.setenv("CIO_API_URL", loopback.url)
        yield loopback


def test_pull_writes_the_people_and_judges_them(
    project: Path, server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    done = as_json({"export": {"id": 7, "status": "done", "total": 2}})
    server.script(
        done, done, as_json({"url": f"{server.url}/file"}),
        Scripted(200, b"id,cio_id,email,unsubscribed,first_name,plan\nu1,a,a@example.com,false,Ada,pro\n"),
    )  # fmt: skip
    ran = invoke(capsys, project, "audit", "t", "--people", "vip.csv", "--pull", "12")
    assert ran.code == 0
    assert "go on with --pull export:7" in ran.err
    assert server.seen[0].json() == {
        "filters": {"segment": {"id": 12}}, "attributes": ["city", "first_name", "plan"],
    }  # fmt: skip
    assert (project / "vip.csv").exists()


def test_ctrl_c_ends_it_within_a_second(project: Path) -> None:
    with DuckDBEngine() as engine:
        engine.execute(
            "COPY (SELECT 'u' || i AS id, md5(i::VARCHAR) AS first_name, md5((i * 7)::VARCHAR) AS city "
            f"FROM range(600000) t(i)) TO '{project}/many.csv'"
        )
    template = '{"properties": {"a": {{ customer.first_name | slice: 0, 9 | json }}, "b": {{ customer.city | slice: 1 | json }}}, "expiration": {"type": "relative", "value": 30, "unit": "days"}}'
    write_project(project, {"templates/t.json": template})
    command = [sys.executable, "-m", "inbox_toolkit", "audit", "t", "--people", "many.csv"]
    running = subprocess.Popen(
        command, cwd=project, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env={**os.environ}
    )
    assert running.stderr is not None
    assert running.stderr.readline().startswith(b"note: an empty field")  # they are being judged
    time.sleep(0.5)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert time.monotonic() - started < 5  # a second, and what a busy machine adds
    assert b"Traceback" not in err


def profiles(project: Path, pattern: str = "audience_*") -> dict[str, str]:
    found = sorted((project / "fixtures/profiles").glob(pattern))
    return {one.name: one.read_text("utf-8") for one in found}


def validated(project: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what ``validate`` says with the written profiles alone."""
    (project / "fixtures/profiles/ada.json").unlink()
    return invoke(capsys, project, "validate", "--format", "markdown", *NOW).out


REPRESENT = ("audit", "t", "--people", "people.csv", "--represent", *NOW)


def test_represent_writes_the_fewest_profiles_that_show_everything(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, project, *REPRESENT)
    assert ran.code == 1
    # whole, broken and failed take three; one of them is without a name, so a fourth has no city
    assert list(profiles(project)) == [f"audience_t_{number}.json" for number in (1, 2, 3, 4)]
    assert "together they show 3 of 3 outcomes, 3 of 3 causes, 2 of 2 branches\n" in ran.err
    written = "".join(profiles(project).values())
    assert not {"Rock", "Dwayne", "Ada", "Bo", "Cleo", "Leeds", "Ely", "u4"} & set(
        written.replace('"', " ").replace("\\", " ").split()
    )
    report = validated(project, capsys)
    assert "4 cases · branches 2/2" in report
    for cause in ("`customer.city` has no value", "`customer.first_name` has no value"):
        assert f"{cause} in 1 of 4 cases" in report
    assert "not a JSON object in 1 of 4 cases" in report


def test_represent_is_the_same_each_time_and_asks_before_it_overwrites(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invoke(capsys, project, *REPRESENT)
    first = profiles(project)
    (project / "fixtures/profiles/audience_t_1.json").write_text('{"mine": true}')
    refused = invoke(capsys, project, *REPRESENT)
    assert (refused.code, refused.out) == (2, "")
    assert "audience_t_1.json and 3 more already exist" in refused.err
    assert "--yes" in refused.err
    assert profiles(project)["audience_t_1.json"] == '{"mine": true}'
    write_project(project, {"fixtures/profiles/audience_t_9.json": {}})
    ran = invoke(capsys, project, *REPRESENT, "--yes")
    assert "audience_t_9.json is an earlier audit's: remove it" in ran.err
    assert {**first, "audience_t_9.json": "{}"} == profiles(project)


def test_represent_keeps_texts_that_a_template_compares_with(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(
        project,
        """{"a": "{% if customer.drink == 'tea' %}T{% elsif customer.drink contains 'milk' %}M{% endif %}",
        "b": {{ customer.drink | json }}}""",
        profile={"drink": "tea"},
    )
    write_project(project, {"people.csv": "id,drink\nu1,tea\nu2,oat milk latte\nu3,lemonade\n"})
    ran = invoke(capsys, project, *REPRESENT)
    assert "3 of 3 branches" in ran.err
    written = "".join(profiles(project).values())
    assert '"tea"' in written
    assert "milk" in written
    assert "latte" not in written
    assert "lemonade" not in written


def test_represent_several_templates_by_one_set(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(
        project,
        {
            "templates/u.json": """{"properties": {"a": {{ customer.city | default: "x" | json }},
                "b": "{% if customer.points > 9 %}many{% else %}few{% endif %}"},
                "expiration": {"type": "relative", "value": 30, "unit": "days"}}""",
            "fixtures/message_data/u/standard.json": {},
            "people.csv": "id,first_name,plan,city,points\nu1,Ada,pro,Ely,3\nu2,Bo,free,Leeds,30\n",
        },
    )
    args = ("audit", "t", "u", "--people", "people.csv", "--types", "--represent", *NOW)
    ran = invoke(capsys, project, *args)
    assert ran.code == 0, ran.out
    assert "together they show 2 of 2 outcomes, 4 of 4 branches\n" in ran.err
    assert len(profiles(project, "audience_t_and_1_more_*")) == 2
    report = validated(project, capsys)
    assert "branches 4/5" in report  # nobody takes the fallback for a city
    assert "missing-value" not in report


def test_represent_nobody(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_project(project, {"people.csv": "id,first_name,plan,city\n"})
    ran = invoke(capsys, project, *REPRESENT)
    assert ran.code == 0
    assert "nobody to represent" in ran.err
    assert profiles(project) == {}
