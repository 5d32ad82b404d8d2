"""The names a template can start a path with, and what each is in a transactional inbox message.

Facts: the service's tag list and its page on using Liquid, as gathered for this project.
"""

GIVEN = frozenset({"customer", "trigger", "objects", "campaign", "message"})
"""Roots that are always an object."""

FILLED = frozenset({"delivery_id", "editor", "snippets"})
"""Roots the service fills in with a text; ``snippets`` where the workspace has any."""

UNAVAILABLE = {
    "event": "an event-triggered campaign",
    "event_id": "an event-triggered campaign",
    "event_name": "an event-triggered campaign",
    "event_timestamp": "an event-triggered campaign",
    "journey": "a campaign or journey",
}
"""Roots of other kinds of message, by what they belong to; here they print nothing."""

ELSEWHERE = {
    "content": "the layout of an email",
    "layout": "the layout of an email",
    "message_data": "the API call: write `trigger`",
    "unsubscribe_url": "a tag: {% unsubscribe_url %}",
    "now": "no variable: write `'now' | date: …`",
    "today": "no variable: write `'now' | date: …`",
}
"""Names that people expect to be roots and that fail here, by what they are instead."""

LOOP_FACTS = frozenset(
    {"first", "i", "index", "index0", "last", "length", "name", "rindex", "rindex0"}
)
"""What ``forloop`` knows; ``tablerowloop`` adds ``COLUMN_FACTS``."""

COLUMN_FACTS = frozenset({"col", "col0", "col_first", "col_last", "cols", "row"})
