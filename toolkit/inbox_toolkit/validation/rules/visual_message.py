"""The visual inbox cannot display a message, or a button in it does nothing.

Why: the visual inbox shows messages with a ``cio_inbox`` topic and displays them with the visual
template named after their type. What it cannot display, it leaves out without an error: an object
in place of a text is shown as ``[object Object]``, 0 as nothing, and a click with an unknown
behavior does nothing.

Bad::

    # templates/t.json
    {
      "topics": ["cio_inbox_news"],
      "type": "card",
      "expiration": {"type": "relative", "value": 30, "unit": "days"},
      "properties": {
        "messageAction": {"behavior": "open", "action": "https://example.com/"}
      }
    }
    # inbox.toml
    [visual]
    templates = "visual/templates.json"
    # visual/templates.json
    {"card": [{"version": "1", "root":
      {"type": "action", "name": "messageAction", "children": []}
    }]}

Good::

    # templates/t.json
    {
      "topics": ["cio_inbox_news"],
      "type": "card",
      "expiration": {"type": "relative", "value": 30, "unit": "days"},
      "properties": {
        "messageAction": {"behavior": "openUrl", "action": "https://example.com/"}
      }
    }
    # inbox.toml
    [visual]
    templates = "visual/templates.json"
    # visual/templates.json
    {"card": [{"version": "1", "root":
      {"type": "action", "name": "messageAction", "children": []}
    }]}
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from inbox_toolkit.analysis.fixture_lookup import nearest_name
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.locations import (
    Keys,
    containers,
    has_own_envelope,
    payload_location,
    setting_location,
)
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext
from inbox_toolkit.validation.visual.action_checks import action_mistakes
from inbox_toolkit.validation.visual.rendered_cases import registry_for
from inbox_toolkit.validation.visual.templates import (
    BUILT_IN_TEXTS,
    BUILT_IN_TYPES,
    TOPIC,
    Registry,
    is_visual,
    registry_of,
)
from inbox_toolkit.validation.visual.value_checks import value_mistakes

META = RuleMeta(
    id="visual-message",
    summary="a message that the visual inbox cannot display",
    severity=Severity.ERROR,
)

_Mistake = tuple[Keys, str, str, str]
"""Where in the payload, what is wrong, what to do, and the line of the visual template."""


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield what is wrong with the settings, then with the payloads of all cases."""
    template = context.template
    if not is_visual(template):
        yield from _unshown(context)
        return
    if has_own_envelope(template):
        yield from _undrawn(context, template.envelope.type)
    registry = registry_for(context.template, context.project)
    found: dict[tuple[Keys, str], tuple[_Mistake, list[str]]] = {}
    mistakes = (
        chain(_built_in(context), _actions(context))
        if registry is None
        else _drawn(context, registry)
    )
    for mistake, cases in mistakes:
        names = tuple(key for key in mistake[0] if isinstance(key, str))
        found.setdefault((names, mistake[1]), (mistake, []))[1].extend(cases)
    for (keys, message, help_text, note), seen in found.values():
        place = payload_location(template, keys) if keys else setting_location(template, "type")
        labels = tuple(dict.fromkeys(seen))
        yield Finding(place, message, notes=(note,) * bool(note), help=help_text, cases=labels)


def _unshown(context: TemplateContext) -> Iterator[Finding]:
    """Yield that a visual template's message has no topic by which the visual inbox shows it.

    Nothing is said where the project has a client of its own, which may have such a type too.
    """
    inbox, said = context.project.config.inbox, context.template.envelope.type
    if inbox.component or inbox.types is not None or not has_own_envelope(context.template):
        return
    registry = registry_of(context.project) if said else None
    if registry is not None and said in registry.roots:
        yield Finding(
            setting_location(context.template, "topics"),
            f"`{said}` is a visual template, but without a topic such as `{TOPIC}` the visual "
            "inbox never shows this",
            help=f'add "{TOPIC}" to the topics',
        )


def _undrawn(context: TemplateContext, said: str) -> Iterator[Finding]:
    """Yield why the web's visual inbox passes it over, or has no template for its type."""
    topics = context.template.envelope.topics
    if not any(topic.startswith(TOPIC) for topic in topics):
        topic = next(one for one in topics if one.lower().startswith(TOPIC))
        yield Finding(
            setting_location(context.template, "topics", topic),
            f"the web never shows this: it knows `{TOPIC}` in lower case only",
            help=f"write `{topic.lower()}`",
        )
    if not said:
        yield Finding(
            setting_location(context.template, "topics"),
            "the visual inbox displays a message by its type, and this one has none",
            help='add "type": the name of the visual template',
        )
        return
    registry = registry_of(context.project)
    if registry is not None and said not in (*registry.roots, *BUILT_IN_TYPES):
        near = nearest_name(said, frozenset(registry.roots))
        known = ", ".join(sorted(registry.roots)) or "none that can be displayed"
        yield Finding(
            setting_location(context.template, "type"),
            f"there is no visual template `{said}`, so this is shown as an empty row",
            help=f"did you mean `{near}`?" if near else f"there are: {known}",
        )


def _drawn(
    context: TemplateContext, registry: Registry
) -> Iterator[tuple[_Mistake, tuple[str, ...]]]:
    """Yield what is wrong with each value that the message's visual template draws."""
    for rendering in context.visual_renderings:
        for one in rendering.nodes:
            for message, help_text in value_mistakes(one):
                note = f"{registry.where(one.node)} shows it as `{one.node.kind}`"
                yield (one.keys, message, help_text, note), rendering.cases
            if one.throws:
                where = registry.where(one.node)
                message = (
                    f"whitespace in a name at {where} stops the renderer: the message stays empty"
                )
                yield ((), message, "remove the whitespace", ""), rendering.cases


def _built_in(context: TemplateContext) -> Iterator[tuple[_Mistake, tuple[str, ...]]]:
    """Yield which text of a built-in type is missing, or is not a text."""
    kind = context.template.envelope.type
    if kind not in BUILT_IN_TYPES:
        return
    for outcome in context.outcomes:
        payload = outcome.payload
        if payload is None:
            continue
        for name in BUILT_IN_TEXTS:
            cases = (outcome.case.label,)
            if name not in payload:
                message = f"the built-in visual type `{kind}` shows `{name}`, which is missing"
                yield ((), message, f'add "{name}" to the properties', ""), cases
            elif not isinstance(payload[name], str):
                message = f"the built-in visual type `{kind}` shows `{name}`, which is not a text"
                yield ((name,), message, "print it inside quotes", ""), cases


def _actions(context: TemplateContext) -> Iterator[tuple[_Mistake, tuple[str, ...]]]:
    """Yield what is wrong with what looks like an action, where no visual template tells."""
    for outcome in context.outcomes:
        if "behavior" not in outcome.text and "messageAction" not in outcome.text:
            continue
        for keys, value in containers(outcome.payload or {}):
            if isinstance(value, Mapping) and (
                "behavior" in value or keys[-1:] == ("messageAction",)
            ):
                for message, help_text in action_mistakes(value):
                    yield (keys, message, help_text, ""), (outcome.case.label,)
