from pathlib import Path

from tests.support.projects import check, marked, small_project


def test_it_is_marked_in_the_template(tmp_path: Path) -> None:
    ((rule, text, _),) = marked(check(small_project(tmp_path, '{}, "topic": []')))
    assert (rule, text) == ("envelope-schema", '"topic"')


def test_a_sound_template_is_silent(tmp_path: Path) -> None:
    assert marked(check(small_project(tmp_path, '{"a": 1}'))) == []
