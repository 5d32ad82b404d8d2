"""Code lens: how many cases a template has, how many fail, and the way to preview and prove it."""

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.protocol import CodeLens, DocumentParams, Position, Range

PREVIEW = "inbox.preview"
PROVE = "inbox.prove"
"""Commands that the client carries out: what starts a program is not the server's to do."""


def code_lenses(document: Document, _: DocumentParams) -> list[CodeLens]:
    """Return the lenses above the first line of a template."""
    result = document.result()
    if result is None:
        return []
    count = len(result.outcomes)
    failing = sum(not one.is_deliverable for one in result.outcomes)
    cases = f"{count} case{'s' * (count != 1)}"
    title = f"{cases} · {failing} fail" if failing else f"{cases} · all render"
    start: Position = {"line": 0, "character": 0}
    top: Range = {"start": start, "end": start}
    label = result.template.label
    return [
        {"range": top, "command": {"title": title, "command": ""}},
        {"range": top, "command": {"title": "Preview", "command": PREVIEW, "arguments": [label]}},
        {"range": top, "command": {"title": "Prove", "command": PROVE, "arguments": [label]}},
    ]
