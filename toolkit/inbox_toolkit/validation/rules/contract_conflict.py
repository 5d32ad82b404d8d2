"""A variable is used as two incompatible types, such as a list and text.

Why: whatever a backend sends, one of the two places prints nonsense or nothing. This rule covers
templates with a contract file; ``inbox contract`` reports conflicts in any template.

Bad::

    "title": "{{ trigger.order_id | upcase | json }}",
    "next": {{ trigger.order_id | plus: 1 }}
    # templates/t.contract.json
    {"properties": {"order_id": {"type": ["string", "number"]}}, "required": ["order_id"]}

Good::

    "title": {{ trigger.order_id | upcase | json }},
    "next": {{ trigger.count | plus: 1 }}
    # templates/t.contract.json
    {
      "type": "object",
      "properties": {"order_id": {"type": "string"}, "count": {"type": "number"}},
      "required": ["order_id", "count"]
    }
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Location
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="contract-conflict",
    summary="a variable is used as two incompatible types",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per use that contradicts an earlier one."""
    if not context.contracts:
        return
    from inbox_toolkit.contract.contract import EffectiveContract
    from inbox_toolkit.contract.findings import conflict_diagnostic

    for one in context.contracts:
        for found in one.contract.contradictions if isinstance(one, EffectiveContract) else ():
            said = conflict_diagnostic(context.template, found)
            yield Finding(
                Location(said.source, said.span), said.message, said.label, said.notes, said.help
            )
