"""Branches that no case takes are tinted, in the file on screen."""

from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.case import unreached_branches

from tests.support.preview_server import template, write

TEXT = template('{"title": "{% if trigger.order_id %}yes{% else %}no{% endif %}"}')


def test_the_arm_nobody_takes_is_found(state: ProjectState) -> None:
    state.reload(
        [write(state.workspace.root / "templates/order_shipped.json", TEXT)], allow_retry=False
    )
    state.validate_pending()
    family = state.workspace.family("order_shipped")[0]
    (arm,) = unreached_branches(family, state.results["order_shipped"])
    assert "no" in TEXT[arm.start : arm.end]
    assert "yes" not in TEXT[arm.start : arm.end]


def test_without_a_render_nothing_is_said(state: ProjectState) -> None:
    assert unreached_branches(state.workspace.family("welcome")[0], None) == ()
