"""A contract file no longer matches what its template reads.

Why: backends are built against ``NAME.contract.json``. If the template now needs a variable that
the contract does not mention, nobody sends it and the delivery fails; if nothing reads a variable
any more, it is sent for nothing. The expected contract is inferred from the template and its
fixtures. What people add by hand (descriptions, limits, narrower types) is not drift.

Bad::

    "title": {{ trigger.order_id | json }},
    "body": {{ trigger.product_name | json }}
    # templates/t.contract.json
    {"type": "object", "properties": {"order_id": {"type": "string"}}, "required": ["order_id"]}

Good::

    "title": {{ trigger.order_id | json }},
    "body": {{ trigger.product_name | json }}
    # templates/t.contract.json
    {
      "type": "object",
      "properties": {
        "order_id": {"type": "string", "description": "as printed on the invoice"},
        "product_name": {"type": "string", "maxLength": 80}
      },
      "required": ["order_id", "product_name"]
    }
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Location
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

if TYPE_CHECKING:
    from inbox_toolkit.contract.contract import EffectiveContract
    from inbox_toolkit.contract.drift import Path

META = RuleMeta(
    id="contract-drift",
    summary="a contract file no longer matches its template",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per difference, in the contract's file."""
    template = context.template
    if not context.contracts or template.body is None or template.parsed.errors:
        return
    from inbox_toolkit.contract.contract import EffectiveContract

    for one in context.contracts:
        if not isinstance(one, EffectiveContract) or one.file is None:
            continue
        option = " --customer" if one.of == "customer" else ""
        for drift in one.drift:
            yield Finding(
                Location(one.file.source, one.file.span(drift.holder, drift.keyword)),
                drift.message,
                notes=_read_at(context, one, drift.path),
                help=f"update the contract: inbox contract {template.name}{option} "
                "--write (it keeps what was added by hand)",
            )


def _read_at(context: TemplateContext, one: "EffectiveContract", path: "Path") -> tuple[str, ...]:
    """Say where the template reads a path, where it does."""
    span = one.contract.places.get(path)
    if span is None or not path:
        return ()
    source, at = context.template.locate(span)
    place = source.position(at.start)
    return (f"read at {source.name}:{place.line}:{place.column}: {at.of(source.text)}",)
