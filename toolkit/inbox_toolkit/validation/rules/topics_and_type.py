"""A topic or type that the inbox client does not know, or that has another meaning.

Why: a client shows the topics it subscribes to and displays the types it knows, by their exact
names. A message with any other is delivered and never seen.

Bad::

    # inbox.toml
    [inbox]
    topics = ["orders"]
    # templates/t.json
    {
      "topics": ["Orders"],
      "expiration": {"type": "relative", "value": 30, "unit": "days"},
      "properties": {"title": "Hello"}
    }

Good::

    # inbox.toml
    [inbox]
    topics = ["orders"]
    # templates/t.json
    {
      "topics": ["orders"],
      "expiration": {"type": "relative", "value": 30, "unit": "days"},
      "properties": {"title": "Hello"}
    }
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.fixture_lookup import nearest_name
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.locations import has_own_envelope, setting_location
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext
from inbox_toolkit.validation.visual.templates import BUILT_IN_TYPES, TOPIC, is_visual

META = RuleMeta(
    id="topics-and-type",
    summary="a topic or type that the inbox client does not know",
    severity=Severity.WARNING,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield what is wrong with each topic, and with the type."""
    template, known = context.template, context.project.config.inbox
    if not has_own_envelope(template):
        return
    for topic in template.envelope.topics:
        wrong = _reserved(topic, context) or _unknown("topic", topic, known.topics)
        if wrong:
            yield Finding(setting_location(template, "topics", topic), wrong[0], help=wrong[1])
    if known.topics and not template.envelope.topics:
        yield _none(context, "topics", "an inbox that subscribes to topics never shows the message")
    said = template.envelope.type
    is_built_in = said in BUILT_IN_TYPES and is_visual(template)
    wrong = _unknown("type", said, known.types) if said and not is_built_in else None
    if wrong:
        yield Finding(setting_location(template, "type"), wrong[0], help=wrong[1])
    if known.types and not said:
        yield _none(context, "type", "the client cannot tell how to display the message")


def _none(context: TemplateContext, key: str, why: str) -> Finding:
    place = setting_location(context.template, key)
    return Finding(place, f"no {key} given", notes=(why,), help=f'add "{key}" to the template')


def _reserved(topic: str, context: TemplateContext) -> tuple[str, str] | None:
    lower = topic.lower()
    if lower.startswith("_cio"):
        return (
            f"topics like `{topic}` are reserved by the service",
            "web inboxes hide them; choose another",
        )
    is_displayed = (
        context.project.config.visual.templates is not None
        or context.template.envelope.type in BUILT_IN_TYPES
    )
    if lower.startswith(TOPIC) and not is_displayed:
        return (
            f"topics like `{topic}` are shown by the visual inbox only, which needs a visual "
            f"template for every type but {', '.join(BUILT_IN_TYPES)}",
            "choose another topic, use a built-in type, or set `[visual] templates` in inbox.toml",
        )
    return None


def _unknown(what: str, name: str, known: tuple[str, ...] | None) -> tuple[str, str] | None:
    is_visual = what == "topic" and name.lower().startswith(TOPIC)
    if known is None or name in known or is_visual:
        return None
    same = next((one for one in known if one.lower() == name.lower()), "")
    near = same or nearest_name(name, frozenset(known))
    return (
        f"the {what} `{name}` differs from `{same}` in case, so it is another {what} on the web"
        if same
        else f"the inbox client does not know the {what} `{name}`",
        f"did you mean `{near}`?" if near else f"add it to `[inbox] {what}s` in inbox.toml",
    )
