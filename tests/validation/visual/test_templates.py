import json

import pytest
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.visual.templates import is_visual, registry_in

from tests.support.projects import template

ROOT = {"type": "layout", "direction": "vertical", "children": []}
DRAWN = [{"version": "1", "root": ROOT}]


def test_the_renderer_knows_lists_with_a_version_of_text_one() -> None:
    document = {
        "card": DRAWN,
        "two": [{"version": "2", "root": ROOT}, *DRAWN],
        "number": [{"version": 1, "root": ROOT}],
        "bare": DRAWN[0],
        "rootless": [{"version": "1"}],
        "$comment": DRAWN,
        "empty": [],
    }
    found = registry_in(Source("v.json", json.dumps(document)))
    assert found is not None
    assert sorted(found.roots) == ["card", "two"]


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"a": ' + "[" * 5_000])
def test_a_text_that_is_no_object_holds_none(text: str) -> None:
    assert registry_in(Source("v.json", text)) is None


@pytest.mark.parametrize(("topic", "shown"), [("cio_inbox_news", True), ("CIO_INBOX", True), ("orders", False)])  # fmt: skip
def test_a_topic_makes_a_message_visual(topic: str, shown: bool) -> None:
    text = json.dumps({"topics": ["x", topic], "properties": {}})
    assert is_visual(template(text)) is shown
