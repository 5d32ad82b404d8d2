from pathlib import Path

from tests.support.projects import check, marked, small_project


def test_a_profile_must_be_an_object(tmp_path: Path) -> None:
    ((rule, text, message),) = marked(check(small_project(tmp_path, '{"a": 1}', profile="[1]")))
    assert (rule, text, message) == ("fixture-schema", "[", "the file is a list")
