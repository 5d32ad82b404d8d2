"""A message for the visual inbox that it cannot draw, or whose button does nothing.

Why: the visual inbox shows messages with a ``cio_inbox`` topic, draws them by the template that is
named like their type, and ignores a button whose action it does not understand. Nothing fails.

Bad::

    "messageAction": {"behavior": "open", "action": "https://example.com/"}

Good::

    "messageAction": {"behavior": "openUrl", "action": "https://example.com/"}
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.analysis.evidence import nearest_name
from toolkit.diagnostics.diagnostic import Severity
from toolkit.errors import ProjectError
from toolkit.project.files import read_source
from toolkit.validation.envelope_places import has_own_envelope, setting_place
from toolkit.validation.payload_places import Keys, containers, written_place
from toolkit.validation.rule import Finding, RuleMeta, Subject

META = RuleMeta(
    id="visual-message",
    summary="a message that the visual inbox cannot draw, or whose button does nothing",
    severity=Severity.WARNING,
)

BEHAVIORS = frozenset({"openUrl", "openDeeplink", "dismiss", "performAction"})
_OPENS = ("openUrl", "openDeeplink")
_SWITCHES = ("dismiss", "newTab")


def check(subject: Subject, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield what is wrong with the settings, then with the actions of all payloads."""
    template = subject.template
    topics = template.envelope.topics
    is_visual = any(topic.lower().startswith("cio_inbox") for topic in topics)
    if is_visual and has_own_envelope(template):
        yield from _undrawn(subject, template.envelope.type)
    found: dict[tuple[Keys, str, str], list[str]] = {}
    for outcome in subject.outcomes:
        if "behavior" not in outcome.text and "messageAction" not in outcome.text:
            continue
        for keys, value in containers(outcome.payload or {}):
            is_action = "behavior" in value or keys[-1:] == ("messageAction",)
            if isinstance(value, Mapping) and is_action:
                for wrong in _wrong(value):
                    found.setdefault((keys, *wrong), []).append(outcome.case.label)
    for (keys, message, remedy), cases in found.items():
        place = written_place(template, keys)
        yield Finding(place, message, help=remedy, cases=tuple(cases))


def _undrawn(subject: Subject, said: str) -> Iterator[Finding]:
    """Yield why the visual inbox has no template for a type."""
    if not said:
        yield Finding(
            setting_place(subject.template, "topics"),
            "the visual inbox draws a message by its type, and this has none",
            help='add "type": the name of the visual template',
        )
        return
    file = subject.project.config.visual.templates
    known = _registered(subject.project.root / file) if file else None
    if known is not None and said not in known:
        near = nearest_name(said, known)
        yield Finding(
            setting_place(subject.template, "type"),
            f"there is no visual template `{said}`, so this is drawn as an empty row",
            help=f"did you mean `{near}`?" if near else f"there are: {', '.join(sorted(known))}",
        )


def _registered(file: Path) -> frozenset[str] | None:
    """Return the visual templates that can be drawn; None where the file holds no registry.

    A template is a list with an entry of version ``"1"``; names that start with ``$`` are none.
    """
    try:
        registry = json.loads(read_source(file, file.name).text)
    except (ProjectError, ValueError, RecursionError):
        return None
    if not isinstance(registry, dict):
        return None
    return frozenset(
        name
        for name, versions in registry.items()
        if not name.startswith("$") and isinstance(versions, list)
        if any(isinstance(one, dict) and one.get("version") == "1" for one in versions)
    )


def _wrong(action: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    behavior = action.get("behavior")
    known = ", ".join(sorted(BEHAVIORS))
    if behavior not in BEHAVIORS:
        near = nearest_name(str(behavior), BEHAVIORS)
        said = "has no `behavior`" if behavior is None else f"has the behavior `{behavior}`"
        remedy = f"did you mean `{near}`?" if near else f"one of: {known}"
        yield f"this action {said}, so a click does nothing", remedy
    if behavior in _OPENS and not isinstance(action.get("action"), str):
        yield f"`{behavior}` has no `action` to open", 'add "action": the address to open'
    for name in _SWITCHES:
        if name in action and not isinstance(action[name], bool):
            yield f"`{name}` is not true or false, so it is dropped", "write it without quotes"
