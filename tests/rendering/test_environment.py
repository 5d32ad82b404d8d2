from datetime import UTC, datetime
from pathlib import Path

import pytest
from inbox_toolkit.liquid.catalog.roots import UNAVAILABLE
from inbox_toolkit.rendering.cases import cases_of
from inbox_toolkit.rendering.environment import render_environment, seed_of
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import NOW, check, marked, small_project, write_project


def test_the_clock_is_the_flag_then_the_configuration_then_real(tmp_path: Path) -> None:
    small_project(tmp_path, "{}")
    (tmp_path / "inbox.toml").write_text('[render]\nnow = "2026-02-03T04:05:06Z"\n')
    project = open_workspace(tmp_path).project
    assert render_environment(project).now == datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert render_environment(project, now=NOW).now == NOW


def test_snippets_are_rendered_before_the_message(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ snippets.footer }}", "b": "{{ snippets[\'a b\'] }}"}')
    write_project(
        tmp_path,
        {"fixtures/snippets.json": {"footer": "Bye {{ customer.first_name }}", "a b": "x"}},
    )
    assert "missing-value" not in {rule for rule, *_ in marked(check(tmp_path))}
    workspace = open_workspace(tmp_path)
    outcome = render_case(workspace.case("t", profile=None, data=None), workspace.environment)
    assert outcome.payload == {"a": "Bye Ada", "b": "x"}


def test_objects_can_be_read(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ objects.orders[0].id }}"}')
    write_project(tmp_path, {"fixtures/objects.json": {"orders": [{"id": "o1"}]}})
    workspace = open_workspace(tmp_path)
    outcome = render_case(workspace.case("t", profile=None, data=None), workspace.environment)
    assert outcome.payload == {"a": "o1"}


@pytest.mark.parametrize("root", UNAVAILABLE)
def test_roots_of_other_messages_render_empty(tmp_path: Path, root: str) -> None:
    workspace = open_workspace(small_project(tmp_path, '{"a": "x{{ ' + root + '.y }}"}'))
    outcome = render_case(workspace.case("t", profile=None, data=None), workspace.environment)
    assert outcome.payload == {"a": "x"}


def test_random_numbers_are_the_same_in_every_run(tmp_path: Path) -> None:
    workspace = open_workspace(
        small_project(tmp_path, '{"a": "{% generate_uuid %}{% random 9 %}"}')
    )
    case = workspace.case("t", profile=None, data=None)
    texts = {render_case(case, workspace.environment).text for _ in range(3)}
    assert len(texts) == 1
    assert seed_of(case) == seed_of(workspace.case("t", profile=None, data=None))


@pytest.mark.parametrize(
    ("envelope", "shown"), [('"name": "Order shipped", ', "Order shipped"), ("", "t")]
)
def test_campaign_and_message_have_the_name_of_the_message(
    tmp_path: Path, envelope: str, shown: str
) -> None:
    text = f'{{{envelope}"properties": {{"a": "{{{{ campaign.name }}}}/{{{{ message.name }}}}"}}}}'
    small_project(tmp_path, "{}")
    write_project(tmp_path, {"templates/t.json": text})
    workspace = open_workspace(tmp_path)
    (case,) = cases_of(workspace.templates[0], workspace.project.fixtures)
    environment = render_environment(workspace.project, now=NOW)
    assert render_case(case, environment).payload == {"a": f"{shown}/{shown}"}
