"""A contract rejects data that it accepted at an earlier revision.

Why: senders were built against the earlier contract. If a value becomes required, a type or limit
is narrowed, or an option is removed, their deliveries fail until every sender has been updated. The
rule runs with ``inbox validate --since REV``, for templates with a contract file.

Bad::

    "title": {{ trigger.order_id | json }}
    # templates/t.contract.json before
    {"type": "object", "properties": {"order_id": {"type": "string"}}, "required": ["order_id"]}
    # templates/t.contract.json
    {
      "type": "object",
      "properties": {"order_id": {"type": "string", "maxLength": 8}},
      "required": ["order_id"]
    }

Good::

    "title": {{ trigger.order_id | json }}
    # templates/t.contract.json before
    {
      "type": "object",
      "properties": {"order_id": {"type": "string", "maxLength": 8}},
      "required": ["order_id"]
    }
    # templates/t.contract.json
    {"type": "object", "properties": {"order_id": {"type": "string"}}, "required": ["order_id"]}
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RevisionContext, RuleMeta

if TYPE_CHECKING:
    from inbox_toolkit.contract.breaking_changes import BreakingChange
    from inbox_toolkit.contract.contract import EffectiveContract

META = RuleMeta(
    id="contract-breaking",
    summary="a contract rejects what it accepted at an earlier revision",
    severity=Severity.ERROR,
)


def check_revision(context: RevisionContext) -> Iterator[Finding]:
    """Yield what a template's contract refuses today and accepted before."""
    from inbox_toolkit.contract.breaking_changes import breaking_changes
    from inbox_toolkit.contract.inference.infer import ROOTS

    now, before = context.now, context.before
    then = before.file.schema if before.file else before.schema
    today = now.file.schema if now.file else now.schema
    for found in breaking_changes(ROOTS[now.of], then, today):
        yield Finding(
            _location(context.template, now, found),
            found.message,
            notes=(_before(before, found, context.revision),),
            help="keep accepting what was accepted (print a fallback with `default`), or update "
            "every sender first",
        )


def _location(template: Template, now: "EffectiveContract", found: "BreakingChange") -> Location:
    """Return where the contract says it, or the template if the contract is gone."""
    if now.file is not None:
        return Location(now.file.source, now.file.span(found.path, found.keyword))
    span = now.contract.places.get(found.path)
    return template.locate(span) if span else Location(template.source, Span(0, 1))


def _before(before: "EffectiveContract", found: "BreakingChange", revision: str) -> str:
    if before.file is None:
        return f"at {revision} there was no contract file: the template itself accepted it"
    at = before.file.source.position(before.file.span(found.path, found.keyword).start)
    return f"compare {before.name}:{at.line}:{at.column} at {revision}"
