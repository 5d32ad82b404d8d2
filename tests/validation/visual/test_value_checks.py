import json
from typing import Any

import pytest
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.visual.renderer_model import bound_nodes
from inbox_toolkit.validation.visual.templates import registry_in
from inbox_toolkit.validation.visual.value_checks import is_absent, value_mistakes

OPEN = {"label": "Go", "behavior": "openUrl", "action": "https://x.example/"}
TITLE = {"type": "heading", "name": "v"}
LIST = {"type": "dynamicLayout", "name": "v", "template": {"type": "text", "name": "t"}}

VALUES: list[tuple[object, object, list[str]]] = [
    (TITLE, "Hi", []),
    (TITLE, 7, []),
    (TITLE, None, []),
    (TITLE, 0, ["`v` is 0, which is shown as nothing"]),
    (TITLE, False, ["`v` is false, which is shown as nothing"]),
    (TITLE, {"a": 1}, ["`v` is an object, shown as `[object Object]`"]),
    (TITLE, ["a", "b"], ["`v` is a list, shown as `a,b`"]),
    ({"type": "date", "name": "v"}, "2026-01-15T09:00:00.000Z", []),
    ({"type": "date", "name": "v"}, "2026-01-15", []),
    ({"type": "date", "name": "v"}, "tomorrow", ["`v` is not an ISO 8601 time, so it is shown unformatted"]),
    ({"type": "date", "name": "v"}, 1768552200, ["`v` is a number, which browsers read as milliseconds and phones reject"]),
    ({"type": "date", "name": "v"}, [], ["`v` is a list, shown as ``"]),
    ({"type": "button", "name": "v"}, OPEN, []),
    ({"type": "button", "name": "v"}, False, []),
    ({"type": "button", "name": "v"}, "Go", ["`v` is not an object, so the button is empty"]),
    ({"type": "button", "name": "v"}, {**OPEN, "label": " "}, ["`v` has no `label`, so the button is empty"]),
    ({"type": "button", "name": "v"}, {"label": "Go"}, ["this action has no `behavior`, so a click does nothing"]),
    ({"type": "image", "name": "v"}, "https://x.example/a.png", []),
    ({"type": "image", "name": "v"}, {"url": "x"}, ["`v` is not the address of an image"]),
    ({"type": "action", "name": "v", "children": []}, OPEN, []),
    ({"type": "action", "name": "v", "children": []}, "https://x.example/", ["this is not an action, so a click does nothing"]),
    (LIST, [{"t": "a"}], []),
    (LIST, {"t": "a"}, ["`v` is not a list, so nothing is shown for it"]),
    (LIST, [{"t": "a"}, "b"], ["an item of `v` is no object, so it is shown empty"]),
]  # fmt: skip


@pytest.mark.parametrize(("node", "value", "messages"), VALUES)
def test_a_value_that_is_drawn_otherwise_than_meant(
    node: object, value: object, messages: list[str]
) -> None:
    document = {"t": [{"version": "1", "root": node}]}
    registry = registry_in(Source("v.json", json.dumps(document)))
    assert registry is not None
    data: dict[str, Any] = {"v": value}
    first = next(bound_nodes(registry, "t", data))
    assert [message for message, _ in value_mistakes(first)] == messages


@pytest.mark.parametrize(("value", "absent"), [(MISSING, True), (None, True), ("", True), (0, False), (" ", False)])  # fmt: skip
def test_nothing_is_a_missing_member_null_or_empty_text(value: object, absent: bool) -> None:
    assert is_absent(value) is absent
