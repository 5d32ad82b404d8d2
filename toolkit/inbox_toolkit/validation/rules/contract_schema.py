"""A contract file cannot be used.

Why: a contract is a self-contained JSON Schema (2020-12). If it is not JSON, refers to another
document (nothing is ever fetched), refers to itself in a circle or contradicts itself, it tells
backends nothing: no fixture is checked against it, and no types are generated from it.

Bad::

    "title": {{ trigger.order_id | json }}
    # templates/t.contract.json
    {
      "type": "object",
      "properties": {"order_id": {"$ref": "https://example.com/id.json"}},
      "required": ["order_id"]
    }

Good::

    "title": {{ trigger.order_id | json }}
    # templates/t.contract.json
    {
      "type": "object",
      "properties": {"order_id": {"$ref": "#/$defs/id"}},
      "required": ["order_id"],
      "$defs": {"id": {"type": "string", "maxLength": 12}}
    }
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Location
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="contract-schema",
    summary="a contract file cannot be used",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield what keeps each contract from being one."""
    if not context.contracts:
        return
    from inbox_toolkit.contract.contract_file import ContractError

    for one in context.contracts:
        if isinstance(one, ContractError):
            yield Finding(Location(one.source, one.span), one.reason, help=one.help or "")
