import pytest
from inbox_toolkit.validation.visual.action_checks import action_mistakes

MISTAKES: list[tuple[object, list[str]]] = [
    ({"behavior": "openUrl", "action": "https://x.example/"}, []),
    ({"behavior": "dismiss"}, []),
    ({"behavior": "performAction", "action": "rate", "name": "rated", "dismiss": True}, []),
    ({"label": "Go", "url": "https://x.example/"}, ["this action has no `behavior`, so a click does nothing"]),
    ({"behavior": "openURL", "action": "x"}, ["this action has the behavior `openURL`, so a click does nothing"]),
    ({"behavior": ["openUrl"], "action": "x"}, ["this action has the behavior `['openUrl']`, so a click does nothing"]),
    ({"behavior": "openDeeplink"}, ["`openDeeplink` has no `action` to open"]),
    ({"behavior": "openUrl", "action": ""}, ["`openUrl` has no `action` to open"]),
    ({"behavior": "openUrl", "action": " java\nScript:alert(1)"}, ["`openUrl` does not open scripts, so a click does nothing"]),
    ({"behavior": "performAction", "action": "javascript:x"}, []),
    ({"behavior": "openUrl", "action": 7}, ["`action` is not text, so it is dropped"]),
    ({"behavior": "dismiss", "newTab": "true", "dismiss": 1}, ["`dismiss` is not true or false, so it is dropped", "`newTab` is not true or false, so it is dropped"]),
    ("https://x.example/", ["this is not an action, so a click does nothing"]),
]  # fmt: skip


@pytest.mark.parametrize(("action", "messages"), MISTAKES)
def test_what_keeps_a_click_from_working(action: object, messages: list[str]) -> None:
    assert [message for message, _ in action_mistakes(action)] == messages


def test_the_nearest_behavior_is_offered() -> None:
    ((_, help_text),) = action_mistakes({"behavior": "openURL", "action": "x"})
    assert help_text == "did you mean `openUrl`?"


def test_a_link_is_told_how_to_become_an_action() -> None:
    ((_, help_text),) = action_mistakes({"label": "Go", "url": "https://x.example/"})
    assert help_text == 'add "behavior": "openUrl", and call the address "action" instead of "url"'
    ((_, other),) = action_mistakes({"label": "Go"})
    assert other == "one of: dismiss, openDeeplink, openUrl, performAction"
