"""References and rename: a path in a template, its translations, its fixtures and contract."""

import re

from inbox_toolkit.errors import UsageError
from inbox_toolkit.language_server import protocol
from inbox_toolkit.language_server.definition import to_locations
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.paths import (
    Steps,
    bindings_of,
    keys_of,
    reads_of,
    steps_at,
)
from inbox_toolkit.language_server.protocol import (
    PositionParams,
    PrepareRename,
    RenameParams,
    TextEdit,
    WorkspaceEdit,
)
from inbox_toolkit.language_server.session import OpenUnit, ProjectSession
from inbox_toolkit.project.project import contract_names
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.span import Span

_NAME = re.compile(r"[A-Za-z_][\w-]*")
_BEYOND = {
    "trigger": "Have your backend send `{new}` in place of `{path}` as well",
    "customer": "Rename the attribute `{path}` in Customer.io as well",
    "snippets": "Rename the snippet `{path}` in Customer.io as well",
    "objects": "Rename the attribute `{path}` in Customer.io as well",
}
"""The roots of the data, each with what a rename does not reach; brief, as editors cut it."""


def references(document: Document, params: PositionParams) -> list[protocol.Location]:
    """Return every place in the project's files that means the thing at a position."""
    found = steps_at(document, document.positions.offset(params["position"]))
    return to_locations(document, _places(document, found.steps)) if found else []


def prepare_rename(document: Document, params: PositionParams) -> PrepareRename | None:
    """Return the name at a position, if it can be renamed."""
    found = steps_at(document, document.positions.offset(params["position"]))
    if found is None or (len(found.steps) == 1 and found.steps[0] in _BEYOND):
        return None
    return {"range": document.positions.range(found.span), "placeholder": found.steps[-1]}


def rename(document: Document, params: RenameParams) -> WorkspaceEdit | None:
    """Return the edits that give the name at a position another one, in every file that has it.

    Raises UsageError for a name that Liquid cannot read after a dot.
    """
    name = params["newName"]
    if not _NAME.fullmatch(name):
        raise UsageError(f"`{name[:100]}` is not a name", help="use letters, digits, _ and -")
    found = steps_at(document, document.positions.offset(params["position"]))
    if found is None:
        return None
    changes: dict[str, list[TextEdit]] = {}
    for place in to_locations(document, _places(document, found.steps)):
        edits = changes.setdefault(place["uri"], [])
        edit: TextEdit = {"range": place["range"], "newText": name}
        if edit not in edits:
            edits.append(edit)
    return {"changes": changes}


def unreached_by(document: Document, params: RenameParams) -> str | None:
    """Return what a rename does not reach, as a sentence for whoever asked for it."""
    found = steps_at(document, document.positions.offset(params["position"]))
    beyond = _BEYOND.get(found.steps[0]) if found else None
    if found is None or beyond is None:
        return None
    return beyond.format(path=".".join(found.steps), new=params["newName"])


def _places(document: Document, steps: Steps) -> list[Location]:
    """Return every place that means a path: those of all templates if they share its data."""
    session = document.session
    if session is None:
        return []
    own = document.opened()
    is_shared = steps[0] in _BEYOND and steps[0] != "trigger"
    units = session.units_that_name(steps[-1]) if is_shared else [own] if own else []
    found: list[Location] = []
    for unit in units:
        for template in unit.repaired:
            found += reads_of(template, steps)
            if len(steps) == 1:
                found += bindings_of(template, steps[0])
        found += _contract_keys(session, unit, steps)
    if is_shared:
        found += keys_of(session.runner.shared_fixtures, (), steps)
    elif own:
        found += keys_of(own.fixtures, own.message_data, steps)
    return list(dict.fromkeys(found))


def _contract_keys(session: ProjectSession, unit: OpenUnit, steps: Steps) -> list[Location]:
    """Return where the contract beside a template names the last step of a path."""
    kind = {"trigger": "message_data", "customer": "customer"}.get(steps[0])
    base = f"{session.config.templates}/{unit.unit.name}"
    name = contract_names(base).get(kind or "")
    if name is None or not session.config.has(name):
        return []
    source = session.config.read(name)
    value = read_json(source.text).root
    found: list[Location] = []
    for number, step in enumerate(steps[1:], 1):
        items = value.member("items") if value else None
        value = items.value if items else value
        properties = value.member("properties") if value else None
        required = value.member("required") if value else None
        member = properties.value.member(step) if properties else None
        if number == len(steps) - 1:
            spans = [member.key_span] if member else []
            names = required.value.items if required else []
            spans += [one.span for one in names if one.scalar == step]
            found += [Location(source, Span(one.start + 1, one.end - 1)) for one in spans]
        value = member.value if member else None
    return found
