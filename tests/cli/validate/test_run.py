import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.validation.rule import Finding, TemplateContext
from inbox_toolkit.validation.rules import blank_value

from tests.support.commands import invoke
from tests.support.projects import small_project, write_project
from tests.support.repositories import committed_project, git

MISSING = '{"a": "{{ trigger.old }}"}'


def test_a_baseline_leaves_only_what_is_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, MISSING)
    ran = invoke(capsys, tmp_path, "validate", "--write-baseline", "known.json")
    assert (ran.code, ran.out) == (0, "")
    assert "known.json now lists" in ran.err
    ran = invoke(capsys, tmp_path, "validate", "--baseline", "known.json")
    assert ran.code == 0
    assert "nothing new · 1 in the baseline" in ran.out
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
    assert "✓ nothing that templates use changed since HEAD" in ran.out
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


def monorepo(root: Path) -> Path:
    small_project(root / "shop/messages", MISSING)
    small_project(root / "billing", '{"a": 1}')
    return root


def test_a_file_finds_its_own_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monorepo(tmp_path)
    ran = invoke(capsys, tmp_path, "validate", "shop/messages/templates/t.json")
    assert ran.code == 1
    assert "shop/messages/templates/t.json:1:" in ran.out
    ran = invoke(capsys, tmp_path / "billing", "validate", "../shop/messages/templates/t.json")
    assert (ran.code, "trigger.old" in ran.out) == (1, True)
    ran = invoke(capsys, tmp_path, "validate", "billing/fixtures/profiles/ada.json")
    assert ran.code == 0, ran.out + ran.err


def test_inside_a_project_files_keep_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = monorepo(tmp_path) / "shop/messages"
    for folder, name in ((project, "templates/t.json"), (project / "templates", "t.json")):
        ran = invoke(capsys, folder, "validate", name)
        assert " templates/t.json:1:" in ran.out


def test_files_of_several_projects_are_one_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monorepo(tmp_path)
    names = ("billing/templates/t.json", "shop/messages/templates/t.json")
    ran = invoke(capsys, tmp_path, "validate", *names, "--format", "json")
    document = json.loads(ran.out)
    assert document["summary"]["templates"] == 2
    assert {one["file"] for one in document["diagnostics"]} >= {"shop/messages/templates/t.json"}


def test_all_projects_are_validated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monorepo(tmp_path)
    ran = invoke(capsys, tmp_path, "validate", "--all-projects", "--format", "concise")
    assert ran.code == 1
    assert "shop/messages/templates/t.json:1:" in ran.out
    assert ran.out.splitlines()[-1].startswith("2 templates · 2 cases · 1 error")
    ran = invoke(capsys, tmp_path / "shop", "validate", "--all-projects", "--format", "concise")
    assert "\nmessages/templates/t.json:1:" in "\n" + ran.out


def test_the_strictest_project_sets_the_level(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path / "a", '{"a": "{{ trigger.x | default: 1 }}"}')
    small_project(tmp_path / "b", '{"a": 1}')
    assert invoke(capsys, tmp_path, "validate", "--all-projects").code == 0
    (tmp_path / "b/inbox.toml").write_text('[validate]\nfail_level = "info"\n')
    found = invoke(capsys, tmp_path, "validate", "--all-projects")
    assert (found.code, "warning" in found.out or "info" in found.out) == (1, True)


@pytest.mark.parametrize("words", [["--all-projects", "t"], ["--all-projects"]])
def test_all_projects_without_any_or_with_names_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    if len(words) > 1:
        monorepo(tmp_path)
    ran = invoke(capsys, tmp_path, "validate", *words)
    assert (ran.code, ran.out) == (2, "")


def test_since_says_nothing_of_files_that_did_not_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = committed_project(tmp_path) / "messages"
    write_project(project, {"fixtures/profiles/odd.json": '{"a": 1,}'})
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "odd")
    write_project(project, {"templates/u.json": {"properties": {"a": 1}}})
    ran = invoke(capsys, project, "validate", "--format", "concise")
    assert "odd.json" in ran.out
    ran = invoke(capsys, project, "validate", "--since", "HEAD", "--format", "concise")
    assert "odd.json" not in ran.out
    assert "1 template affected since HEAD" in ran.out
    (project / "fixtures/profiles/odd.json").write_text('{"b": 1,}')
    ran = invoke(capsys, project, "validate", "--since", "HEAD", "--format", "concise")
    assert "odd.json" in ran.out


@pytest.mark.parametrize(
    ("properties", "config", "claim"),
    [
        ('{"a": 1}', "", "every variable has a value"),
        (
            MISSING,
            '[validate.severity]\nmissing-value = "off"\nnever-present = "off"\n',
            "no findings",
        ),
        (
            MISSING,
            '[validate.ignore]\n"templates/*" = ["missing-value"]\n',
            "no findings",
        ),
        (
            "{\n{% comment %} inbox-ignore-next-line missing-value: x {% endcomment %}\n"
            '"a": "{{ trigger.old }}"}',
            "",
            "no findings",
        ),
    ],
    ids=["checked", "off", "ignored", "suppressed"],
)
def test_a_clean_run_claims_values_only_where_they_were_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], properties: str, config: str, claim: str
) -> None:
    small_project(tmp_path, properties)
    (tmp_path / "inbox.toml").write_text(config)
    for _ in range(2):  # from the cache as well
        ran = invoke(capsys, tmp_path, "validate", "t")
        assert ran.code == 0, ran.out
        assert f"✓ 1 template · 1 case · {claim} · " in ran.out
