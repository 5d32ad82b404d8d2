from collections.abc import Callable
from pathlib import Path

import pytest
from inbox_toolkit.language_server.documents import Document, Projects
from inbox_toolkit.text.span import Span

from tests.support.projects import write_project

TEMPLATE = """\
{
  "properties": {
    "title": "Hi {{ customer.first_name | default: 'you' }}",
    "items": [
      {% for item in trigger.items %}
        {"name": {{ item.name | json }}}{% unless forloop.last %},{% endunless %}
      {% endfor %}
    ],
    "total": {{ trigger.total }}
  }
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(
        tmp_path,
        {
            "inbox.toml": '[render]\nnow = "2026-01-15T09:00:00Z"\n',
            "templates/order.json.liquid": TEMPLATE,
            "templates/order.fr.json.liquid": '{"properties": {"title": "Salut {{ customer.first_name }}"}}',
            "templates/order.contract.json": {
                "type": "object",
                "properties": {"total": {"type": "number"}, "items": {"type": "array"}},
                "required": ["items", "total"],
            },
            "fixtures/profiles/ada.json": {"id": "1", "first_name": "Ada", "tier": "gold"},
            "fixtures/profiles/bob.json": {"id": "2", "tier": "silver"},
            "fixtures/message_data/order/full.json": '{\n  "items": [{"name": "Pen"}],\n  "total": 3\n}\n',
            "fixtures/message_data/order/empty.json": '{\n  "items": []\n}\n',
        },
    )


@pytest.fixture
def document(project: Path) -> Callable[..., tuple[Document, int]]:
    """Return an open document with ``|`` in its text as the cursor, and the cursor's offset."""
    projects = Projects()

    def make(
        text: str | None = None, name: str = "templates/order.json.liquid"
    ) -> tuple[Document, int]:
        path = project / name
        held = text if text is not None else path.read_text(encoding="utf-8")
        offset = held.find("‸")
        held = held.replace("‸", "")
        session = projects.find(path)
        assert session is not None
        session.edit(name, held)
        return Document(path.as_uri(), held, 1, "utf-16", name, session), max(offset, 0)

    return make


def marked(document: Document, span: Span) -> str:
    return span.of(document.text)
