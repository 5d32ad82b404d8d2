import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.rendering.outcome import parse_payload
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.text.json_tree import JsonProblem
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import small_project


def test_only_a_json_object_without_failures_is_delivered(tmp_path: Path) -> None:
    for properties, delivered in (
        ('{"a": 1}', True),
        ("{{ trigger.x | json }}", False),
        ('{"a": "{{ trigger.x }}"}', False),
    ):
        workspace = open_workspace(small_project(tmp_path, properties))
        outcome = render_case(workspace.case("t", profile=None, data=None), workspace.environment)
        assert outcome.is_deliverable is delivered


def test_the_time_it_took_makes_no_other_outcome(tmp_path: Path) -> None:
    workspace = open_workspace(small_project(tmp_path, '{"a": 1}'))
    case = workspace.case("t", profile=None, data=None)
    first, second = (render_case(case, workspace.environment) for _ in range(2))
    assert first.milliseconds > 0
    assert first == second == replace(second, milliseconds=1000.0)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('{"a": "Dwayne "The Rock""}', "T"),
        ('{"a": NaN}', "NaN"),
        ('{"a": Infinity}', "Infinity"),
        ('{"a": 1, "a": 2}', '"a"'),
        ('{"a": [1,]}', ","),
        ('{"a": "one\ntwo"}', "\n"),
        ("[1]", "[1]"),
        ("", ""),
        ("[" * 100_000, "["),
    ],
)
def test_what_is_not_one_object_is_marked(text: str, marked: str) -> None:
    found = parse_payload(text)
    assert isinstance(found, JsonProblem)
    assert found.span.of(text) == marked
    assert found.help


@given(st.dictionaries(st.text(), st.none() | st.text() | st.integers()))
def test_an_object_is_the_payload(payload: dict[str, object]) -> None:

    assert parse_payload(json.dumps(payload)) == payload
