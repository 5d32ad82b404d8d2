"""One item of a completion list."""

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.protocol import SNIPPET, CompletionItem, markdown
from inbox_toolkit.text.span import Span


def completion_item(
    document: Document,
    span: Span,
    label: str,
    kind: int,
    *,
    detail: str | None = None,
    documentation: str | None = None,
    sort: str = "0",
    snippet: str | None = None,
) -> CompletionItem:
    """Return the item that puts a label, or a snippet, in a span's place.

    Items are shown in the order of ``sort``, then of their labels.
    """
    item: CompletionItem = {
        "label": label,
        "kind": kind,
        "textEdit": document.positions.edit(span, snippet or label),
        "sortText": f"{sort}{label}",
        "filterText": label,
    }
    if detail:
        item["detail"] = detail
    if documentation:
        item["documentation"] = markdown(documentation)
    if snippet:
        item["insertTextFormat"] = SNIPPET
    return item
