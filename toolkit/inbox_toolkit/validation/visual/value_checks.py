"""Values that a visual template draws otherwise than meant: as nothing, or as an empty button."""

import json
import re
from collections.abc import Callable, Iterator, Mapping

from inbox_toolkit.liquid.javascript.values import MISSING, js_truthy
from inbox_toolkit.validation.visual.action_checks import Problem, action_mistakes
from inbox_toolkit.validation.visual.renderer_model import BoundNode

_ISO_TIME = re.compile(
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE | re.ASCII
)
AS_ISO_TIME = "date: '%Y-%m-%dT%H:%M:%SZ'"
"""The filter that writes seconds as the renderer reads a time; the engine knows no ``%F``."""

_BUTTON = '{"label": …, "behavior": "openUrl", "action": …}'


def value_mistakes(drawn: BoundNode) -> Iterator[Problem]:
    """Yield what is wrong with the value that a node is bound to; nothing if there is no value."""
    if not is_absent(drawn.value):
        yield from _BY_KIND[drawn.node.kind](drawn)


def is_absent(value: object) -> bool:
    """Return True if a node has nothing to show: no such member, null, or empty text."""
    return value is MISSING or value is None or value == ""


def _text(drawn: BoundNode) -> Iterator[Problem]:
    value = drawn.value
    if isinstance(value, Mapping | list):
        what = "an object" if isinstance(value, Mapping) else "a list"
        said = f"`{drawn.name}` is {what}, shown as `{drawn.shown}`"
        yield said, f"a {drawn.node.kind} shows text: print text here"
    elif not js_truthy(value):
        shown = json.dumps(value)
        yield (
            f"`{drawn.name}` is {shown}, which is shown as nothing",
            f'write it as text: "{shown}"',
        )


def _date(drawn: BoundNode) -> Iterator[Problem]:
    value = drawn.value
    if isinstance(value, str):
        if not _ISO_TIME.fullmatch(value.strip()):
            said = f"`{drawn.name}` is not an ISO 8601 time, so it is shown unformatted"
            yield said, "write it like this: 2026-01-15T09:00:00Z"
    elif isinstance(value, int | float) and value:
        said = f"`{drawn.name}` is a number, which browsers read as milliseconds and phones reject"
        yield said, f"write it as ISO 8601 text: `| {AS_ISO_TIME}`"
    else:
        yield from _text(drawn)


def _button(drawn: BoundNode) -> Iterator[Problem]:
    if not js_truthy(drawn.value):
        return  # it is left out, as is usual for a button that is not wanted
    if not isinstance(drawn.value, Mapping):
        said = f"`{drawn.name}` is not an object, so the button is empty"
        yield said, f"write {_BUTTON}"
        return
    if not (drawn.shown or "").strip():
        said = f"`{drawn.name}` has no `label`, so the button is empty"
        yield said, 'add a "label": the text of the button'
    yield from action_mistakes(drawn.value)


def _image(drawn: BoundNode) -> Iterator[Problem]:
    if js_truthy(drawn.value) and not isinstance(drawn.value, str):
        yield f"`{drawn.name}` is not the address of an image", 'write "https://…"'


def _action(drawn: BoundNode) -> Iterator[Problem]:
    yield from action_mistakes(drawn.value)


def _repeated(drawn: BoundNode) -> Iterator[Problem]:
    items = drawn.value
    if not isinstance(items, list):
        if js_truthy(items):
            said = f"`{drawn.name}` is not a list, so nothing is shown for it"
            yield said, "write a list of objects"
    elif not all(isinstance(item, Mapping) for item in items):
        said = f"an item of `{drawn.name}` is no object, so it is shown empty"
        yield said, "write a list of objects"


_BY_KIND: Mapping[str, Callable[[BoundNode], Iterator[Problem]]] = {
    "heading": _text,
    "text": _text,
    "date": _date,
    "button": _button,
    "image": _image,
    "action": _action,
    "dynamicLayout": _repeated,
}
