"""A fixture does not satisfy the contract of its template.

Why: fixtures stand for what backends send and for the people they send it to. If the contract
rejects a fixture, either the fixture proves nothing about real messages or the contract is wrong.

Bad::

    "title": {{ trigger.order_id | json }}
    # templates/t.contract.json
    {
      "type": "object",
      "properties": {"order_id": {"type": "string", "pattern": "^ORD-"}},
      "required": ["order_id"]
    }
    # fixtures/message_data/t/standard.json
    {"order_id": "5678"}

Good::

    "title": {{ trigger.order_id | json }}
    # templates/t.contract.json
    {
      "type": "object",
      "properties": {"order_id": {"type": "string", "pattern": "^ORD-"}},
      "required": ["order_id"]
    }
    # fixtures/message_data/t/standard.json
    {"order_id": "ORD-5678"}
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.schemas.checking import Checker, SchemaProblem
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

if TYPE_CHECKING:
    from inbox_toolkit.contract.contract_file import ContractFile

META = RuleMeta(
    id="contract-fixture",
    summary="a fixture does not satisfy the contract of its template",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per misfit: of message data, and of profiles for the customer's part."""
    if not context.contracts:
        return
    from inbox_toolkit.contract.contract import EffectiveContract

    for one in context.contracts:
        if isinstance(one, EffectiveContract) and one.file is not None:
            whole = "the profile" if one.of == "customer" else "the message data"
            checker = Checker(one.file.schema, whole=whole)
            for fixture in _fixtures(context, one.of):
                for problem in checker.problems(fixture.data):
                    yield _mismatch(one.file, fixture, problem)


def _fixtures(context: TemplateContext, of: str) -> tuple[Fixture, ...]:
    fixtures = context.project.fixtures
    if of == "customer":
        return fixtures.profiles
    return fixtures.message_data.get(context.template.name, ())


def _mismatch(file: "ContractFile", fixture: Fixture, problem: SchemaProblem) -> Finding:
    steps = tuple(None if isinstance(step, int) else step for step in problem.path)
    at = file.source.position(file.span(steps).start)
    return Finding(
        Location(fixture.source, _span(fixture, problem)),
        problem.message,
        notes=(f"{file.source.name}:{at.line}:{at.column} says what is allowed",),
        help=problem.help,
    )


def _span(fixture: Fixture, problem: SchemaProblem) -> Span:
    """Return the span of the surplus key, or else of the wrong value."""
    root = read_json(fixture.source.text).root
    if root is None:
        return Span(0, 1)
    found = root.at(problem.path)
    member = found.member(problem.key) if problem.key is not None else None
    return member.key_span if member else found.handle
