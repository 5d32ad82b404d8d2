"""Go to definition: a variable to its keys in the fixtures, a name to its assignment."""

from collections.abc import Iterable

from inbox_toolkit.language_server import protocol
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.paths import bindings_of, keys_of, source_location, steps_at
from inbox_toolkit.language_server.protocol import PositionParams
from inbox_toolkit.template.template import Location


def definition(document: Document, params: PositionParams) -> list[protocol.Location]:
    """Return where the thing at a position is given its value."""
    offset = document.positions.offset(params["position"])
    opened = document.opened()
    if opened is None:
        return []
    found = steps_at(document, offset)
    template = opened.template(document.name)
    if found is None:
        is_translation = template is not None and template.language is not None
        bases = (one.source for one in opened.templates if one.language is None)
        return to_locations(document, map(source_location, bases)) if is_translation else []
    bound = list(bindings_of(template, found.steps[0])) if template else []
    keys = keys_of(opened.fixtures, opened.message_data, found.steps)
    return to_locations(document, bound or keys)


def to_locations(document: Document, found: Iterable[Location]) -> list[protocol.Location]:
    """Return places in files of the project as the protocol has them."""
    return [
        {
            "uri": document.uri_of(one.source.name),
            "range": document.positions_of(one.source.name).range(one.span),
        }
        for one in found
    ]
