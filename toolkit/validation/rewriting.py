"""Rewrites of a template's text that more than one rule offers."""

from toolkit.analysis.placement import StringPlace
from toolkit.analysis.walking import every_node
from toolkit.diagnostics.diagnostic import Edit, Fix
from toolkit.liquid.nodes import Output
from toolkit.template.template import Template
from toolkit.text.json_reader import unescape


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
