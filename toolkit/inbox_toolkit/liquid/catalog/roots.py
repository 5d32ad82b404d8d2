"""The names a template can start a path with, what each holds, and what rendering gives for it.

Facts: the service's tag list and its page on using Liquid, as gathered for this project.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from inbox_toolkit.liquid.catalog.sources import DOCS


@dataclass(frozen=True, slots=True)
class RootSpec:
    """A name that paths start from, in a transactional inbox message.

    ``kind``: always an ``object``; a ``text``; ``empty``, as it is of another kind of message and
    prints nothing; ``unknown``, a name people expect and that fails. ``belongs`` says for the last
    two whose it is. ``value`` is what the service fills in; None for what a case brings along.
    """

    name: str
    kind: Literal["object", "text", "empty", "unknown"]
    holds: str
    belongs: str = ""
    value: object = None
    source: str = DOCS
    open_point: str | None = None

    @property
    def is_available(self) -> bool:
        """Return True if a message can print it."""
        return self.kind in ("object", "text")


_R = RootSpec
_CAMPAIGN = "an event-triggered campaign"
_LAYOUT = "the layout of an email"

ROOTS: dict[str, RootSpec] = {
    facts.name: facts
    for facts in (
        _R("customer", "object", "the recipient's attributes"),
        _R("trigger", "object", "the message data of the send", open_point="no-data"),
        _R("objects", "object", "objects related to the recipient, ten of a type"),
        _R("snippets", "text", "the workspace's snippets"),
        _R(
            "campaign",
            "object",
            "id, name and type of the message",
            value={
                "id": 1,
                "name": "",
                "type": "transactional_message",
                "subscription_topic_ids": [],
            },
        ),
        _R(
            "message",
            "object",
            "id, name and type of the message",
            value={"id": 1, "name": "", "type": "in_app_action", "journey_id": "", "subject": ""},
        ),
        _R("delivery_id", "text", "the delivery's id", value="unsent"),
        _R("editor", "text", "nothing: there is no editor of that kind", value=""),
        _R(
            "event",
            "empty",
            "the event that triggers a campaign",
            _CAMPAIGN,
            open_point="absent-root",
        ),
        _R("event_id", "empty", "the id of that event", _CAMPAIGN, open_point="absent-root"),
        _R("event_name", "empty", "the name of that event", _CAMPAIGN, open_point="absent-root"),
        _R(
            "event_timestamp",
            "empty",
            "the time of that event",
            _CAMPAIGN,
            open_point="absent-root",
        ),
        _R(
            "journey",
            "empty",
            "attributes of a journey",
            "a campaign or journey",
            open_point="absent-root",
        ),
        _R("content", "unknown", "a layout's place for the body", _LAYOUT),
        _R("layout", "unknown", "id and name of a layout", _LAYOUT),
        _R("message_data", "unknown", "nothing: it is `trigger`", "the API call: write `trigger`"),
        _R("now", "unknown", "the time: `'now' | date: …`", "no variable: write `'now' | date: …`"),
        _R(
            "today",
            "unknown",
            "the time: `'now' | date: …`",
            "no variable: write `'now' | date: …`",
        ),
        _R("unsubscribe_url", "unknown", "nothing: it is a tag", "a tag: {% unsubscribe_url %}"),
    )
}
"""Names that paths start from. Ids are made up, as in the service's own previews."""


def _named(kind: str) -> dict[str, RootSpec]:
    return {name: facts for name, facts in ROOTS.items() if facts.kind == kind}


GIVEN = frozenset(_named("object"))
"""Roots that are always an object."""

FILLED = frozenset(_named("text"))
"""Roots the service fills in with a text; ``snippets`` where the workspace has any."""

UNAVAILABLE = {name: facts.belongs for name, facts in _named("empty").items()}
"""Roots of other kinds of message, by what they belong to; here they print nothing."""

ELSEWHERE = {name: facts.belongs for name, facts in _named("unknown").items()}
"""Names that people expect to be roots and that fail here, by what they are instead."""

SERVICE_VALUES: Mapping[str, Any] = {
    name: facts.value
    for name, facts in ROOTS.items()
    if facts.value is not None or facts.kind == "empty"
}
"""What the service fills in by itself, whatever the case."""

LOOPS = frozenset({"forloop", "tablerowloop"})
"""What a loop gives its body besides the variable it names."""

LOOP_FACTS = frozenset(
    {"first", "i", "index", "index0", "last", "length", "name", "rindex", "rindex0"}
)
"""What ``forloop`` knows; ``tablerowloop`` adds ``COLUMN_FACTS``."""

COLUMN_FACTS = frozenset({"col", "col0", "col_first", "col_last", "cols", "row"})
