from pathlib import Path

import pytest
from inbox_toolkit.rendering.cases import cases_of
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case, render_cases
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import small_project

ROCK = 'Dwayne "The Rock"'


def render(folder: Path, properties: str, data: object = None) -> Outcome:
    workspace = open_workspace(small_project(folder, properties, data=data))
    return render_case(workspace.case("t", profile=None, data=None), workspace.environment)


def test_a_delivered_case_has_its_payload(tmp_path: Path) -> None:
    outcome = render(
        tmp_path, '{"n": {{ trigger.n }}, "t": "{{ trigger.t }}"}', {"n": 4.0, "t": "x"}
    )
    assert outcome.is_deliverable
    assert outcome.payload == {"n": 4, "t": "x"}
    assert outcome.text == '{"n": 4, "t": "x"}'
    assert [(read.path, read.value) for read in outcome.rendered.reads] == [
        ("trigger.n", 4.0),
        ("trigger.t", "x"),
    ]


def test_a_missing_value_fails_the_case_and_the_rest_is_rendered(tmp_path: Path) -> None:
    outcome = render(tmp_path, '{"a": "{{ trigger.x }}", "b": "{{ customer.first_name }}"}')
    assert not outcome.is_deliverable
    assert [failure.message for failure in outcome.rendered.failures] == [
        "undefined variable: trigger.x"
    ]
    assert outcome.text == '{"a": "", "b": "Ada"}'


@pytest.mark.parametrize(
    ("properties", "marked", "printed"),
    [
        ('{"a": "{{ trigger.name }}"}', "{{ trigger.name }}", ROCK),
        ('{"n": {{ trigger.none }} }', "{{ trigger.none }}", ""),
        ('{"a": [{% for i in trigger.two %}{{ i }},{% endfor %}]}', ",", None),
        ('{"a": "{{ trigger.t }}",}', ",", None),
        ('{"a": "{% assign v = trigger.name %}x", "b": "{{ v }}"}', "{{ v }}", ROCK),
    ],
)
def test_broken_json_leads_back_to_the_template(
    tmp_path: Path, properties: str, marked: str, printed: str | None
) -> None:
    data = {"name": ROCK, "none": None, "two": [1, 2], "t": "x"}
    trouble = render(tmp_path, properties, data).payload_error
    assert trouble is not None
    assert trouble.place.span.of(trouble.place.source.text) == marked
    assert trouble.printed == printed


def told(outcome: Outcome) -> tuple[object, ...]:
    rendered = outcome.rendered
    return (
        rendered.text,
        outcome.payload,
        rendered.raw_reads,
        rendered.taken_branches,
        rendered.failures,
    )


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        (
            "text",
            '{"a": {{ customer.first_name | append: trigger.t | json }}, '
            '"b": {{ trigger.t | upcase | json }}, "c": "{{ customer.nickname | upcase | strip }}"}',
        ),
        (
            "leaf",
            '{"a": "{{ customer.first_name | append: trigger.t }}", "b": "{{ trigger.t | upcase }}'
            '{{ trigger.t | strip }}", "c": "{% assign t = 1 %}{{ t }}{{ customer.nickname }}", '
            '"d": "{{ customer.first_name | append: t }}", '
            '"e": "{{ customer.first_name | upcase | strip }}{{ customer.nickname }}"}',
        ),
    ],
)
def test_cases_rendered_together_become_what_each_becomes_alone(
    tmp_path: Path, mode: str, text: str
) -> None:
    small_project(tmp_path, text, data={"t": 'x"y'})
    (tmp_path / "inbox.toml").write_text(f'[render]\njson = "{mode}"\n')
    workspace = open_workspace(tmp_path)
    (template,) = workspace.select(())
    cases = [*cases_of(template, workspace.project.fixtures)] * 2
    together = list(render_cases(cases, workspace.environment))
    assert [one.case for one in together] == cases
    alone = [render_case(one, workspace.environment) for one in cases]
    assert [told(one) for one in together] == [told(one) for one in alone]
    (*_, last), (*_, same) = (one.rendered.read_groups for one in together[:2])
    assert last is same
