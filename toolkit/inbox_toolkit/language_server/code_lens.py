"""Code lens: how many cases a template has, how many fail, and the way to preview and prove it."""

from lsprotocol.types import CodeLens, CodeLensParams, Command, Position, Range

from inbox_toolkit.language_server.documents import Document

PREVIEW = "inbox.preview"
PROVE = "inbox.prove"
"""Commands that the client carries out: what starts a program is not the server's to do."""


def code_lenses(document: Document, _: CodeLensParams) -> list[CodeLens]:
    """Return the lenses above the first line of a template."""
    result = document.result()
    if result is None:
        return []
    count = len(result.outcomes)
    failing = sum(not one.is_deliverable for one in result.outcomes)
    cases = f"{count} case{'s' * (count != 1)}"
    title = f"{cases} · {failing} fail" if failing else f"{cases} · all render"
    top = Range(Position(0, 0), Position(0, 0))
    label = result.template.label
    return [
        CodeLens(top, Command(title, "")),
        CodeLens(top, Command("Preview", PREVIEW, arguments=[label])),
        CodeLens(top, Command("Prove", PROVE, arguments=[label])),
    ]
