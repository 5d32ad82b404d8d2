import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.diagnostic import Report
from inbox_toolkit.diagnostics.reporters import FORMATS, ReportStyle, print_report
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import find_config
from inbox_toolkit.validation import unit_runner
from inbox_toolkit.validation.engine import ValidateOptions, validate_project
from inbox_toolkit.validation.results import UnitResult
from inbox_toolkit.workspace.manifest import Unit

from tests.support.projects import NOW, marked, small_project, write_project

LATER = datetime(2026, 1, 16, tzinfo=UTC)


def checked(folder: Path, **options: object) -> Report:
    given = {"now": NOW, "cache": folder / ".cache", **options}
    return validate_project(find_config(folder), ValidateOptions(**given))  # type: ignore[arg-type]


def judged_units(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which units are really judged from now on."""
    names: list[str] = []
    judge = unit_runner.UnitRunner.run

    def noting(self: unit_runner.UnitRunner, unit: Unit) -> UnitResult:
        names.append(unit.name)
        return judge(self, unit)

    monkeypatch.setattr(unit_runner.UnitRunner, "run", noting)
    return names


def two_templates(folder: Path) -> Path:
    small_project(folder, '{"a": "{{ trigger.x }}"}')
    return write_project(
        folder,
        {
            "templates/u.json": '{"properties": {"b": "{{ trigger.y }}"}}',
            "fixtures/message_data/u/standard.json": {"y": 1},
        },
    )


def test_a_second_run_judges_nothing_and_reports_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = checked(two_templates(tmp_path))
    names = judged_units(monkeypatch)
    assert checked(tmp_path) == first
    assert names == []


CHANGES: dict[str, tuple[str, str, list[str]]] = {
    "the template": ("templates/t.json", '{"properties": {"a": "y"}}', ["t"]),
    "its translation": ("templates/t.fr.json", '{"properties": {"a": "z"}}', ["t"]),
    "its data": ("fixtures/message_data/t/standard.json", '{"x": 1}', ["t"]),
    "new data": ("fixtures/message_data/t/other.json", '{"x": 1}', ["t"]),
    "its contract": ("templates/t.contract.json", '{"type": "object"}', ["t"]),
    "the customer's part": ("templates/u.customer.contract.json", "{", ["u"]),
    "the other's data": ("fixtures/message_data/u/standard.json", "{}", ["u"]),
    "a profile": ("fixtures/profiles/ada.json", "{}", ["t", "u"]),
    "a new profile": ("fixtures/profiles/bob.json", "{}", ["t", "u"]),
    "snippets": ("fixtures/snippets.json", "{}", ["t", "u"]),
    "the configuration": ("inbox.toml", 'liquid = "legacy"', ["t", "u"]),
    "nothing that matters": ("notes.txt", "x", []),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_depends_on_a_change_is_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    name, text, expected = CHANGES[change]
    checked(two_templates(tmp_path))
    names = judged_units(monkeypatch)
    (tmp_path / name).write_text(text)
    assert checked(tmp_path) == checked(tmp_path, cache=None)
    assert names[: len(expected)] == expected
    assert names[len(expected) :] == ["t", "u"]  # the run without a cache


def test_a_deleted_file_is_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(two_templates(tmp_path))
    names = judged_units(monkeypatch)
    (tmp_path / "fixtures/message_data/u/standard.json").unlink()
    assert [mark for _, mark, _ in marked(checked(tmp_path))].count("trigger.y") == 1
    assert names == ["u"]
    (tmp_path / "templates/u.json").unlink()
    assert checked(tmp_path).templates == 1


def test_another_clock_is_another_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(small_project(tmp_path, '{"a": "x"}'))
    names = judged_units(monkeypatch)
    checked(tmp_path, now=LATER)
    assert names == ["t"]
    checked(tmp_path)
    checked(tmp_path, now=LATER)
    assert names == ["t"]


def test_what_printed_the_time_is_judged_each_time_unless_it_is_frozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_project(tmp_path, "{\"a\": \"{{ 'now' | date: '%s' }}\"}")
    checked(tmp_path, now=None)
    names = judged_units(monkeypatch)
    checked(tmp_path, now=None)
    assert names == ["t"]
    checked(tmp_path)
    checked(tmp_path)
    assert names == ["t", "t"]


@pytest.mark.parametrize("content", [b"", b"damaged", b"inbox-toolkit cache 1\n" + b"x" * 99])
def test_a_damaged_cache_is_ignored_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    first = checked(two_templates(tmp_path))
    for file in (tmp_path / ".cache").iterdir():
        file.write_bytes(content)
    assert checked(tmp_path) == first
    names = judged_units(monkeypatch)
    assert checked(tmp_path) == first
    assert names == []


def test_two_runs_at_once_do_not_hurt_each_other(tmp_path: Path) -> None:
    two_templates(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        reports = list(pool.map(lambda _: checked(tmp_path, jobs=1), range(24)))
    assert all(report == reports[0] for report in reports)


def test_the_report_is_the_same_whatever_the_number_of_jobs(tmp_path: Path) -> None:
    two_templates(tmp_path)
    write_project(
        tmp_path,
        {f"templates/v{n}.json": '{"properties": {"a": "{{ trigger.z }}"}}' for n in range(9)},
    )
    alone = checked(tmp_path, cache=None, jobs=1)
    for jobs in (2, 5):
        assert checked(tmp_path, cache=None, jobs=jobs) == alone
    for form in FORMATS:
        text = print_report(alone, form, ReportStyle())
        assert str(tmp_path) not in text


def test_nothing_to_judge_is_never_a_pass(tmp_path: Path) -> None:
    write_project(tmp_path, {"inbox.toml": ""})
    with pytest.raises(UsageError, match="no templates"):
        checked(tmp_path)
    write_project(tmp_path, {"templates/t.json": {"properties": {"a": 1}}})
    with pytest.raises(UsageError, match="no cases"):
        checked(tmp_path)


def test_a_wrong_configuration_is_said_and_nothing_kept(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": 1}')
    (tmp_path / "inbox.toml").write_text('[validate.severity]\nnope = "off"\n')
    for jobs in (1, 2):
        with pytest.raises(ProjectError, match="unknown rule `nope`"):
            checked(tmp_path, jobs=jobs)


def test_nothing_changed_is_an_empty_report(tmp_path: Path) -> None:
    report = checked(two_templates(tmp_path), changed=frozenset({"README.md"}))
    assert (report.templates, report.diagnostics) == (0, ())
    assert checked(tmp_path, changed=frozenset({"templates/t.json"})).templates == 1


def test_a_run_over_everything_is_read_as_one_until_a_file_changes(tmp_path: Path) -> None:
    two_templates(tmp_path)
    options = ValidateOptions(cache=tmp_path / "cache", now=datetime(2026, 3, 14, tzinfo=UTC))

    def found() -> list[str]:
        return [one.message for one in validate_project(find_config(tmp_path), options).diagnostics]

    first = found()
    assert first
    for pack in (tmp_path / "cache").glob("results-*"):
        pack.unlink()  # so that only the result as a whole is left
    assert found() == first
    assert not list((tmp_path / "cache").glob("results-*"))
    (tmp_path / "templates/extra.json").write_text(
        '{"properties": {"title": "Hi {{ trigger.y }}"}}'
    )
    assert len(found()) > len(first)
    (tmp_path / "templates/extra.json").unlink()
    assert found() == first


WARM = """
import sys
from pathlib import Path
from inbox_toolkit.cli.error_boundary import run_command
from inbox_toolkit.cli.main import inbox
code = run_command(inbox, ["validate", "--project", sys.argv[1]])
heavy = {"liquid", "jsonschema", "jsonschema_rs", "httpx", "starlette", "watchdog", "babel"}
print(code, sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def test_a_warm_run_imports_nothing_costly(tmp_path: Path) -> None:
    two_templates(tmp_path)
    command = [sys.executable, "-c", WARM, str(tmp_path)]
    for expected in ("['babel', 'jsonschema', 'liquid']", "[]"):
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
        code, heavy = done.stderr.strip().split(" ", 1)
        assert code == "1"
        assert heavy == "[]" or expected != "[]"
    assert "trigger.x" in done.stdout


COLD = """
import sys
from inbox_toolkit.project.config import find_config
from inbox_toolkit.validation.engine import ValidateOptions, validate_project
from pathlib import Path
validate_project(find_config(Path(sys.argv[1])), ValidateOptions())
print(any(name.startswith("inbox_toolkit.contract") for name in sys.modules))
"""


@pytest.mark.parametrize("is_kept", [False, True])
def test_contracts_cost_nothing_where_none_is_kept(tmp_path: Path, is_kept: bool) -> None:
    two_templates(tmp_path)
    if is_kept:
        write_project(tmp_path, {"templates/u.contract.json": "{}"})
    command = [sys.executable, "-c", COLD, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == str(is_kept)


KILLED = """
import os, signal, sys
from pathlib import Path
from inbox_toolkit.project.config import find_config
from inbox_toolkit.validation.engine import ValidateOptions, validate_project

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

folder, moment = Path(sys.argv[1]), sys.argv[2]
replace = Path.replace
if moment == "before it is replaced":
    Path.replace = die
elif moment == "after it is replaced":
    Path.replace = lambda self, to: (replace(self, to), die())
else:
    Path.write_bytes = lambda self, content: (self.open("wb").write(content[:40]), die())
validate_project(find_config(folder), ValidateOptions(cache=folder / ".cache"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(
    "moment", ["half written", "before it is replaced", "after it is replaced"]
)
def test_a_run_that_is_killed_leaves_a_cache_that_works(tmp_path: Path, moment: str) -> None:
    expected = checked(two_templates(tmp_path), cache=None)
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), moment], check=False)
    assert done.returncode == -9
    assert checked(tmp_path) == expected
    assert checked(tmp_path) == expected


def test_progress_is_told_in_cases_that_have_to_be_rendered(tmp_path: Path) -> None:
    project = write_project(
        small_project(tmp_path / "p", '{"a": 1}'),
        {
            "templates/u.json": {"properties": {"a": 2}},
            "fixtures/message_data/u/x.json": {},
            "fixtures/message_data/u/y.json": {},
        },
    )
    told: list[tuple[int, int]] = []
    options = ValidateOptions(
        cache=tmp_path / "cache", on_progress=lambda done, total: told.append((done, total))
    )
    validate_project(find_config(project), options)
    assert told == [(1, 3), (3, 3)]
    validate_project(find_config(project), options)
    assert told == [(1, 3), (3, 3)]
