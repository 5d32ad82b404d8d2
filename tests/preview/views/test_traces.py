"""Every value of the payload leads back to what in the template printed it."""

import json

from inbox_toolkit.preview.views.case import trace_views
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.text.source import Source

from tests.support.projects import NOW, template


def traces(properties: str, data: dict[str, object]) -> dict[str, str]:
    """Return each pointer with the first characters of its source."""
    text = '{"properties": ' + properties + "}"
    empty = Source("f", "")
    case = Case(template(text), Fixture("p", empty, {}), Fixture("d", empty, data))
    return {
        one.pointer: text[one.place.start :][:16]
        for one in trace_views(render_case(case, RenderEnvironment(NOW), trace=True))
    }


def test_placeholders_are_found_in_strings_and_as_bare_values() -> None:
    found = traces(
        '{"a": "{{ trigger.a }}", "b": {{ trigger.b }}, "c": {"d/~": [{{ trigger.c }}, 7]}}',
        {"a": "x", "b": 1, "c": 2},
    )
    assert found["/a"] == '{{ trigger.a }}"'
    assert found["/b"] == "{{ trigger.b }},"
    assert found["/c/d~1~0/0"] == "{{ trigger.c }},"


def test_an_empty_string_has_a_source_too() -> None:
    assert "/a" in traces('{"a": "", "b": "{{ trigger.a }}"}', {"a": ""})


def test_a_loop_leads_to_its_body() -> None:
    items = "[{% for i in trigger.items %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]"
    found = traces('{"items": ' + items + "}", {"items": ["x", "y"]})
    assert set(found) == {"/items/0", "/items/1"}
    assert set(found.values()) == {"{{ i | json }}{%"}


def test_a_text_that_is_not_json_has_none() -> None:
    assert traces('{"a": {{ trigger.a }}}', {"a": json.dumps({"b": "}"}) + "{"}) == {}
