"""What paths hold across the fixtures: their members, types, examples, and who lacks them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.probe import ProbedValue, probe
from inbox_toolkit.language_server.session import OpenUnit
from inbox_toolkit.rendering.cases import Case, cases_of
from inbox_toolkit.template.template import Template

MAX_CASES = 100
"""Cases that a question is asked of; more are not looked at while somebody types."""

_TYPES = {
    dict: "object",
    list: "list",
    str: "text",
    bool: "boolean",
    int: "number",
    float: "number",
}


@dataclass(slots=True)
class Member:
    """One member of what a path holds: its values, and how many of all holders lack it."""

    name: str
    values: list[object] = field(default_factory=list)
    holders: int = 0
    what: str = "cases"

    @property
    def missing(self) -> int:
        """How many of those that could have it do not."""
        return self.holders - len(self.values)

    @property
    def type_name(self) -> str:
        """What its values are, such as ``text or null``."""
        names = dict.fromkeys(_TYPES.get(type(value), "null") for value in self.values)
        return " or ".join(sorted(names, key="null".__eq__)) or "unknown"

    @property
    def availability(self) -> str:
        """Who has it, in words."""
        if not self.values:
            return "in no fixture"
        if self.missing:
            return f"missing in {self.missing} of {self.holders} {self.what}"
        return f"in {'all' if self.holders > 1 else 'the'} {self.holders} {self.what}"


def cases_for(opened: OpenUnit, template: Template, root: str) -> tuple[list[Case], str]:
    """Return the cases to ask about a root, and what they differ in.

    A profile's attributes do not depend on message data, nor the other way round.
    """
    cases = cases_of(template, opened.fixtures)
    if root == "customer":
        first = {case.profile.file: case for case in reversed(cases)}
        return list(reversed(first.values()))[:MAX_CASES], "profiles"
    if root == "trigger":
        chosen = {case.data_name: case for case in reversed(cases)}
        return list(reversed(chosen.values()))[:MAX_CASES], "message data"
    return cases[:MAX_CASES], "cases"


def values_at(
    document: Document, offset: int, expression: str, *, limit: int = MAX_CASES
) -> tuple[list[ProbedValue], str]:
    """Return what an expression holds at a place of a template, and what the cases differ in."""
    opened = document.opened()
    template = opened.template(document.name) if opened else None
    if opened is None or template is None or template.body is None:
        return [], "cases"
    root = expression.partition(".")[0].partition("[")[0]
    cases, what = cases_for(opened, template, root)
    found = probe(
        template.source.text,
        offset,
        expression,
        start=template.body.span.start,
        cases=cases[:limit],
        environment=opened.environment,
        version=template.version,
    )
    return found, what


def members_at(document: Document, offset: int, path: str) -> dict[str, Member]:
    """Return the members of what a path holds at a place, by name."""
    return _members(*values_at(document, offset, path))


def _members(found: Iterable[ProbedValue], what: str) -> dict[str, Member]:
    members: dict[str, Member] = {}
    holders = 0
    for one in found:
        if one.is_missing:
            continue
        holders += 1
        if isinstance(one.value, Mapping):
            for name, value in one.value.items():
                members.setdefault(name, Member(name)).values.append(value)
        elif isinstance(one.value, list):
            extra: dict[str, object] = {"size": len(one.value)}
            if one.value:
                extra |= {"first": one.value[0], "last": one.value[-1]}
            for name, value in extra.items():
                members.setdefault(name, Member(name)).values.append(value)
        elif isinstance(one.value, str):
            members.setdefault("size", Member("size")).values.append(len(one.value))
    for member in members.values():
        member.holders, member.what = holders, what
    return members


def example(value: object, *, width: int = 40) -> str:
    """Return a value as JSON on one line, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= width else f"{text[: width - 1]}…"
