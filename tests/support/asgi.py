"""Ask an ASGI app one thing, without a socket."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers by lower-case name, body."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> object:
        return json.loads(self.content)


def ask(
    app: ASGIApp,
    path: str,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    host: str = "127.0.0.1:4600",
) -> Answer:
    """Send one request and wait for the whole answer."""
    parts = urlsplit(path)
    sent = {"host": host, **(headers or {})}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "root_path": "",
        "query_string": parts.query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in sent.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 4600),
    }
    messages: list[Message] = []
    bodies = iter([body])

    async def receive() -> Message:
        for content in bodies:
            return {"type": "http.request", "body": content, "more_body": False}
        await asyncio.Event().wait()  # nobody disconnects
        raise AssertionError

    async def send(message: Message) -> None:
        messages.append(message)

    with ThreadPoolExecutor(1) as pool:  # this thread may hold a loop of Playwright's
        pool.submit(asyncio.run, _call(app, scope, receive, send)).result()
    start = messages[0]
    content = b"".join(each.get("body", b"") for each in messages[1:])
    got = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    return Answer(start["status"], got, content)


async def _call(app, scope, receive, send) -> None:  # type: ignore[no-untyped-def]
    await app(scope, receive, send)
