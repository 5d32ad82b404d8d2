"""Rewrites of a template's text that more than one rule offers."""

from collections.abc import Iterator

from toolkit.analysis.placement import StringPlace, strings
from toolkit.analysis.walking import every_node
from toolkit.diagnostics.diagnostic import Edit, Fix
from toolkit.liquid.nodes import For, Output, Text
from toolkit.template.template import Template
from toolkit.text.json_reader import unescape
from toolkit.text.span import Span

NOT_LAST = "{% unless forloop.last %},{% endunless %}"


def as_one_value(template: Template, around: StringPlace) -> Fix | None:
    """Return the fix that writes a JSON string as one placeholder with ``| json``.

    None where it holds tags, several placeholders, or text that Liquid cannot quote.
    """
    body = template.body
    if body is None or around.has_tags or len(around.outputs) != 1:
        return None
    (piece,) = around.outputs
    nodes = every_node(template.parsed.nodes)
    node = next((one for one in nodes if one.span == piece.span), None)
    if not isinstance(node, Output):
        return None
    at = around.pieces.index(piece)
    before, after = (
        unescape("".join(one.span.of(body.text) for one in part))
        for part in (around.pieces[:at], around.pieces[at + 1 :])
    )
    if any(mark in before + after for mark in "'\\\n{}%<>"):
        return None
    inside = piece.inner.of(body.text)
    steps = [f"prepend: '{before}'"] * bool(before) + [f"append: '{after}'"] * bool(after)
    text = " | ".join([inside, *(steps or ["append: ''"]), "json"])
    edit = Edit(template.locate(around.span).span, "{{ " + text + " }}")
    return Fix("print it as one JSON string", (edit,))


def last_commas(template: Template) -> Iterator[tuple[Span, Fix]]:
    """Yield the commas that loops write after their last item as well, each with its fix.

    A loop whose body ends in a comma, outside a JSON string, with a closing bracket behind it.
    """
    body = template.body
    if body is None:
        return
    quoted = [place.span for place in strings(template)]
    for node in every_node(template.parsed.nodes):
        comma = _last_comma(node, body.text) if isinstance(node, For) else None
        if comma is None or any(span.holds(comma.start) for span in quoted):
            continue
        if body.text[node.span.end : body.span.end].lstrip()[:1] in ("]", "}"):
            edit = Edit(template.locate(comma).span, NOT_LAST)
            yield comma, Fix("leave the comma out after the last item", (edit,))


def _last_comma(loop: For, text: str) -> Span | None:
    last = loop.body[-1] if loop.body else None
    if not isinstance(last, Text) or not last.value.rstrip().endswith(","):
        return None
    at = text.rindex(",", last.span.start, last.span.end)
    return Span(at, at + 1)
