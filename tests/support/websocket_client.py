"""A WebSocket client over a plain socket, which sends whatever headers a test wants."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Message,
    RejectConnection,
    Request,
    TextMessage,
)


class Refused(Exception):  # noqa: N818 - what a test expects
    """The server did not accept the connection; the status is 0 where it closed without one."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class WebSocketClient:
    """One open connection."""

    def __init__(self, url: str, path: str, headers: dict[str, str]) -> None:
        address = urlsplit(url)
        self._socket = socket.create_connection((address.hostname, address.port or 80), 20)
        self._connection = WSConnection(ConnectionType.CLIENT)
        self._text = ""
        host = headers.pop("host", address.netloc)
        extra = [(name.encode(), value.encode()) for name, value in headers.items()]
        request = Request(host=host, target=path, extra_headers=extra)
        self._socket.sendall(self._connection.send(request))
        event = next(self._events())
        if not isinstance(event, AcceptConnection):
            self._socket.close()
            raise Refused(event.status_code if isinstance(event, RejectConnection) else 0)

    def send(self, message: object) -> None:
        text = message if isinstance(message, str) else json.dumps(message)
        self._socket.sendall(self._connection.send(Message(text)))

    def receive(self) -> Any:
        """Return the next message as JSON; raises Refused where the server closes."""
        for event in self._events():
            if isinstance(event, CloseConnection):
                raise Refused(event.code)
            if isinstance(event, TextMessage):
                self._text += event.data
                if event.message_finished:
                    text, self._text = self._text, ""
                    return json.loads(text)
        raise Refused(0)

    def close(self) -> None:
        self._socket.close()

    def _events(self) -> Iterator[Any]:
        while True:
            yield from self._connection.events()
            content = self._socket.recv(65536)
            if not content:
                raise Refused(0)
            self._connection.receive_data(content)


@contextmanager
def connected(url: str, path: str, headers: dict[str, str]) -> Iterator[WebSocketClient]:
    """Connect for the length of the block."""
    client = WebSocketClient(url, path, headers)
    try:
        yield client
    finally:
        client.close()
