"""What a click on a visual message does: the actions that the inbox understands.

From reading the web SDK (gist-web 3.26.0): a bound value without a behaviour it knows does
nothing, and a member of the wrong type is dropped.
"""

from collections.abc import Iterator, Mapping

from inbox_toolkit.analysis.fixture_lookup import nearest_name

BEHAVIORS = frozenset({"openUrl", "openDeeplink", "dismiss", "performAction"})
_OPENS = frozenset({"openUrl", "openDeeplink"})
_UNSEEN = str.maketrans("", "", "\t\n\r")
_CONTROLS = "".join(map(chr, range(0x21)))
_SWITCHES = ("dismiss", "newTab")
_TEXTS = ("action", "name")
_LINK = 'add "behavior": "openUrl", and call the address "action" instead of "url"'
_EXAMPLE = 'write {"behavior": "openUrl", "action": "https://…"}'

Problem = tuple[str, str]
"""What is wrong, and what to do."""


def action_mistakes(action: object) -> Iterator[Problem]:
    """Yield what keeps a click on a value from doing what it says."""
    if not isinstance(action, Mapping):
        yield "this is not an action, so a click does nothing", _EXAMPLE
        return
    behavior = action.get("behavior")
    if not isinstance(behavior, str) or behavior not in BEHAVIORS:
        near = nearest_name(str(behavior), BEHAVIORS)
        is_link = behavior is None and "url" in action
        said = "has no `behavior`" if behavior is None else f"has the behavior `{behavior}`"
        known = _LINK if is_link else f"one of: {', '.join(sorted(BEHAVIORS))}"
        help_text = f"did you mean `{near}`?" if near else known
        yield f"this action {said}, so a click does nothing", help_text
    elif behavior in _OPENS:
        address = action.get("action")
        if not address:
            yield f"`{behavior}` has no `action` to open", 'add "action": the address to open'
        elif isinstance(address, str) and _is_script(address):
            yield (
                f"`{behavior}` does not open scripts, so a click does nothing",
                "give it the address of a page",
            )
    for name in _SWITCHES:
        if name in action and not isinstance(action[name], bool):
            yield f"`{name}` is not true or false, so it is dropped", "write it without quotes"
    for name in _TEXTS:
        if action.get(name) is not None and not isinstance(action[name], str):
            yield f"`{name}` is not text, so it is dropped", "write it in quotes"


def _is_script(address: str) -> bool:
    """Return True if a browser reads ``javascript:`` there; it ignores line breaks and lead-in."""
    return address.translate(_UNSEEN).lstrip(_CONTROLS).lower().startswith("javascript:")
