"""A preview of a small project, served for real on a thread."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from inbox_toolkit.language_server.server import file_changes, serve_messages
from inbox_toolkit.preview.language_socket import LanguageService
from inbox_toolkit.preview.server import Preview, PreviewOptions
from inbox_toolkit.validation.rules import RULES

NOW = "2026-01-15T09:00:00Z"
CORE = {
    "blank-value",
    "envelope-schema",
    "fixture-schema",
    "json-syntax",
    "liquid-syntax",
    "missing-value",
    "render-failure",
    "rendered-not-json",
    "unreadable-file",
}
QUIET = "[validate.severity]\n" + "".join(
    f'{rule.META.id} = "off"\n' for rule in RULES if rule.META.id not in CORE
)
"""Only what certainly fails is said, so that the small templates here can stay small."""


def write(path: Path, content: object) -> Path:
    """Write a file as an editor does: text as it is, anything else as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, indent=2)
    path.write_text(text, encoding="utf-8")
    return path


def template(properties: str, **envelope: object) -> str:
    """A template file around the text of its properties."""
    fields = "".join(
        f"  {json.dumps(key)}: {json.dumps(value)},\n" for key, value in envelope.items()
    )
    return f'{{\n{fields}  "properties": {properties}\n}}\n'


ORDER = template(
    '{\n    "title": "Hi {{ customer.first_name | default: \'there\' }}",\n'
    '    "body": "Order {{ trigger.order_id }}",\n    "link": "{{ trigger.url }}"\n  }',
    type="notification",
    topics=["orders"],
)


def small_project(root: Path) -> Path:
    """Two templates, two profiles, two message data; all clean."""
    write(root / "inbox.toml", f'[render]\nnow = "{NOW}"\n{QUIET}')
    write(root / "templates/order_shipped.json", ORDER)
    write(
        root / "templates/welcome.json", template('{"title": "Welcome {{ customer.first_name }}"}')
    )
    write(
        root / "templates/welcome.fr.json",
        template('{"title": "Bienvenue {{ customer.first_name }}"}'),
    )
    write(root / "fixtures/profiles/ada.json", {"id": "1", "first_name": "Ada"})
    write(root / "fixtures/profiles/grace.json", {"id": "2", "first_name": "Grace"})
    data = root / "fixtures/message_data/order_shipped"
    write(data / "standard.json", {"order_id": "ORD-5678", "url": "https://track.example.com/5678"})
    write(data / "resend.json", {"order_id": "ORD-9", "url": "https://track.example.com/9"})
    return root


def many_cases_project(root: Path) -> Path:
    """Write the small project with 70 profiles and 10 message data for one template: 700 cases."""
    root = small_project(root)
    for number in range(68):
        write(root / f"fixtures/profiles/p{number:02}.json", {"first_name": f"Person {number}"})
    for number in range(8):
        data = {"order_id": f"ORD-{number}", "url": "u"}
        write(root / f"fixtures/message_data/order_shipped/d{number}.json", data)
    return root


@dataclass(frozen=True)
class RunningPreview:
    """A preview that is being served."""

    root: Path
    url: str
    preview: Preview

    def save(self, name: str, content: object) -> Path:
        return write(self.root / name, content)


def _language_service() -> LanguageService:
    return LanguageService(serve_messages, file_changes)


@contextmanager
def serve_preview(root: Path, wishes: PreviewOptions | None = None) -> Iterator[RunningPreview]:
    """Serve a project until the block ends."""
    preview = Preview(
        root, wishes or PreviewOptions(port=0), load_language_service=_language_service
    )
    thread = threading.Thread(target=preview.serve)
    thread.start()
    try:
        yield RunningPreview(root, preview.url, preview)
    finally:
        preview.stop()
        thread.join(timeout=20)
        assert not thread.is_alive()


@contextmanager
def preview_process(root: Path, talk: Path) -> Iterator[tuple[int, str]]:
    """Run ``inbox preview`` in a process of its own, give its number and its address.

    What it says goes to the file ``talk``.
    """
    command = [sys.executable, "-m", "inbox_toolkit", "preview", "--port", "0", "--no-open"]
    with talk.open("w") as said, Popen(command, cwd=root, stdout=said, stderr=said) as process:
        try:
            yield process.pid, _address(process, talk)
        finally:
            process.terminate()


def _address(process: "Popen[bytes]", talk: Path) -> str:
    while process.poll() is None:
        said = talk.read_text()
        if "Watching" in said:
            return next(word for word in said.split() if word.startswith("http://"))
        time.sleep(0.05)
    raise AssertionError(talk.read_text())
