"""A rendered message does not match what the inbox client expects of its type.

Why: the client displays a message by the members it knows. ``contracts/<type>.schema.json``
describes them, as a JSON Schema (2020-12) of the properties. A number sent as text, or a missing
member, leaves the card empty or crashes the client.

Bad::

    # templates/t.json
    {
      "type": "card",
      "expiration": {"type": "relative", "value": 30, "unit": "days"},
      "properties": {"title": "Hello", "count": "{{ trigger.count }}"}
    }
    # contracts/card.schema.json
    {"required": ["title"], "properties": {"count": {"type": "integer"}}}

Good::

    # templates/t.json
    {
      "type": "card",
      "expiration": {"type": "relative", "value": 30, "unit": "days"},
      "properties": {"title": "Hello", "count": {{ trigger.count }}}
    }
    # contracts/card.schema.json
    {"required": ["title"], "properties": {"count": {"type": "integer"}}}
"""

from collections.abc import Iterator
from os.path import lexists

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.project.config import OUTPUT_CONTRACTS
from inbox_toolkit.schemas.checking import Checker, SchemaProblem
from inbox_toolkit.template.locations import Keys, payload_location
from inbox_toolkit.template.template import Location
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="rendered-schema",
    summary="a rendered message that does not match what the inbox client expects",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per member and misfit, or what is wrong with the contract itself."""
    said = context.template.envelope.type
    if not said or not lexists(context.project.root / OUTPUT_CONTRACTS):
        return
    from inbox_toolkit.contract.contract_file import ContractError
    from inbox_toolkit.contract.payload_schema import payload_checker, payload_schema_file

    try:
        checker = payload_checker(said, context.project.config)
    except ContractError as error:
        yield Finding(Location(error.source, error.span), error.reason, help=error.help or "")
        return
    if checker is not None:
        yield from _mismatch(context, checker, payload_schema_file(said))


def _mismatch(context: TemplateContext, checker: Checker, file: str) -> Iterator[Finding]:
    found: dict[tuple[Keys, str], tuple[SchemaProblem, list[str]]] = {}
    for outcome in context.outcomes:
        if outcome.payload is not None and not checker.fits(outcome.payload):
            for problem in checker.problems(outcome.payload):
                held = found.setdefault((problem.path, problem.message), (problem, []))
                held[1].append(outcome.case.label)
    for (keys, message), (problem, cases) in found.items():
        place = (*keys, problem.key) if problem.key is not None else keys
        yield Finding(
            payload_location(context.template, place),
            f"{message} in {context.share(len(cases))}",
            notes=(f"{file} says what the client expects",),
            help=problem.help,
            cases=tuple(cases),
        )
