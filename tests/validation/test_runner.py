from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError

from tests.support.projects import check, small_project, write_project


def test_this_repository_is_clean_in_every_case(repository: Path) -> None:
    report = check(repository)
    assert report.diagnostics == ()
    assert (report.templates, report.cases) == (7, 91)
    assert report.branches.reached == report.branches.total


def test_nothing_to_judge_is_never_a_pass(tmp_path: Path) -> None:
    write_project(tmp_path, {"inbox.toml": ""})
    with pytest.raises(UsageError, match="no templates"):
        check(tmp_path)
    write_project(tmp_path, {"templates/t.json": {"properties": {"a": 1}}})
    with pytest.raises(UsageError, match="no cases"):
        check(tmp_path)


def test_a_template_without_message_data_has_a_case_per_profile(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": {{ customer.first_name | json }}}')
    (tmp_path / "fixtures/message_data/t/standard.json").unlink()
    report = check(tmp_path)
    assert report.cases == 1
    assert report.diagnostics == ()


def test_branches_are_counted(tmp_path: Path) -> None:
    report = check(small_project(tmp_path, '{"a": "x{% if trigger.x %}y{% else %}z{% endif %}"}'))
    assert (report.branches.reached, report.branches.total) == (1, 2)
