"""Inlay hints: the value that each variable has in the first case."""

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.hover import is_json
from inbox_toolkit.language_server.protocol import TYPE_HINT, InlayHint, RangeParams
from inbox_toolkit.language_server.values import example


def inlay_hints(document: Document, params: RangeParams) -> list[InlayHint]:
    """Return the values behind the variables in a range, with the case in the tooltip."""
    result = document.result()
    if result is None or not result.outcomes or result.template.source.text != document.text:
        return []
    outcome = result.outcomes[0]
    template = result.template
    area = document.positions.span(params["range"])
    values: dict[int, object] = {}
    for read in outcome.rendered.raw_reads:
        values.setdefault(read[0], read[1])
    hints: list[InlayHint] = []
    for number, value in sorted(values.items()):
        location = template.locate(template.program.variables[number].span)
        if location.source.name != document.name or not area.holds(location.span.start):
            continue
        shown = example(value, width=24) if is_json(value) else "missing"
        hints.append(
            {
                "position": document.positions.position(location.span.end),
                "label": f" = {shown}",
                "kind": TYPE_HINT,
                "tooltip": f"in case {outcome.case.label}",
                "paddingLeft": True,
            }
        )
    return hints
