"""What backends ask before they send."""

from pathlib import Path

import pytest
from inbox_toolkit.contract.message_data import check_message_data, message_data_checker
from inbox_toolkit.errors import ProjectError, UsageError

from tests.support.projects import small_project


def test_data_is_held_against_the_contract(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a | upcase }}{{ trigger.n | plus: 1 }}"}')
    assert check_message_data("t", {"a": "x", "n": 1}, project=tmp_path) == []
    found = check_message_data("t", {"n": "x"}, project=tmp_path)
    assert [(one.path, one.help) for one in found] == [
        ((), "add `a`"),
        (("n",), "expected a number"),
    ]


def test_one_checker_answers_many(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a | upcase }}"}')
    checker = message_data_checker("t", project=tmp_path)
    assert checker.fits({"a": "x"})
    assert not checker.fits({"a": 1})


def test_an_unknown_template(tmp_path: Path) -> None:
    small_project(tmp_path, "{}")
    with pytest.raises(UsageError, match="there is no template"):
        check_message_data("tt", {}, project=tmp_path)


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no inbox project"):
        check_message_data("t", {}, project=tmp_path)
