"""A project whose message is drawn by the vendor's renderer, and by a component of its own."""

from pathlib import Path

from tests.support.projects import write_project

CARD = [
    {
        "version": "1",
        "root": {
            "type": "layout",
            "direction": "vertical",
            "children": [
                {"type": "heading", "name": "title"},
                {"type": "text", "name": "body"},
            ],
        },
    }
]
THEME = {"heading": {"text": {"color": "#112233"}}}
COMPONENT = """
export default function (container, messages) {
  for (const message of messages) {
    const button = document.createElement("button");
    button.textContent = `★ ${message.properties.title}: ${message.properties.body}`;
    button.onclick = () => {
      message.markOpened();
      button.textContent = "opened";
    };
    container.append(button);
  }
}
"""
TEMPLATE = """{
  "transactional_message_id": "visual",
  "topics": ["cio_inbox_default"],
  "type": "card",
  "properties": {"title": "Hi {{ customer.first_name }}", "body": "Order {{ trigger.order_id }}"}
}"""


def visual_project(folder: Path) -> Path:
    """One visual message, a theme, a component; Ada is the only person."""
    return write_project(
        folder,
        {
            "inbox.toml": '[visual]\ntemplates = "visual/templates.json"\n'
            'theme = "visual/theme.json"\n[inbox]\ncomponent = "inbox/component.js"\n',
            "visual/templates.json": {"card": CARD},
            "visual/theme.json": THEME,
            "inbox/component.js": COMPONENT,
            "templates/visual.json": TEMPLATE,
            "fixtures/profiles/ada.json": {"id": "user_123", "first_name": "Ada"},
        },
    )
