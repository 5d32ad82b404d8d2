"""A message has the SDK's keys, and company."""

from dataclasses import replace

import pytest
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.case import message_view, neighbor_views
from inbox_toolkit.template.envelope import Expiration
from inbox_toolkit.web.wire import to_plain


@pytest.mark.parametrize(
    ("expiration", "expires"),
    [
        (None, None),
        (Expiration(1, "days"), "2026-01-16T08:58:00+00:00"),
        (Expiration(1_800_000_000), "2027-01-15T08:00:00+00:00"),
        (Expiration(10**18), None),
        (Expiration(10**15, "days"), None),
    ],
)
def test_the_keys_are_those_of_the_web_sdk(
    state: ProjectState, expiration: Expiration | None, expires: str | None
) -> None:
    template = state.workspace.family("order_shipped")[0]
    template = replace(template, envelope=replace(template.envelope, expiration=expiration))
    assert to_plain(message_view(state, template, {"title": "t"})) == {
        "messageId": "preview-order_shipped",
        "sentAt": "2026-01-15T08:58:00+00:00",
        "expiresAt": expires,
        "opened": False,
        "properties": {"title": "t"},
        "type": "notification",
        "topics": ["orders"],
    }


def test_others_in_the_inbox_are_older_and_for_the_same_person(state: ProjectState) -> None:
    (other,) = to_plain(list(neighbor_views(state, "welcome", "grace")))
    assert other["template"] == "order_shipped"
    assert other["properties"]["title"] == "Hi Grace"
    assert other["sentAt"] < state.workspace.environment.now.isoformat()
    assert list(neighbor_views(state, "welcome", "nobody")) == []
