from pathlib import Path

from tests.support.projects import check, marked, small_project


def test_it_is_marked_in_the_template(tmp_path: Path) -> None:
    ((rule, text, _),) = marked(check(small_project(tmp_path, '{"a": 1,}')), "json-syntax")
    assert (rule, text) == ("json-syntax", ",")


def test_a_sound_template_is_silent(tmp_path: Path) -> None:
    assert marked(check(small_project(tmp_path, '{"a": 1}')), "json-syntax") == []


def test_fixtures_are_read_by_the_same_rule(tmp_path: Path) -> None:
    report = check(small_project(tmp_path, '{"a": 1}', profile='{"id": 1 "b": 2}'))
    assert [(one.rule, one.file) for one in report.diagnostics] == [
        ("json-syntax", "fixtures/profiles/ada.json")
    ]
