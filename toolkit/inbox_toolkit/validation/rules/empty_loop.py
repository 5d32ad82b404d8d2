"""An empty list would break the JSON around a loop, and no case has one.

Why: commas placed around a loop are right for some items and wrong for none. The first recipient
with an empty list would get a broken message. The rule renders a case with the list emptied, and
parses the result.

Bad::

    "items": [0,
      {% for item in trigger.items %}{% unless forloop.first %},{% endunless %}
        {{ item.price }}
      {% endfor %}
    ]

Good::

    "items": [0
      {% for item in trigger.items %}, {{ item.price }}{% endfor %}]
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.data_path import Steps, steps_text
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.syntax.nodes import For, Path
from inbox_toolkit.rendering.cases import with_changes
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="empty-loop",
    summary="an empty list would break the JSON around a loop",
    severity=Severity.WARNING,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per loop that no case has emptied and that cannot be."""
    sound = next((one for one in context.outcomes if one.is_deliverable), None)
    if sound is None:
        return
    for node in context.nodes:
        if isinstance(node, For) and node.tag == "for" and not _was_empty(context, node):
            steps = _list_of(context, node)
            if steps and _breaks(context, sound, steps):
                yield Finding(
                    context.template.locate(node.tag_span),
                    f"an empty `{steps_text(steps)}` would break the JSON, and no case has one",
                    help="move the comma into the loop, and add a fixture with an empty list",
                )


def _was_empty(context: TemplateContext, node: For) -> bool:
    return any(
        branch.kind == "for-else" and number in context.taken_branches
        for number, branch in enumerate(context.template.program.branches)
        if branch.tag_span == (node.otherwise.tag_span if node.otherwise else node.tag_span)
    )


def _list_of(context: TemplateContext, node: For) -> Steps:
    """Return the path of a loop's list, where it is a plain one."""
    if not isinstance(node.collection, Path):
        return ()
    read = context.analysis.by_span.get(node.collection.span)
    steps = read.origins[0] if read and len(read.origins) == 1 else ()
    is_plain = len(steps) > 1 and all(isinstance(step, str) and "." not in step for step in steps)
    return steps if is_plain and steps[0] in ("customer", "trigger") else ()


def _breaks(context: TemplateContext, sound: Outcome, steps: Steps) -> bool:
    emptied = with_changes(sound.case, [f"{steps_text(steps)}=[]"])
    outcome = render_case(emptied, context.environment)
    return not outcome.rendered.failures and outcome.payload_error is not None
