"""Code lens: how many cases a template has, how many fail, and the way to preview and prove it."""

from inbox_toolkit.language_server.commands import PREVIEW, PROVE, SEND_TEST
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.protocol import (
    CodeLens,
    Command,
    DocumentParams,
    Position,
    Range,
)


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
    lenses: list[CodeLens] = [{"range": top, "command": {"title": title, "command": ""}}]
    for name, command in (("Preview", PREVIEW), ("Prove", PROVE), ("Send test", SEND_TEST)):
        action: Command = {"title": name, "command": command, "arguments": [document.uri]}
        lenses.append({"range": top, "command": action})
    return lenses
