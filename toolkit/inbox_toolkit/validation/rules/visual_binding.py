"""A visual template names a member that the message lacks, or the other way around.

Why: the visual inbox shows a heading, text or date without a value as an empty line, and a click on
a card without an action does nothing. A member that no node names is never shown. Buttons, images
and repeated layouts are optional: without a value, they are left out.

Bad::

    # templates/t.json
    {
      "topics": ["cio_inbox_news"],
      "type": "card",
      "expiration": {"type": "relative", "value": 30, "unit": "days"},
      "properties": {
        "titel": "Hello"
      }
    }
    # inbox.toml
    [visual]
    templates = "visual/templates.json"
    # visual/templates.json
    {"card": [{"version": "1", "root": {"type": "layout", "direction": "vertical", "children": [
      {"type": "heading", "name": "title"}
    ]}}]}

Good::

    # templates/t.json
    {
      "topics": ["cio_inbox_news"],
      "type": "card",
      "expiration": {"type": "relative", "value": 30, "unit": "days"},
      "properties": {
        "title": "Hello"
      }
    }
    # inbox.toml
    [visual]
    templates = "visual/templates.json"
    # visual/templates.json
    {"card": [{"version": "1", "root": {"type": "layout", "direction": "vertical", "children": [
      {"type": "heading", "name": "title"}
    ]}}]}
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.fixture_lookup import nearest_name
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.locations import Keys, payload_location
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext
from inbox_toolkit.validation.visual.rendered_cases import VisualRendering, registry_for
from inbox_toolkit.validation.visual.renderer_model import TEXTS, BoundNode
from inbox_toolkit.validation.visual.templates import Registry
from inbox_toolkit.validation.visual.value_checks import is_absent

META = RuleMeta(
    id="visual-binding",
    summary="a visual template names a member that the message lacks, or the other way around",
    severity=Severity.WARNING,
)

_NEEDED = TEXTS | {"action"}
ALT = "title"
"""The member that every image takes its description from."""


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield the names without a value, then the members that nothing draws."""
    registry = registry_for(context.template, context.project)
    if registry is None:
        return
    every = context.visual_renderings
    unread = _unread(every)
    lacking: dict[tuple[Keys, str], tuple[BoundNode, list[str]]] = {}
    for rendering in every:
        for one in rendering.nodes:
            if one.node.kind in _NEEDED and is_absent(one.value):
                names = tuple(key for key in one.keys if isinstance(key, str))
                found = lacking.setdefault((names, one.node.kind), (one, []))
                found[1].extend(rendering.cases)
    for one, cases in lacking.values():
        yield _lacking(context, registry, one, tuple(dict.fromkeys(cases)), unread)
    meant = {_meant(one, unread) for one, _ in lacking.values()}
    for name in sorted(unread - meant):
        yield _never_drawn(context, name, every)


def _lacking(
    context: TemplateContext,
    registry: Registry,
    one: BoundNode,
    cases: tuple[str, ...],
    unread: frozenset[str],
) -> Finding:
    meant = _meant(one, unread)
    does = "a click on it does nothing" if one.node.kind == "action" else "it is shown empty"
    help_text = f"add `{one.name}` to the properties"
    return Finding(
        payload_location(context.template, (meant,) if meant else one.keys),
        f"`{one.name}` has no value in {context.share(len(cases))}, so {does}",
        notes=(f"{registry.where(one.node)} shows it as `{one.node.kind}`",),
        help=f"did you mean `{one.name}` instead of `{meant}`?" if meant else help_text,
        cases=cases,
    )


def _meant(one: BoundNode, unread: frozenset[str]) -> str:
    return nearest_name(one.name, unread) if len(one.keys) == 1 else ""


def _unread(every: tuple[VisualRendering, ...]) -> frozenset[str]:
    """Return the members of the payloads that no node names; a repeated one counts with all."""
    there: set[str] = set()
    named: set[str] = set()
    for rendering in every:
        there |= set(rendering.outcome.payload or {})
        named |= {str(one.keys[0]) for one in rendering.nodes}
        named |= {ALT for one in rendering.nodes if one.node.kind == "image"}
    return frozenset(there - named) if not any(_stops(one) for one in every) else frozenset()


def _stops(rendering: VisualRendering) -> bool:
    return any(one.throws for one in rendering.nodes)


def _never_drawn(
    context: TemplateContext, name: str, every: tuple[VisualRendering, ...]
) -> Finding:
    said = context.template.envelope.type
    cases = tuple(
        label for one in every if name in (one.outcome.payload or {}) for label in one.cases
    )
    return Finding(
        payload_location(context.template, (name,)),
        f"no node of the visual template `{said}` shows `{name}`",
        help=f"remove `{name}`, or add a node for it",
        cases=cases,
    )
