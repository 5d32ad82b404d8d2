from pathlib import Path

import pytest

from tests.support.projects import check, marked, small_project, write_project

ROCK = 'Dwayne "The Rock"'

FIRES = [
    ('{"a": "{{ trigger.name }}"}', "{{ trigger.name }}"),
    ('{"a": "{{ trigger.lines }}"}', "{{ trigger.lines }}"),
    ('{"a": {{ trigger.lines }}}', "{{ trigger.lines }}"),
    ('{"a": [{% for i in trigger.list %}{{ i }},{% endfor %}]}', ","),
    ('{"a": 1{% if true %}, "a": 2{% endif %}}', '"a"'),
    ('{"a": {{ 1 | divided_by: 0 }}}', "{{ 1 | divided_by: 0 }}"),
    ("{{ trigger.list | json }}", "{{ trigger.list | json }}"),
]


@pytest.mark.parametrize(("properties", "mark"), FIRES)
def test_what_breaks_the_json_is_marked_in_the_template(
    tmp_path: Path, properties: str, mark: str
) -> None:
    data = {"name": ROCK, "lines": "one\ntwo", "list": [1, 2]}
    (found,) = marked(check(small_project(tmp_path, properties, data=data)), "rendered-not-json")
    assert (found[0], found[1]) == ("rendered-not-json", mark)


@pytest.mark.parametrize(
    "properties",
    [
        '{"a": {{ trigger.name | json }}}',
        '{"a": "x"{% if false %}, "a": 2{% endif %}}',
        '{"a": []}',
    ],
)
def test_json_in_every_case_is_not(tmp_path: Path, properties: str) -> None:
    assert (
        marked(check(small_project(tmp_path, properties, data={"name": ROCK})), "rendered-not-json")
        == []
    )


def test_the_value_that_did_it_is_shown_with_its_cases(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "Hi {{ customer.name }}!"}', profile={"name": ROCK})
    write_project(tmp_path, {"fixtures/profiles/bob.json": {"name": "Bob"}})
    (found,) = check(tmp_path).diagnostics
    assert found.label == f"printed `{ROCK}`"
    assert found.cases == ("ada × standard",)
    assert "| json" in found.help


def test_a_missing_value_is_not_reported_twice(tmp_path: Path) -> None:
    report = check(small_project(tmp_path, '{"a": {{ trigger.nope }}}'))
    assert [one.rule for one in report.diagnostics] == ["missing-value"]
