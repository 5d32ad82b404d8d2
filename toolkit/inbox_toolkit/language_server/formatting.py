"""Formatting: what ``inbox fmt`` does, as one edit."""

from inbox_toolkit.format.formatter import format_text
from inbox_toolkit.format.layout import Style
from inbox_toolkit.format.payloads import changed_case
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.protocol import DocumentParams, TextEdit
from inbox_toolkit.text.span import Span


def formatting(document: Document, _: DocumentParams) -> list[TextEdit] | None:
    """Return the edit that formats a template; none where that is not safe, or nothing changes."""
    result, session, state = document.result(), document.session, document.state()
    if result is None or session is None or state is None:
        return None
    template = result.template
    style = Style(session.config.format.indent, session.config.format.line_width)
    formatted = format_text(document.text, style=style, version=template.version)
    if formatted.reason or formatted.text == document.text:
        return None
    changed = changed_case(
        [one.template for one in state.results],
        {document.name: formatted.text},
        config=session.config,
        fixtures=state.project.fixtures,
        environment=state.environment,
    )
    if changed:
        return None
    whole = document.positions.range(Span(0, len(document.text)))
    return [{"range": whole, "newText": formatted.text}]
