from pathlib import Path

from tests.support.projects import check, marked, small_project


def test_every_syntax_error_is_reported_at_once(tmp_path: Path) -> None:
    properties = '{"a": "{% if %}{{ x | }}{% endif %}", "b": "{% nope %}", "c": "{% if x %}"}'
    report = check(small_project(tmp_path, properties))
    assert len(report.diagnostics) >= 3
    assert {one.rule for one in report.diagnostics} == {"liquid-syntax", "unknown-tag"}
    assert all(one.help for one in report.diagnostics)


def test_good_liquid_is_not(tmp_path: Path) -> None:
    assert (
        marked(
            check(small_project(tmp_path, '{"a": "{% if true %}x{% endif %}"}')), "liquid-syntax"
        )
        == []
    )
