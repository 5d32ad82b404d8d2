"""What a click on a visual message does: the actions that the inbox understands.

From reading the web SDK (gist-web 3.26.0): a bound value without a behaviour it knows does
nothing, and a member of the wrong type is dropped.
"""

from collections.abc import Iterator, Mapping

from toolkit.analysis.evidence import nearest_name

BEHAVIORS = frozenset({"openUrl", "openDeeplink", "dismiss", "performAction"})
_NEEDS_ACTION = {"openUrl": "the address to open", "openDeeplink": "the address to open"}
_SWITCHES = ("dismiss", "newTab")
_TEXTS = ("action", "name")
_LINK = 'add "behavior": "openUrl", and call the address "action" instead of "url"'
_EXAMPLE = 'write {"behavior": "openUrl", "action": "https://…"}'

Wrong = tuple[str, str]
"""What is wrong, and what to do."""


def action_mistakes(action: object) -> Iterator[Wrong]:
    """Yield what keeps a click on a value from doing what it says."""
    if not isinstance(action, Mapping):
        yield "this is no action, so a click does nothing", _EXAMPLE
        return
    behavior = action.get("behavior")
    if not isinstance(behavior, str) or behavior not in BEHAVIORS:
        near = nearest_name(str(behavior), BEHAVIORS)
        is_link = behavior is None and "url" in action
        said = "has no `behavior`" if behavior is None else f"has the behavior `{behavior}`"
        known = _LINK if is_link else f"one of: {', '.join(sorted(BEHAVIORS))}"
        remedy = f"did you mean `{near}`?" if near else known
        yield f"this action {said}, so a click does nothing", remedy
    elif behavior in _NEEDS_ACTION and not action.get("action"):
        yield f"`{behavior}` has no `action` to open", f'add "action": {_NEEDS_ACTION[behavior]}'
    for name in _SWITCHES:
        if name in action and not isinstance(action[name], bool):
            yield f"`{name}` is not true or false, so it is dropped", "write it without quotes"
    for name in _TEXTS:
        if action.get(name) is not None and not isinstance(action[name], str):
            yield f"`{name}` is not text, so it is dropped", "write it in quotes"
