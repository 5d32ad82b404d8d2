"""A tag that only means something in other kinds of messages.

Why: links to unsubscribe or to view an email in a browser belong to emails. In an inbox message the
tag prints nothing: a link made of it leads nowhere.

Bad::

    "link": "{% unsubscribe_url %}"

Good::

    "link": "https://example.com/settings/notifications"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.syntax.nodes import CioTag
from inbox_toolkit.liquid.syntax.tags.registry import TAGS
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unavailable-tag",
    summary="a tag that only means something in other kinds of messages",
    severity=Severity.WARNING,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per tag."""
    for node in context.nodes:
        if isinstance(node, CioTag) and not TAGS[node.tag].applies:
            yield Finding(
                context.template.locate(node.span),
                f"`{node.tag}` does not apply to an inbox message",
                label="prints nothing here",
                help="write the address itself, or pass it as message data"
                if node.tag.endswith("url")
                else "remove the tag, or write the text itself",
            )
