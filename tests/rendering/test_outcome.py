from pathlib import Path

from tests.support.projects import small_project
from toolkit.cli.workspace import open_workspace
from toolkit.rendering.render import render_case


def test_only_a_json_object_without_failures_is_delivered(tmp_path: Path) -> None:
    for properties, delivered in (
        ('{"a": 1}', True),
        ("{{ trigger.x | json }}", False),
        ('{"a": "{{ trigger.x }}"}', False),
    ):
        workspace = open_workspace(small_project(tmp_path, properties))
        outcome = render_case(workspace.case("t", profile=None, data=None), workspace.world)
        assert outcome.delivered is delivered
