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
    state = document.state()
    found = steps_at(document, offset)
    if state is None:
        return []
    if found is None:
        return _base_of(document)
    steps, _ = found
    result = document.result()
    if result is not None:
        bound = list(bindings_of(result.template, steps[0]))
        if bound:
            return to_locations(document, bound)
    return to_locations(document, keys_of(state, steps))


def _base_of(document: Document) -> list[protocol.Location]:
    """Return the base of a translation."""
    state, result = document.state(), document.result()
    if state is None or result is None or result.template.language is None:
        return []
    bases = (one.template.source for one in state.results if one.template.language is None)
    return to_locations(document, [source_location(source) for source in bases])


def to_locations(document: Document, found: Iterable[Location]) -> list[protocol.Location]:
    """Return places in files of the project as the protocol has them."""
    return [
        {
            "uri": document.uri_of(one.source.name),
            "range": document.positions_of(one.source.name).range(one.span),
        }
        for one in found
    ]
