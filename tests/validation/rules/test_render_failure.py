from pathlib import Path

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
