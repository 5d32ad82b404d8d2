from pathlib import Path

import pytest
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.rendering.injection import find_injections
from inbox_toolkit.text.source import Source

from tests.support.projects import NOW, template

DATA = {"name": "Ada", "zone": "UTC", "at": 5, "list": [{"n": "x"}]}


def found(properties: str) -> list[tuple[str, str]]:
    made = template('{"properties": ' + properties + "}")
    fixture = Fixture("d", Source(str(Path("d.json")), ""), DATA)
    case = Case(made, Fixture("p", Source("p.json", ""), {"id": "1"}), fixture)
    return [
        (one.span.of(made.source.text), one.path)
        for one in find_injections(case, RenderEnvironment(NOW), bool)
    ]


@pytest.mark.parametrize(
    ("properties", "wanted"),
    [
        ('{"a": "{{ trigger.name }}"}', [("{{ trigger.name }}", "trigger.name")]),
        ('{"a": "{{ trigger.list[0].n }}"}', [("{{ trigger.list[0].n }}", "trigger.list[0].n")]),
        ('{"a": {{ trigger.name | json }}, "b": "{{ trigger.at }}"}', []),
        ('{"a": "{{ trigger.at | date: \'%H\', trigger.zone }}"}', []),
        ('{"a": "{{ trigger.name | truncate: 3, \'\' }}"}', []),
        ('{"{{ trigger.name }}": 1}', [("{{ trigger.name }}", "trigger.name")]),
        ('{"a": {{ trigger.name }}}', []),
    ],
)
def test_a_value_that_can_change_the_structure_is_named(
    properties: str, wanted: list[tuple[str, str]]
) -> None:
    assert found(properties) == wanted
