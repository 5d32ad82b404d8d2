from pathlib import Path

import pytest

from tests.support.projects import check, marked, small_project


def test_a_filter_that_stops_the_rendering_is_marked(tmp_path: Path) -> None:
    properties = "{\"a\": \"{{ trigger.at | date: '%d', 'Mars/Phobos' }}\"}"
    ((rule, text, message),) = marked(
        check(small_project(tmp_path, properties, data={"at": 1})), "render-failure"
    )
    assert rule == "render-failure"
    assert "trigger.at | date" in properties
    assert text in properties
    assert message.endswith("in 1 of 1 case")


def test_a_zone_that_exists_is_not(tmp_path: Path) -> None:
    properties = "{\"a\": \"{{ trigger.at | date: '%d', 'Europe/Paris' }}\"}"
    assert (
        marked(check(small_project(tmp_path, properties, data={"at": 1})), "render-failure") == []
    )


@pytest.mark.parametrize(
    ("printed", "value", "help_text"),
    [
        ("{{ trigger.x | strip_html }}", "1 < 2", "write it as &lt; in the data, or leave strip_html out where no markup comes"),
        ("{{ trigger.x | url_decode }}", "100%", "write a % that begins no code as %25, or leave url_decode out"),
        ("{{ 1 | currency: 'en-US', trigger.x }}", "EURO", "three letters, such as 'EUR'"),
        ("{{ trigger.x | from_json }}", "{", "give it JSON, such as '{\"a\": 1}'"),
        ("{{ 1 | date: '%d', trigger.x }}", "Mars/Phobos", "name a zone such as 'Europe/Paris'"),
    ],
)  # fmt: skip
def test_the_remedy_is_that_of_the_cause(
    tmp_path: Path, printed: str, value: str, help_text: str
) -> None:
    report = check(small_project(tmp_path, f'{{"a": "{printed}"}}', data={"x": value}))
    (found,) = [one for one in report.diagnostics if one.rule == "render-failure"]
    assert found.help == help_text


def test_a_text_with_its_markup_closed_is_stripped(tmp_path: Path) -> None:
    properties = '{"a": "{{ trigger.x | strip_html }}"}'
    project = small_project(tmp_path, properties, data={"x": "<b>1 &lt; 2</b>"})
    assert marked(check(project), "render-failure") == []
