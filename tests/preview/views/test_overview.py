"""The overview: a row per template, translations with their base, and the project's own trouble."""

from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.overview import (
    Capabilities,
    diagnostics,
    overview,
    project_view,
    row,
    summary,
)

from tests.support.preview_server import ORDER, write


def saved(state: ProjectState, name: str, content: object) -> None:
    state.reload([write(state.workspace.root / name, content)], allow_retry=False)
    state.validate_pending()


def test_translations_belong_to_their_base(state: ProjectState) -> None:
    found = overview(state, 3, Capabilities())
    assert found["epoch"] == 3
    assert [each["name"] for each in found["templates"]] == ["order_shipped", "welcome"]
    assert found["templates"][1]["languages"] == ["fr"]
    assert found["data"] == {"order_shipped": ["resend", "standard"], "welcome": []}
    assert found["profiles"] == ["ada", "grace"]


def test_a_translations_finding_is_its_templates_verdict(state: ProjectState) -> None:
    saved(state, "templates/welcome.fr.json", '{"properties": {"title": "{{ trigger.x }}"}}')
    assert row(state, "welcome")["verdict"] == "error"
    assert [one.rule for one in diagnostics(state, "welcome.fr")] == ["missing-value"]
    assert diagnostics(state, "welcome") == ()


def test_a_template_that_cannot_be_rendered_is_broken(state: ProjectState) -> None:
    saved(state, "templates/order_shipped.json", ORDER[:-4])
    assert row(state, "order_shipped")["verdict"] == "broken"


def test_the_projects_own_trouble_is_listed(state: ProjectState) -> None:
    saved(state, "fixtures/profiles/ada.json", "{")
    saved(state, "inbox.toml", "[oops]\n")
    found = project_view(state, Capabilities())
    assert [each["rule"] for each in found["problems"]] == ["configuration", "json-syntax"]
    assert found["problems"][1]["file"] == "fixtures/profiles/ada.json"
    assert summary(state)["errors"] == 2


def test_a_template_without_a_case_waits_and_is_not_clean(state: ProjectState) -> None:
    state.results.clear()
    assert diagnostics(state, "welcome") == ()
    assert row(state, "welcome")["verdict"] == "waiting"
    for name in ("ada", "grace"):
        (state.workspace.root / f"fixtures/profiles/{name}.json").unlink()
    empty = ProjectState(state.workspace.root)
    empty.validate_pending()
    assert (row(empty, "welcome")["verdict"], summary(empty)["cases"]) == ("waiting", 0)
