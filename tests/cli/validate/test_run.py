import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.validation.rule import Finding, TemplateContext
from inbox_toolkit.validation.rules import blank_value

from tests.support.commands import invoke
from tests.support.projects import small_project, write_project
from tests.support.repositories import committed_project

MISSING = '{"a": "{{ trigger.old }}"}'


def test_a_baseline_leaves_only_what_is_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, MISSING)
    ran = invoke(capsys, tmp_path, "validate", "--write-baseline", "known.json")
    assert (ran.code, ran.out) == (0, "")
    assert "known.json now holds" in ran.err
    ran = invoke(capsys, tmp_path, "validate", "--baseline", "known.json")
    assert ran.code == 0
    assert "in the baseline known.json" in ran.err
    (tmp_path / "templates/t.json").write_text('{"properties": {"b": "{{ trigger.new }}"}}')
    ran = invoke(capsys, tmp_path, "validate", "--baseline", "known.json")
    assert ran.code == 1
    assert "trigger.new" in ran.out
    assert "of the baseline are gone" in ran.err


def test_a_baseline_that_is_none_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_project(tmp_path, MISSING)
    assert invoke(capsys, tmp_path, "validate", "--baseline", "none.json").code == 2


def test_fix_says_what_it_did_and_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": "<<trigger.old>>"}', data={"old": 1})
    ran = invoke(capsys, tmp_path, "validate", "--fix")
    assert ran.err.startswith("fixed 1 finding in templates/t.json")
    assert "{{trigger.old}}" in (tmp_path / "templates/t.json").read_text()


def crash(context: TemplateContext) -> Iterator[Finding]:
    raise KeyError("secret")


def test_a_rule_that_crashes_is_named_and_the_others_still_speak(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blank_value, "check_template", crash)
    ran = invoke(capsys, small_project(tmp_path, MISSING), "validate")
    assert ran.code == 70
    assert "error[missing-value]" in ran.out
    assert "the rule `blank-value` failed on templates/t.json: this is a bug" in ran.err
    monkeypatch.undo()
    assert invoke(capsys, tmp_path, "validate").code == 1  # the crash was not remembered


def test_since_checks_what_depends_on_a_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = committed_project(tmp_path) / "messages"
    ran = invoke(capsys, project, "validate", "--since", "HEAD")
    assert ran.code == 0
    assert "nothing that a template depends on changed since HEAD" in ran.err
    write_project(project, {"templates/u.json": {"properties": {"a": 1}}})
    ran = invoke(capsys, project, "validate", "--since", "HEAD", "--format", "json")
    assert json.loads(ran.out)["summary"]["templates"] == 1
    assert invoke(capsys, project, "validate", "--since", "nope").code == 2


def test_markdown_since_a_revision_shows_changed_payloads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = committed_project(tmp_path) / "messages"
    (project / "templates/t.json").write_text('{"properties": {"a": 2}}')
    ran = invoke(capsys, project, "validate", "--since", "HEAD", "--format", "markdown")
    assert "| 1 of 1 |" in ran.out
    assert '+  "a": 2' in ran.out


def test_sarif_describes_every_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = invoke(capsys, small_project(tmp_path, MISSING), "validate", "--format", "sarif")
    driver = json.loads(ran.out)["runs"][0]["tool"]["driver"]
    assert "missing-value" in {rule["id"] for rule in driver["rules"]}


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_services_get_names_from_the_root_of_the_repository(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    small_project(tmp_path / "messages", MISSING)
    monkeypatch.setenv(variable, str(tmp_path))
    ran = invoke(capsys, tmp_path / "messages", "validate", "--format", "github")
    assert "file=messages/templates/t.json" in ran.out


def test_no_cache_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INBOX_CACHE_DIR", str(tmp_path / "cache"))
    small_project(tmp_path / "p", '{"a": 1}')
    assert invoke(capsys, tmp_path / "p", "validate", "--no-cache").code == 0
    assert not (tmp_path / "cache").exists()
    assert invoke(capsys, tmp_path / "p", "validate").code == 0
    assert (tmp_path / "cache").exists()


def test_a_rule_that_crashes_everywhere_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blank_value, "check_template", crash)
    small_project(tmp_path, '{"a": 1}')
    write_project(tmp_path, {f"templates/u{n}.json": {"properties": {}} for n in range(3)})
    ran = invoke(capsys, tmp_path, "validate")
    assert ran.code == 70
    assert "✓" not in ran.out
    assert "`blank-value` failed on templates/t.json and 3 other files" in ran.err
    assert ran.err.count("error: ") == 1
