"""Projects whose messages other code draws: a component of their own, the vendor's renderer."""

import json
from pathlib import Path

from tests.support.preview_server import small_project, template, write

COMPONENT = """
import { greet } from "./greet.js";
export default function (container, messages) {
  const [message] = messages;
  const button = document.createElement("button");
  button.textContent = greet(message.properties.title);
  button.onclick = () => { message.markOpened(); message.trackClick("open"); };
  const facts = document.createElement("pre");
  facts.textContent = Object.keys(message).sort().join(" ") + " " + (message.sentAt instanceof Date)
    + " " + message.sentAt.toISOString() + " " + message.topics + " " + message.type;
  container.append(button, facts);
  try { parent.document.title } catch { facts.append(" fenced") }
}
"""
KEYS = "expiresAt markDeleted markOpened markUnopened messageId opened properties sentAt topics trackClick type"
CARD = [{"version": "1", "root": {"type": "layout", "direction": "vertical", "children": [
    {"type": "heading", "name": "title"},
    {"type": "button", "name": "cta"},
]}}]  # fmt: skip
PICTURE = "https://pictures.example.com/a.png?of=<b>"


def own_project(root: Path) -> Path:
    small_project(root)
    write(
        root / "inbox.toml",
        '[render]\nnow = "2026-01-15T09:00:00Z"\n[inbox]\ncomponent = "inbox/component.js"\n',
    )
    write(root / "inbox/component.js", COMPONENT)
    write(root / "inbox/greet.js", "export const greet = (text) => `★ ${text}`;")
    return root


def visual_project(root: Path) -> Path:
    """A project with one message for the visual inbox: a heading and a button."""
    small_project(root)
    write(
        root / "inbox.toml",
        '[render]\nnow = "2026-01-15T09:00:00Z"\n'
        '[visual]\ntemplates = "visual/templates.json"\ntheme = "visual/theme.json"\n',
    )
    write(root / "visual/templates.json", {"card": CARD})
    write(root / "visual/theme.json", {"heading": {"text": {"color": "#112233"}}})
    button = '{"label": "Go", "behavior": "openUrl", "action": "https://example.com"}'
    text = template('{"title": "Hi {{ customer.first_name }}", "cta": ' + button + "}", type="card")
    write(root / "templates/visual.json", text)
    return root


def pictured_project(root: Path) -> Path:
    """A visual message with a picture of a declared size, one of none, and one that it holds."""
    visual_project(root)
    sized = {"type": "image", "name": "sized", "width": "fill", "height": 120, "borderRadius": 8}
    images = [sized, {"type": "image", "name": "free"}, {"type": "image", "name": "held"}]
    layout = {"type": "layout", "direction": "vertical", "children": images}
    write(root / "visual/templates.json", {"card": [{"version": "1", "root": layout}]})
    values = {
        "title": "A cat",
        "sized": PICTURE,
        "free": PICTURE,
        "held": "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
    }
    write(root / "templates/visual.json", template(json.dumps(values), type="card"))
    return root
