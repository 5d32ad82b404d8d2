"""Read a contract file that people may have edited, and refuse one that cannot be used.

References are resolved inside the file only. A recursive contract is refused: neither data nor
types can be generated from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.contract.refs import InvalidRef, Pointer, pointer_to, resolve_refs
from inbox_toolkit.contract.satisfiability import find_contradiction
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config
from inbox_toolkit.schemas.checking import Checker, SchemaProblem, schema_problem
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span


class ContractError(ProjectError):
    """A contract that cannot be used: ``reason`` at ``span`` of ``source``."""

    def __init__(self, source: Source, span: Span, reason: str, *, help: str) -> None:  # noqa: A002 - the word users read
        line = f":{source.position(span.start).line}" if span.end else ""
        super().__init__(f"{source.name}{line}: {reason}", help=help or "fix the contract")
        self.source = source
        self.span = span
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ContractFile:
    """A contract file: its text, its JSON, and its schema with references resolved."""

    source: Source
    root: JsonValue
    document: Mapping[str, Any]
    schema: Mapping[str, Any]

    def span(self, steps: Sequence[str | None], keyword: str = "") -> Span:
        """Return the key of a path of the data, or of a keyword of that path.

        For what the file does not say, return the nearest place that would hold it.
        """
        if not keyword:
            return span_at(self.root, pointer_to(self.document, steps))
        return span_at(self.root, (*pointer_to(self.document, steps, inside=True), keyword))


def open_contract(config: Config, name: str) -> ContractFile | None:
    """Read a contract file; return None if there is none.

    Raises ContractError if the file cannot be read, or is not a schema, refers outside the file,
    is recursive, or contradicts itself.
    """
    if not config.has(name):
        return None
    source, root = read_document(config, name)
    document = require_schema(source, root)
    try:
        schema = resolve_refs(document)
    except InvalidRef as error:
        span = span_at(root, error.pointer)
        raise ContractError(source, span, error.message, help=error.help) from None
    try:
        wrong = find_contradiction(schema)
        Checker(schema).fits({})
    except ProjectError as error:
        raise ContractError(source, root.handle, error.message, help=error.help or "") from None
    if wrong:
        span = span_at(root, wrong[0])
        message = f"no data can satisfy this contract: {wrong[1]}"
        raise ContractError(source, span, message, help="fix one of the two")
    return ContractFile(source, root, document, schema)


def read_document(config: Config, name: str) -> tuple[Source, JsonValue]:
    """Return a contract's source and its JSON with positions; raises ContractError."""
    try:
        source = config.read(name)
    except ProjectError as error:
        reason = error.message.removeprefix(f"{name} ")
        raise ContractError(Source(name, ""), Span(0, 0), reason, help=error.help or "") from None
    reading = read_json(source.text)
    if reading.problems or reading.root is None:
        first = reading.problems[0]
        raise ContractError(source, first.span, first.message, help=first.help)
    return source, reading.root


def require_schema(source: Source, root: JsonValue) -> Mapping[str, Any]:
    """Return the JSON Schema in a file; raises ContractError if it is not one."""
    document = root.plain()
    problem = schema_problem(document)
    if problem is not None:
        reason = f"not a JSON Schema: {problem.message}"
        span = root.at(problem.path).handle
        raise ContractError(source, span, reason, help=_help(problem))
    if not isinstance(document, dict):
        hint = 'write {"properties": {…}}'
        raise ContractError(
            source, root.handle, "not a JSON Schema: it is not an object", help=hint
        )
    return document


def span_at(root: JsonValue, pointer: Pointer) -> Span:
    """Return the span of the part at a pointer, or of the nearest part around it."""
    here, span = root, root.handle
    for step in pointer:
        if isinstance(step, str):
            member = here.member(step)
            if member is None:
                return span
            here, span = member.value, member.key_span
        elif step < len(here.items):
            here = here.items[step]
            span = here.handle
    return span


def _help(problem: SchemaProblem) -> str:
    """Say what is allowed there, in words if that is a schema."""
    if problem.path[-1:] == ("type",):
        return "write one of string, number, integer, boolean, array, object and null"
    return "write what JSON Schema (2020-12) allows there" if "{" in problem.help else problem.help
