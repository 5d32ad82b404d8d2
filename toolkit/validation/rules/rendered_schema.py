"""A rendered message is not what the inbox client expects of its type.

Why: the client draws a message by the members it knows. ``contracts/<type>.schema.json`` says what
those are, as a JSON Schema (2020-12) of the properties; a number that arrives as text, or a member
that is not there, leaves the card empty or crashes it.

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

import re
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.diagnostics.diagnostic import Severity
from toolkit.errors import ProjectError
from toolkit.project.files import read_source
from toolkit.schemas.checking import Checker, SchemaProblem, schema_problem
from toolkit.template.payload_places import Keys, written_place
from toolkit.template.template import Place
from toolkit.text.json_reader import read_json
from toolkit.text.source import Source
from toolkit.text.span import Span
from toolkit.validation.rule import Finding, RuleMeta, Subject

META = RuleMeta(
    id="rendered-schema",
    summary="a rendered message that is not what the inbox client expects of its type",
    severity=Severity.ERROR,
)

_FILE_NAME = re.compile(r"[\w-][\w .-]*")


def check(subject: Subject, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield one finding per member and misfit, or what is wrong with the contract itself."""
    said = subject.template.envelope.type
    file = f"contracts/{said}.schema.json"
    if not _FILE_NAME.fullmatch(said) or not (subject.project.root / file).exists():
        return
    try:
        source = read_source(subject.project.root / file, file)
    except ProjectError as error:
        yield Finding(Place(Source(file, ""), Span(0, 0)), error.message, help=error.help or "")
        return
    schema = _schema(source)
    if isinstance(schema, Finding):
        yield schema
        return
    yield from _misfits(subject, Checker(schema), file)


def _misfits(subject: Subject, checker: Checker, file: str) -> Iterator[Finding]:
    found: dict[tuple[Keys, str], tuple[SchemaProblem, list[str]]] = {}
    for outcome in subject.outcomes:
        if outcome.payload is not None and not checker.fits(outcome.payload):
            for problem in checker.problems(outcome.payload):
                held = found.setdefault((problem.path, problem.message), (problem, []))
                held[1].append(outcome.case.label)
    for (keys, message), (problem, cases) in found.items():
        place = (*keys, problem.key) if problem.key is not None else keys
        yield Finding(
            written_place(subject.template, place),
            f"{message} in {subject.share(len(cases))}",
            notes=(f"{file} says what the client expects",),
            help=problem.help,
            cases=tuple(cases),
        )


def _schema(source: Source) -> Mapping[str, Any] | Finding:
    """Return the contract a file holds, or what keeps it from being one."""
    reading = read_json(source.text)
    root = reading.root
    if root is None or reading.problems:
        problem = reading.problems[0]
        return Finding(Place(source, problem.span), problem.message, help=problem.help)
    schema = root.plain()
    wrong = schema_problem(schema)
    if wrong is None and isinstance(schema, dict):
        away = next((one for one in _references(schema) if not one.startswith("#")), None)
        if away is None:
            return schema
        wrong = SchemaProblem((), f"`{away}` is another document", "copy it into this file")
    if wrong is None:
        wrong = SchemaProblem((), "a contract is an object", 'write {"properties": {…}}')
    return Finding(Place(source, root.at(wrong.path).handle), wrong.message, help=wrong.help)


def _references(schema: object) -> Iterator[str]:
    """Yield what a schema refers to; nothing outside its own file is ever read."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key in ("$ref", "$dynamicRef") and isinstance(value, str):
                yield value
            yield from _references(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _references(item)
