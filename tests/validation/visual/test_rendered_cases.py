from pathlib import Path

from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.project import Project, load_project
from inbox_toolkit.rendering.cases import cases_of
from inbox_toolkit.rendering.environment import render_environment
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.visual.rendered_cases import registry_for, visual_renderings

from tests.support.projects import NOW, write_project
from tests.support.rules import ENVELOPE

REGISTRY = {"card": [{"version": "1", "root": {"type": "text", "name": "body"}}]}


def visual_message(
    folder: Path, said: str = "card", topic: str = "cio_inbox"
) -> tuple[Template, Project, tuple[Outcome, ...]]:
    properties = '{"body": "{{ trigger.word }}"}'
    files = {
        "inbox.toml": '[visual]\ntemplates = "v.json"\n',
        "v.json": REGISTRY,
        "templates/t.json": f'{{"topics": ["{topic}"], "type": "{said}", "properties": {properties}, {ENVELOPE}}}',
        "fixtures/profiles/ada.json": {},
        "fixtures/profiles/bob.json": {},
        "fixtures/message_data/t/a.json": {"word": "Hi"},
        "fixtures/message_data/t/broken.json": {"word": '"'},
    }
    project = load_project(find_config(write_project(folder, files)))
    environment = render_environment(project, now=NOW)
    (template,) = read_templates(project.template_files, project.config)
    outcomes = tuple(
        render_case(case, environment) for case in cases_of(template, project.fixtures)
    )
    return template, project, outcomes


def test_equal_payloads_are_drawn_once_and_broken_ones_never(tmp_path: Path) -> None:
    (one,) = visual_renderings(*visual_message(tmp_path))
    assert one.cases == ("ada × a", "bob × a")
    assert [node.shown for node in one.nodes] == ["Hi"]


def test_nothing_draws_a_message_of_another_inbox_or_type(tmp_path: Path) -> None:
    template, project, _ = visual_message(tmp_path, said="crad")
    assert registry_for(template, project) is None
    template, project, outcomes = visual_message(tmp_path, topic="orders")
    assert registry_for(template, project) is None
    assert list(visual_renderings(template, project, outcomes)) == []
