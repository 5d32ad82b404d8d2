"""Formatting: what ``inbox fmt`` does, to a whole template or to the lines of a range."""

from difflib import SequenceMatcher

from inbox_toolkit.format.formatter import format_text
from inbox_toolkit.format.layout import Style
from inbox_toolkit.format.payloads import changed_case
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.protocol import DocumentParams, RangeParams, TextEdit
from inbox_toolkit.text.span import Span

MAX_LINES = 20_000
"""Lines of a file up to which a part of it is formatted by itself."""


def formatting(document: Document, _: DocumentParams) -> list[TextEdit] | None:
    """Return the edit that formats a template; none where that is not safe, or nothing changes."""
    formatted = _formatted(document)
    if formatted is None or not _keeps_payloads(document, formatted):
        return None
    return [document.positions.edit(Span(0, len(document.text)), formatted)]


def range_formatting(document: Document, params: RangeParams) -> list[TextEdit] | None:
    """Return the edits that format the lines of a range; none where that is not safe."""
    formatted = _formatted(document)
    if formatted is None:
        return None
    area = document.positions.span(params["range"])
    edits = [edit for edit in _line_edits(document.text, formatted) if _touch(edit[0], area)]
    text = document.text
    for span, new in reversed(edits):
        text = text[: span.start] + new + text[span.end :]
    if not edits or not _keeps_payloads(document, text):
        return None
    return [document.positions.edit(span, new) for span, new in edits]


def _formatted(document: Document) -> str | None:
    """Return a template formatted; None where it cannot be, or is already."""
    result, session = document.result(), document.session
    if result is None or session is None:
        return None
    style = Style(session.config.format.indent, session.config.format.line_width)
    formatted = format_text(document.text, style=style, version=result.template.version)
    return None if formatted.reason or formatted.text == document.text else formatted.text


def _keeps_payloads(document: Document, text: str) -> bool:
    state = document.state()
    if state is None or document.session is None:
        return False
    changed = changed_case(
        [one.template for one in state.results],
        {document.name: text},
        config=document.session.config,
        fixtures=state.opened.fixtures,
        environment=state.opened.environment,
    )
    return not changed


def _line_edits(before: str, after: str) -> list[tuple[Span, str]]:
    """Return the lines of a text that differ from another one's, each with their replacement."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) > MAX_LINES:
        return []
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line) + 1)
    edits = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            text = "".join(f"{line}\n" for line in new[c:d])
            end = min(starts[b], len(before))
            edits.append((Span(starts[a], end), text if starts[b] == end else text[:-1]))
    return edits


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end
