"""A sandbox of a small project, served for real on a thread, and a client that asks it anything."""

import http.client
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.sandbox.faults import Fault
from inbox_toolkit.sandbox.models import Delivery
from inbox_toolkit.sandbox.options import EmulatorOptions
from inbox_toolkit.sandbox.outbox import Outbox
from inbox_toolkit.sandbox.server import SDK_PORTS, Sandbox, SandboxOptions
from inbox_toolkit.sandbox.service import Service, Setup

from tests.support.projects import write_project

KEY = {"Authorization": "Bearer 5f2d8c01aa3b4e6f9d7c6b5a41302f1e"}
QUICK = EmulatorOptions(unseen_seconds=0, reads_per_second=0, unknown_person="create")

ORDER = """{
  "transactional_message_id": "Order_Shipped",
  "name": "Order shipped",
  "topics": ["orders"],
  "type": "notification",
  "expiration": {"type": "relative", "value": 2, "unit": "days"},
  "properties": {
    "title": {{ customer.first_name | default: 'there' | prepend: 'Hi ' | json }},
    "body": "Order {{ trigger.order_id }}",
    "link": "https://example.com/{{ trigger.order_id }}"
  }
}"""


def order_project(folder: Path) -> Path:
    """Two messages, one of them in two languages; two people."""
    return write_project(
        folder,
        {
            "inbox.toml": "",
            "templates/order_shipped.json.liquid": ORDER,
            "templates/welcome.json": '{"transactional_message_id": 44, "properties": {"title": "Welcome"}}',
            "templates/welcome.fr.json": '{"properties": {"title": "Bienvenue"}}',
            "fixtures/profiles/ada.json": {
                "id": "user_123",
                "email": "ada+x@example.com",
                "first_name": "Ada",
                "points": 7,
                "tags": ["a"],
            },
            "fixtures/profiles/bob.json": {"id": "user_9", "language": "fr"},
            "fixtures/snippets.json": {"footer": "Bye"},
        },
    )


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)


@dataclass
class RunningSandbox:
    """A running sandbox."""

    url: str
    service: Service
    outbox: Outbox
    headers: Mapping[str, str] = field(default_factory=lambda: dict(KEY))

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse:
        """Ask once; bytes go as they are, anything else as JSON."""
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        try:
            sent = self.headers if headers is None else headers
            connection.request(method, path, content, dict(sent))
            answer = connection.getresponse()
            read = answer.read()
        finally:
            connection.close()
        return HttpResponse(answer.status, {k.lower(): v for k, v in answer.getheaders()}, read)

    def send(
        self, data: object = None, *, headers: Mapping[str, str] | None = None, **fields: object
    ) -> HttpResponse:
        """Send the order's message to Ada unless told otherwise."""
        body = {
            "transactional_message_id": "order_shipped",
            "identifiers": {"id": "user_123"},
            "message_data": {"order_id": "7"} if data is None else data,
            **fields,
        }
        sent = {name: value for name, value in body.items() if value is not None}
        return self.ask("POST", "/v1/send/inbox_message", sent, {**self.headers, **(headers or {})})

    def delivered(self, data: object = None, **fields: Any) -> Delivery:
        """Send, and return the delivery once it is judged."""
        delivery_id = self.send(data, **fields).json()["delivery_id"]
        return next(one for one in self.outbox.deliveries() if one.delivery_id == delivery_id)


@contextmanager
def serve_sandbox(
    folder: Path,
    *,
    setup: Setup | None = None,
    faults: tuple[Fault, ...] = (),
    **switches: Any,
) -> Iterator[RunningSandbox]:
    """Serve a project until the block ends; switches are set over quick ones."""
    from dataclasses import replace

    chosen = setup or Setup(options=replace(QUICK, **switches), seed=1)
    with Sandbox(folder, SandboxOptions(port=0, setup=chosen, faults=faults)) as sandbox:
        yield RunningSandbox(sandbox.url, sandbox.service, Outbox(sandbox.service))


@contextmanager
def serve_sandbox_for_sdk(folder: Path, *, timeout: float = 90.0) -> Iterator[RunningSandbox]:
    """Serve a project where the web SDK looks for a local server: at ports that are fixed.

    Another test, or another run on this machine, may be there: it is waited for, and what stays
    is said in the reason to skip.
    """
    options = SandboxOptions(port=0, setup=Setup(options=QUICK), for_sdk=True)
    until = time.monotonic() + timeout
    while True:
        try:
            running = Sandbox(folder, options)
            break
        except UsageError as error:
            if time.monotonic() > until:
                ports = " and ".join(map(str, SDK_PORTS))
                pytest.skip(f"the web SDK asks at ports {ports}, and {error.message}")
            time.sleep(0.25)
    with running as sandbox:
        yield RunningSandbox(sandbox.url, sandbox.service, Outbox(sandbox.service))
