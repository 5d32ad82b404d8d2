from pathlib import Path

import pytest
from inbox_toolkit.project.project import open_project
from inbox_toolkit.template.reader import read_templates

from tests.support.projects import template, write_project

PROPERTIES = '{"title": "Hi {{ customer.first_name }}", "n": {{ trigger.n }}}'

SHAPES = {
    "plain": '{"name": "x", "properties": %s}',
    "byte order mark": '\ufeff{"name": "x", "properties": %s}',
    "carriage returns": '{\r\n  "name": "x",\r\n  "properties": %s\r\n}\r\n',
    "first": '{"properties": %s, "name": "x"}',
    "Liquid-like key before": '{"name": "properties: {", "properties": %s}',
    "emoji before": '{"name": "🪨é", "properties": %s}',
}


@pytest.mark.parametrize("shape", SHAPES)
def test_properties_are_the_exact_slice_of_the_file(shape: str) -> None:
    text = SHAPES[shape] % PROPERTIES
    found = template(text)
    assert found.problems == ()
    assert found.body is not None
    assert found.body.text == text
    assert found.body.span.of(text) == PROPERTIES
    assert found.tree is not None


@pytest.mark.parametrize("shape", SHAPES)
def test_liquid_is_placed_in_the_file(shape: str) -> None:
    text = SHAPES[shape] % PROPERTIES
    sites = [site.span.of(text) for site in template(text).program.variables]
    assert sites == ["customer.first_name", "trigger.n"]


WRONG = [
    ('{"properties": {"a": 1,}}', "json-syntax", ","),
    ('{"properties": {"a": 1, "a": 2}}', "json-syntax", '"a"'),
    ('{"name": "x", "name": "y", "properties": {}}', "json-syntax", '"name"'),
    ('{"name": "x", "properties": {},}', "json-syntax", ","),
    ('{"properties": {"a": "x}}', "json-syntax", "{"),
    ('{"properties": {', "json-syntax", "{"),
    ("[]", "envelope-schema", "["),
    ("", "json-syntax", ""),
    ('{"name": "x"}', "envelope-schema", "{"),
    ('{"topic": [], "properties": {}}', "envelope-schema", '"topic"'),
    ('{"topics": "x", "properties": {}}', "envelope-schema", '"x"'),
    ('{"properties": []}', "envelope-schema", "[]"),
    ('{"properties": "x"}', "envelope-schema", '"x"'),
    ('{"name": "{{ customer.x }}", "properties": {}}', "envelope-schema", "{{ customer.x }}"),
    ('{"name": "<<customer.x>>", "properties": {}}', "envelope-schema", "<<customer.x>>"),
    ('{% assign a = 1 %}{"properties": {}}', "envelope-schema", "{% assign a = 1 %}"),
    ('{"expiration": {"type": "soon", "value": 1}, "properties": {}}', "envelope-schema", '"soon"'),
]


@pytest.mark.parametrize(("text", "kind", "mark"), WRONG)
def test_what_is_wrong_with_a_file_is_marked(text: str, kind: str, mark: str) -> None:
    problem = template(text).problems[0]
    assert (problem.kind, problem.place.span.of(text)) == (kind, mark)
    assert problem.help


def test_a_whole_value_may_come_from_liquid() -> None:
    found = template('{"properties": {{ trigger.payload | json }}}')
    assert found.problems == ()
    assert found.body is not None
    assert found.body.span.of(found.body.text) == "{{ trigger.payload | json }}"


def test_commas_may_stand_in_branches() -> None:
    text = '{"properties": {"a": 1{% if x %}, "b": 2{% else %}, "b": 3{% endif %}}}'
    found = template(text)
    assert found.problems == ()
    assert found.tree is None


def test_angle_placeholders_are_liquid_where_they_stand() -> None:
    text = '{"properties": {"a": "<<customer.first_name>> << trigger.x | upcase >>"}}'
    spans = [site.span.of(text) for site in template(text).program.variables]
    assert spans == ["customer.first_name", "trigger.x"]


def test_hostile_nesting_is_one_problem() -> None:
    found = template('{"properties": ' + '{"a":' * 100_000)
    assert len(found.problems) == 1


@pytest.fixture
def translated(tmp_path: Path) -> Path:
    return write_project(
        tmp_path,
        {
            "inbox.toml": "",
            "fixtures/profiles/ada.json": {},
            "templates/w.json": '{"topics": ["t"], "properties": {"a": {{ customer.a }}, "b": {"c": "{{ customer.c }}", "d": 1}, "e": 2}}',
            "templates/w.fr.json": '{"properties": {"b": {"c": "{{ customer.fr }}"}, "f": "neuf"}}',
            "templates/lost.de.json": '{"properties": {}}',
        },
    )


def test_a_translation_is_laid_over_its_base(translated: Path) -> None:
    project = open_project(translated)
    lost, base, french = read_templates(project.template_files, project.config)
    assert (base.label, french.label) == ("w", "w.fr")
    assert french.envelope == base.envelope
    assert french.body is not None
    assert french.body.text == (
        '{"a": {{ customer.a }}, "b": {"c": "{{ customer.fr }}", "d": 1}, "e": 2, "f": "neuf"}'
    )
    places = [french.locate(site.span) for site in french.program.variables]
    assert [(place.source.name, place.span.of(place.source.text)) for place in places] == [
        ("templates/w.json", "customer.a"),
        ("templates/w.fr.json", "customer.fr"),
    ]
    assert "there is no such template" in lost.problems[0].message


def test_every_template_of_this_repository_is_read_without_a_problem(repository: Path) -> None:
    project = open_project(repository)
    for found in read_templates(project.template_files, project.config):
        assert found.problems == ()
        assert found.parsed.errors == ()


def test_unreadable_files_become_templates_with_a_problem(tmp_path: Path) -> None:
    write_project(
        tmp_path, {"inbox.toml": "", "templates/a.json": b'{"properties": {"a": "\xff"}}'}
    )
    (tmp_path / "templates" / "b.json").mkdir()
    project = open_project(tmp_path)
    found = read_templates(project.template_files, project.config)
    assert [one.problems[0].kind for one in found] == ["unreadable-file", "unreadable-file"]
    assert "at offset 22" in found[0].problems[0].message


def test_quotes_escaped_inside_liquid_do_not_hide_the_rest_of_the_file() -> None:
    text = '{"properties": {"a": "{{ customer.x | default: \\"there\\" }}", "b": 1}, "name": "x"}'
    found = template(text)
    assert found.problems == ()
    assert found.envelope.name == "x"
    assert found.parsed.errors


def test_a_translation_may_replace_a_text_by_an_output(tmp_path: Path) -> None:
    write_project(
        tmp_path,
        {
            "inbox.toml": "",
            "templates/t.json": '{"properties": {"a": "Hello", "b": {{ trigger.b }}, "c": 1}}',
            "templates/t.fr.json": '{"properties": {"a": {{ trigger.a | json }}, "b": "x"}}',
        },
    )
    project = open_project(tmp_path)
    _, french = read_templates(project.template_files, project.config)
    assert french.body is not None
    assert (
        french.body.span.of(french.body.text) == '{"a": {{ trigger.a | json }}, "b": "x", "c": 1}'
    )
