"""A part of a condition cannot change its result, or lacks a value to compare.

Why: Liquid evaluates each side of ``and`` and ``or`` by itself. A text alone is always true, so
``plan contains 'a' or 'b'`` always holds, and ``points > 5 and < 10`` never does, without an error.

Bad::

    "title": "{% if customer.tier contains 'gold' or 'silver' %}VIP{% else %}Hello{% endif %}"

Good::

    {% assign tier = customer.tier %}
    "title": "{% if tier contains 'gold' or tier contains 'silver' %}VIP{% else %}Hello{% endif %}"
    # fixtures/profiles/bob.json
    {"id": "u2", "tier": "bronze"}
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.liquid.syntax.nodes import Assign, Output
from inbox_toolkit.validation.condition_mistakes import ConditionMistake, condition_mistakes
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="constant-condition",
    summary="a part of a condition that cannot change its result",
    severity=Severity.ERROR,
    changes_output=True,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per part of a condition."""
    for mistakes in context.condition_mistakes.values():
        for mistake in mistakes:
            yield _finding(context, mistake)
    text = context.template.body.text if context.template.body else ""
    is_sound = not context.template.parsed.errors
    for node in context.nodes if context.operatorless_words and is_sound else ():
        if isinstance(node, Output | Assign):
            for mistake in condition_mistakes(node.expression.value, text):
                if mistake.span in context.operatorless_words:
                    yield _finding(context, mistake)


def _finding(context: TemplateContext, mistake: ConditionMistake) -> Finding:
    location = context.template.locate(mistake.span)
    fix = None
    if mistake.replacement:
        fix = Fix(f"write {mistake.replacement}", (Edit(location.span, mistake.replacement),))
    return Finding(location, mistake.message, label=mistake.label, help=mistake.help, fix=fix)
