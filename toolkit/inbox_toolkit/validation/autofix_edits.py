"""Edits of a template's text that more than one rule offers."""

from collections.abc import Iterator, Mapping

from inbox_toolkit.analysis.string_literals import StringLiteral, string_literals
from inbox_toolkit.diagnostics.diagnostic import Edit, Fix
from inbox_toolkit.liquid.syntax.nodes import FilteredExpression, For, Output, Path, Text
from inbox_toolkit.liquid.syntax.scanner import Token
from inbox_toolkit.liquid.syntax.visitor import walk_nodes
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.json_reader import unescape
from inbox_toolkit.text.span import Span

COMMA_UNLESS_LAST = "{% unless forloop.last %},{% endunless %}"


def as_json_value(template: Template, around: StringLiteral, *, is_text: bool) -> Fix | None:
    """Return the fix that rewrites a JSON string as one placeholder with ``| json``.

    None if the string contains tags, text that Liquid cannot quote, or filters after the first
    placeholder; also if it is nothing but a placeholder, and its value is not always a text
    (``is_text``), since a number without quotes is another payload.
    """
    body = template.body
    if body is None or around.has_tags or not around.outputs:
        return None
    chains = {
        node.span: node.expression
        for node in walk_nodes(template.parsed.nodes)
        if isinstance(node, Output)
    }
    parts = [
        _quoted(piece.span.of(body.text))
        if piece.kind == "text"
        else _operand(piece, chains, body.text, is_first=piece is around.outputs[0])
        for piece in around.pieces
        if piece.span.start < piece.span.end
    ]
    if None in parts:
        return None
    at = next(n for n, piece in enumerate(around.pieces) if piece is around.outputs[0])
    at -= sum(piece.span.start == piece.span.end for piece in around.pieces[:at])
    steps = [f"prepend: {part}" for part in reversed(parts[:at])]
    steps += [f"append: {part}" for part in parts[at + 1 :]]
    if not steps and not is_text:
        return None
    text = " | ".join([str(parts[at]), *steps, "json"])
    edit = Edit(template.locate(around.span).span, "{{ " + text + " }}")
    return Fix("print it as one JSON string", (edit,))


def _quoted(text: str) -> str | None:
    """Return a part of a JSON string as a Liquid literal; None if there is no such literal."""
    plain = unescape(text)
    return None if any(mark in plain for mark in "'\\\n{}%<>") else f"'{plain}'"


def _operand(
    piece: Token, chains: Mapping[Span, FilteredExpression], text: str, *, is_first: bool
) -> str | None:
    """Return a placeholder's expression: any for the first, a bare variable for the others."""
    chain = chains.get(piece.span)
    if chain is None or not (is_first or (isinstance(chain.value, Path) and not chain.filters)):
        return None
    return piece.inner.of(text)


def removal(location: Location) -> Edit:
    """Return the edit that removes a tag, with its line if nothing else stands on it."""
    text, (start, end) = location.source.text, location.span
    before = text[:start].rstrip(" \t")
    after = len(text) - len(text[end:].lstrip(" \t"))
    is_alone = before[-1:] in ("", "\n", "\r") and text[after : after + 1] in ("\n", "\r", "")
    if not is_alone:
        return Edit(location.span, "")
    line_end = after + (2 if text.startswith("\r\n", after) else 1)
    return Edit(Span(len(before), min(line_end, len(text))), "")


def trailing_commas(template: Template) -> Iterator[tuple[Span, Fix]]:
    """Yield the commas that loops write after their last item as well, each with its fix.

    A loop whose body ends in a comma, outside a JSON string, with a closing bracket behind it.
    """
    body = template.body
    if body is None:
        return
    for node in walk_nodes(template.parsed.nodes):
        comma = _last_comma(node, body.text) if isinstance(node, For) else None
        if comma is None or body.text[node.span.end : body.span.end].lstrip()[:1] not in ("]", "}"):
            continue
        if not any(place.span.holds(comma.start) for place in string_literals(template)):
            edit = Edit(template.locate(comma).span, COMMA_UNLESS_LAST)
            yield comma, Fix("leave the comma out after the last item", (edit,))


def _last_comma(loop: For, text: str) -> Span | None:
    last = loop.body[-1] if loop.body else None
    if not isinstance(last, Text) or not last.value.rstrip().endswith(","):
        return None
    at = text.rindex(",", last.span.start, last.span.end)
    return Span(at, at + 1)
