from pathlib import Path

from tests.support.projects import check, marked, small_project

CONFIG = '[validate.ignore]\n"templates/t*" = ["missing-value", "blank-value"]\n'


def test_an_entry_that_ignores_nothing_is_marked_in_the_configuration(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.nope }}"}')
    (tmp_path / "inbox.toml").write_text(CONFIG)
    (found,) = check(tmp_path).diagnostics
    assert (found.rule, found.file) == ("unused-suppression", "inbox.toml")
    assert found.span.of(found.source.text) == "blank-value"


def test_entries_that_are_used_are_not(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.nope }}{{ customer.e }}"}', profile={"e": ""})
    (tmp_path / "inbox.toml").write_text(CONFIG)
    assert marked(check(tmp_path)) == []


def test_severity_decides(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "x"}')
    (tmp_path / "inbox.toml").write_text(
        CONFIG + '[validate.severity]\nunused-suppression = "off"\n'
    )
    assert marked(check(tmp_path)) == []


def test_an_entry_for_a_fixture_is_used(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "x"}')
    (tmp_path / "fixtures/profiles/bad.json").write_text("{")
    (tmp_path / "fixtures/message_data/t/bad.json").write_text("[")
    (tmp_path / "inbox.toml").write_text(
        '[validate.ignore]\n"fixtures/profiles/*" = ["json-syntax"]\n'
        '"fixtures/message_data/*" = ["json-syntax"]\n'
    )
    assert marked(check(tmp_path)) == []
