"""The overview: a row per template, translations with their base, and the project's own trouble."""

from typing import Any

import pytest
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.findings import diagnostics
from inbox_toolkit.preview.views.overview import (
    Capabilities,
    overview,
    profile_label,
    project_view,
    row,
    summary,
)
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.text.source import Source
from inbox_toolkit.web.wire import to_plain

from tests.support.preview_server import ORDER, template, write

DATA = "fixtures/message_data/order_shipped"


def saved(state: ProjectState, name: str, content: object) -> None:
    state.reload([write(state.workspace.root / name, content)], allow_retry=False)
    state.validate_pending()


def project_of(state: ProjectState) -> dict[str, Any]:
    found: dict[str, Any] = to_plain(project_view(state, Capabilities()))
    return found


def test_translations_belong_to_their_base(state: ProjectState) -> None:
    found = to_plain(overview(state, 3, Capabilities()))
    assert found["epoch"] == 3
    order, welcome = found["templates"]
    assert (order["name"], welcome["name"]) == ("order_shipped", "welcome")
    (french,) = welcome["languages"]
    assert (french["language"], french["file"]) == ("fr", "templates/welcome.fr.json")
    assert (french["verdict"], french["cases"], french["failing"]) == ("clean", 2, [])
    assert order["data"] == [
        {"name": name, "label": name, "file": f"{DATA}/{name}.json"}
        for name in ("resend", "standard")
    ]
    assert [one["label"] for one in found["project"]["profiles"]] == ["Ada", "Grace"]
    assert found["project"]["summary"] == {
        "templates": 2,
        "cases": 8,
        "failing": 0,
        "errors": 0,
        "warnings": 0,
    }


def test_a_row_has_what_people_call_the_template(state: ProjectState) -> None:
    text = template('{"title": "t"}', name="Order shipped", topics=["news", "orders"])
    saved(state, "templates/order_shipped.json", text)
    saved(state, "templates/account/closed.json", template('{"title": "t"}', topics=["news"]))
    found = {one.name: one for one in (row(state, name) for name in state.names)}
    assert found["order_shipped"].title == "Order shipped"
    assert found["welcome"].title == "welcome"
    groups = {name: one.group for name, one in found.items()}
    assert groups == {"account/closed": "account", "order_shipped": "news", "welcome": ""}
    assert not found["order_shipped"].is_visual
    saved(state, "templates/welcome.json", template('{"title": "t"}', topics=["gist-inbox"]))


def test_a_row_names_its_failing_cases(state: ProjectState) -> None:
    saved(state, f"{DATA}/standard.json", {"url": "u"})
    found = to_plain(row(state, "order_shipped"))
    failing = [{"profile": name, "data": "standard", "language": ""} for name in ("ada", "grace")]
    assert found["failing"] == failing
    assert found["firstFailing"] == failing[0]
    assert (found["cases"], found["errors"], found["verdict"]) == (4, 1, "error")
    (finding,) = found["findings"]
    assert (finding["cases"], finding["caseCount"]) == (failing, 2)
    assert finding["template"] == "order_shipped"
    assert summary(state).failing == 2


def test_a_delivered_case_with_an_error_fails_as_well(state: ProjectState) -> None:
    saved(state, f"{DATA}/standard.json", {"order_id": "", "url": "u"})
    assert {one.data for one in row(state, "order_shipped").failing} == {"standard"}


def test_a_translations_finding_is_its_templates_verdict(state: ProjectState) -> None:
    saved(state, "templates/welcome.fr.json", '{"properties": {"title": "{{ trigger.x }}"}}')
    found = row(state, "welcome")
    assert found.verdict == "error"
    assert [one.verdict for one in found.languages] == ["error"]
    assert {one.language for one in found.failing} == {"fr"}
    assert [one.rule for one in diagnostics(state, "welcome.fr")] == ["missing-value"]
    assert diagnostics(state, "welcome") == ()


def test_a_template_that_cannot_be_rendered_is_broken(state: ProjectState) -> None:
    saved(state, "templates/order_shipped.json", ORDER[:-4])
    found = row(state, "order_shipped")
    assert (found.verdict, found.cases, found.failing) == ("broken", 0, ())
    assert found.findings[0].place.file == "templates/order_shipped.json"


def test_a_finding_in_a_fixture_says_whose_it_is(state: ProjectState) -> None:
    saved(state, f"{DATA}/resend.json", "{")
    saved(state, "fixtures/profiles/ada.json", "{")
    found = project_of(state)["problems"]
    assert {(one["template"], one["place"]["file"]) for one in found} == {
        ("", "fixtures/profiles/ada.json"),
        ("order_shipped", f"{DATA}/resend.json"),
    }


def test_a_broken_configuration_has_file_line_and_reason(state: ProjectState) -> None:
    assert project_of(state)["configuration"] is None
    saved(state, "inbox.toml", "[render]\n[oops]\n")
    found = project_of(state)["configuration"]
    assert "oops" in found["message"]
    assert found["kept"] is True
    assert (found["place"]["file"], found["place"]["line"]) == ("inbox.toml", 2)
    assert [one["marked"] for one in found["excerpt"]] == ["", "oops", ""]
    assert summary(state).errors == 1


def test_what_can_be_done_is_said_with_the_reason(state: ProjectState) -> None:
    can = to_plain(project_view(state, Capabilities()))["capabilities"]
    assert can["write"] == {"ready": True, "why": ""}
    shown = to_plain(project_view(state, Capabilities(read_only="It only shows.")))
    assert shown["capabilities"]["write"] == {"ready": False, "why": "It only shows."}
    views = {one["name"]: one for one in shown["frames"]["views"]}
    assert views["component"]["snippet"] == '[inbox]\ncomponent = "inbox/component.js"\n'


def test_a_template_without_a_case_waits_and_is_not_clean(state: ProjectState) -> None:
    state.results.clear()
    assert diagnostics(state, "welcome") == ()
    assert row(state, "welcome").verdict == "waiting"
    for name in ("ada", "grace"):
        (state.workspace.root / f"fixtures/profiles/{name}.json").unlink()
    empty = ProjectState(state.workspace.root)
    empty.validate_pending()
    assert (row(empty, "welcome").verdict, summary(empty).cases) == ("waiting", 0)


@pytest.mark.parametrize(
    ("data", "label"),
    [
        ({"first_name": "Ada", "last_name": "Lovelace"}, "Ada Lovelace"),
        ({"first_name": " Ada "}, "Ada"),
        ({"name": "Ada L."}, "Ada L."),
        ({"first_name": 7, "name": ["x"]}, "file"),
        ({"name": "  "}, "file"),
        ({}, "file"),
        ({"name": "x" * 500}, "x" * 60),
    ],
)
def test_a_profile_is_called_by_the_persons_name(data: dict[str, object], label: str) -> None:
    assert profile_label(Fixture("file", Source("f", ""), data)) == label
