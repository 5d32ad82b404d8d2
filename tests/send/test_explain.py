from pathlib import Path

import pytest
from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.send.explain import explain_failure, places_of, sandbox_page
from inbox_toolkit.send.plan import CheckedMessage, SendOptions, check_messages, plan_messages
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import small_project

LOOP = '{"a": "{% for i in trigger.items %}{{ i.name }}{% endfor %}{{ trigger[\'b\'][0].d }}"}'
DATA = {"items": [{"name": "x"}], "b": [{"d": 1}]}


def checked(folder: Path, properties: str, data: object) -> CheckedMessage:
    workspace = open_workspace(small_project(folder, properties, data=data))
    return check_messages(
        plan_messages(workspace, SendOptions("t", ("cio_id:7",)), None), workspace
    )[0]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("trigger.items", "trigger.items"),
        ("i.name", "i.name"),
        ("I.NAME", "i.name"),
        ("trigger.b.0.d", "trigger['b'][0].d"),
    ],
)
def test_a_path_is_found_where_the_template_reads_it(
    tmp_path: Path, path: str, source: str
) -> None:
    template = checked(tmp_path, LOOP, DATA).item.case.template
    assert [place.span.of(place.source.text) for place in places_of(path, template)] == [source]


def test_a_variable_the_template_does_not_read_means_another_template(tmp_path: Path) -> None:
    lines = explain_failure("undefined variable: trigger.z", checked(tmp_path, LOOP, DATA))
    assert lines[0] == "templates/t.json does not read `trigger.z`"
    assert lines[-1].strip() == "inbox export t"


def test_a_failure_said_beforehand_needs_no_guess(tmp_path: Path) -> None:
    lines = explain_failure(
        "undefined variable: trigger.x", checked(tmp_path, '{"a": "{{ trigger.x }}"}', {})
    )
    assert lines[0] == "`trigger.x` is read at templates/t.json:1:26"
    assert len(lines) == 2


def test_an_attribute_points_at_the_profile_by_its_identifier(tmp_path: Path) -> None:
    case = checked(tmp_path, '{"a": "{{ customer.first_name }}"}', {})
    lines = explain_failure("undefined variable: customer.first_name", case)
    assert lines[-1].strip() == "inbox fixtures pull --cio-id 7"


def test_another_failure_of_a_clean_case_means_another_template(tmp_path: Path) -> None:
    case = checked(tmp_path, '{"a": "b"}', {})
    assert "probably not the one on disk" in explain_failure("tag not closed", case)[0]
    assert explain_failure(None, case) == []


def test_a_sandbox_has_the_template_that_is_on_disk(tmp_path: Path) -> None:
    case = checked(tmp_path, '{"a": "b"}', {})
    page = sandbox_page(Endpoint("http://127.0.0.1:4700", "127.0.0.1:4700"), "dg+/=")
    lines = explain_failure("tag not closed", case, page=page)
    assert lines[0].startswith("a sandbox renders the template on disk")
    assert lines[-1].strip() == "http://127.0.0.1:4700/?q=dg%2B%2F%3D"
    assert sandbox_page(Endpoint("https://api.customer.io", "region US"), "dg=") is None


def test_a_template_that_does_not_parse_is_not_searched(tmp_path: Path) -> None:
    case = checked(tmp_path, '{"a": "{{ trigger.x"}', {})
    assert explain_failure("undefined variable: trigger.x", case) == []
