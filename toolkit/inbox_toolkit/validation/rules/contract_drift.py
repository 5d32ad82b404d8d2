"""A contract kept beside a template no longer says what the template reads.

Why: backends are built against ``NAME.contract.json``. A variable that the template has come to
need and the contract does not mention is not sent, and the delivery fails; one that nothing reads
any more is sent for nothing. What a contract says is inferred from the template and the fixtures;
what people add to it (descriptions, limits, narrower types) is no drift.

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
    summary="a kept contract that no longer says what its template reads",
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
                help=f"bring the contract up to date: inbox contract {template.name}{option} "
                "--write (what was added by hand stays)",
            )


def _read_at(context: TemplateContext, one: "EffectiveContract", path: "Path") -> tuple[str, ...]:
    """Say where the template reads a path, where it does."""
    span = one.contract.places.get(path)
    if span is None or not path:
        return ()
    source, at = context.template.locate(span)
    place = source.position(at.start)
    return (f"it is read at {source.name}:{place.line}:{place.column}: {at.of(source.text)}",)
