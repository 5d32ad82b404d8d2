"""A message as the web SDK hands it to an app, and the others beside it in the inbox."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from inbox_toolkit.preview.board import Board, Key, Payload
from inbox_toolkit.template.envelope import Expiration
from inbox_toolkit.template.template import Template

AGE = timedelta(minutes=2)  # how long ago the message on screen was sent, for show
STEP = timedelta(hours=7)  # how much older each other message is
NEIGHBOURS = 4


def message_view(board: Board, template: Template, properties: dict[str, Any]) -> dict[str, Any]:
    """Return the message with the keys of the web SDK's ``InboxMessage``; dates are ISO 8601."""
    sent = board.world.now - AGE
    return {
        "messageId": f"preview-{template.label}",
        "sentAt": sent.isoformat(),
        "expiresAt": _expiry(sent, template.envelope.expiration),
        "opened": False,
        "properties": properties,
        "type": template.envelope.type,
        "topics": list(template.envelope.topics),
    }


def neighbour_views(board: Board, template: str, profile: str) -> Iterator[dict[str, Any]]:
    """Yield messages of other templates to the same profile: no inbox holds a single message."""
    for place, (label, properties) in enumerate(_others(board, template, profile), start=1):
        yield {
            "template": label,
            "properties": dict(properties),
            "sentAt": (board.world.now - AGE - STEP * place).isoformat(),
            "opened": place > 1,
        }


def _others(board: Board, template: str, profile: str) -> Iterator[tuple[str, Payload]]:
    """Yield the first message of each of the first few other templates."""
    fixtures = board.contents.project.fixtures
    left = NEIGHBOURS
    for name in board.names:
        data = [one.name for one in fixtures.message_data.get(name, ())] or ["none"]
        found = (board.good.get(Key(name, profile, each)) for each in data)
        properties = next((one for one in found if one is not None), None)
        if name != template and properties is not None:
            left -= 1
            yield name, properties
        if not left:
            return


def _expiry(sent: datetime, expiration: Expiration | None) -> str | None:
    if expiration is None:
        return None
    try:
        if expiration.seconds is not None:
            return (sent + timedelta(seconds=expiration.seconds)).isoformat()
        return datetime.fromtimestamp(expiration.value, UTC).isoformat()
    except (ValueError, OverflowError, OSError):  # a time no calendar holds
        return None
