"""Selection ranges: a name, its expression, its tag, its block, the JSON around it."""

from collections.abc import Iterable, Iterator

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.protocol import SelectionRange, SelectionRangeParams
from inbox_toolkit.liquid.syntax.scanner import normalize_delimiters, scan
from inbox_toolkit.liquid.syntax.visitor import node_expressions, walk_expression, walk_nodes
from inbox_toolkit.template.reader import mask
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue
from inbox_toolkit.text.span import Span


def selection_ranges(document: Document, params: SelectionRangeParams) -> list[SelectionRange]:
    """Return what encloses each position, from the inside to the outside."""
    spans = sorted(set(_spans(document)), key=lambda span: span.end - span.start)
    return [
        _chain(document, [span for span in spans if span.start <= at <= span.end])
        for at in (document.positions.offset(one) for one in params["positions"])
    ]


def _chain(document: Document, spans: Iterable[Span]) -> SelectionRange:
    found: SelectionRange = {"range": document.positions.range(Span(0, len(document.text)))}
    nested: list[Span] = []
    for span in spans:
        if not nested or (span.start <= nested[-1].start and nested[-1].end <= span.end):
            nested.append(span)
    for span in reversed(nested):
        found = {"range": document.positions.range(span), "parent": found}
    return found


def _spans(document: Document) -> Iterator[Span]:
    text = normalize_delimiters(document.text)
    tokens = scan(text)[0]
    yield from (token.span for token in tokens if token.kind != "text")
    yield from (token.inner for token in tokens if token.kind in ("output", "tag"))
    root = read_json(mask(text, tokens)).root
    yield from _json_spans(root) if root else ()
    result = document.result()
    if result is None or result.template.source.text != document.text:
        return
    for node in walk_nodes(result.template.parsed.nodes):
        yield node.span
        for expression in node_expressions(node):
            yield from (one.span for one in walk_expression(expression))


def _json_spans(value: JsonValue) -> Iterator[Span]:
    yield value.span
    if value.kind == "string":
        yield Span(value.span.start + 1, value.span.end - 1)
    for member in value.members:
        yield Span(member.key_span.start, member.value.span.end)
        yield member.key_span
        yield from _json_spans(member.value)
    for item in value.items:
        yield from _json_spans(item)
