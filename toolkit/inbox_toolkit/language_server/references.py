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
from inbox_toolkit.project.project import contract_names
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.span import Span

_NAME = re.compile(r"[A-Za-z_][\w-]*")
_ROOTS = frozenset({"customer", "trigger", "snippets", "objects"})


def references(document: Document, params: PositionParams) -> list[protocol.Location]:
    """Return every place in the project's files that means the thing at a position."""
    found = steps_at(document, document.positions.offset(params["position"]))
    return to_locations(document, _places(document, found[0])) if found else []


def prepare_rename(document: Document, params: PositionParams) -> PrepareRename | None:
    """Return the name at a position, if it can be renamed."""
    found = steps_at(document, document.positions.offset(params["position"]))
    if found is None or (len(found[0]) == 1 and found[0][0] in _ROOTS):
        return None
    return {"range": document.positions.range(found[1]), "placeholder": found[0][-1]}


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
    for place in to_locations(document, _places(document, found[0])):
        edits = changes.setdefault(place["uri"], [])
        edit: TextEdit = {"range": place["range"], "newText": name}
        if edit not in edits:
            edits.append(edit)
    return {"changes": changes}


def _places(document: Document, steps: Steps) -> list[Location]:
    state = document.state()
    if state is None:
        return []
    found: list[Location] = []
    for one in state.results:
        found += reads_of(one.template, steps)
        if steps[0] not in _ROOTS and len(steps) == 1:
            found += bindings_of(one.template, steps[0])
    if steps[0] in _ROOTS:
        found += keys_of(state, steps)
        found += _contract_keys(document, steps)
    return list(dict.fromkeys(found))


def _contract_keys(document: Document, steps: Steps) -> list[Location]:
    """Return where the contract beside the template names the last step of a path."""
    session = document.session
    unit = session.unit_of(document.name) if session else None
    if session is None or unit is None:
        return []
    kind = {"trigger": "message_data", "customer": "customer"}.get(steps[0])
    base = f"{session.config.templates}/{unit.name}"
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
