"""The first free port is taken, and a stop ends open streams."""

import http.client
import socket
import threading

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.web.server import Server, bind, url_of
from inbox_toolkit.web.sse import Broadcast, event_response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route


def test_a_taken_port_gives_way_to_the_next() -> None:
    with bind("127.0.0.1", 0) as first:
        taken = first.getsockname()[1]
        with bind("127.0.0.1", taken) as second:
            assert second.getsockname()[1] > taken
        with pytest.raises(UsageError, match="no free port") as caught:
            bind("127.0.0.1", taken, tries=1)
        assert "--port" in (caught.value.help or "")


def test_answers_do_not_wait_for_acknowledgements() -> None:
    with bind("127.0.0.1", 0) as bound:
        assert bound.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host", "a.invalid"])
def test_a_foreign_host_is_a_clear_error(host: str) -> None:
    with pytest.raises(UsageError, match="cannot listen on"):
        bind(host, 0)


def test_the_address_can_be_opened() -> None:
    with bind("0.0.0.0", 0) as everywhere:
        port = everywhere.getsockname()[1]
        assert url_of(everywhere) == f"http://127.0.0.1:{port}"


def test_a_stop_ends_open_streams() -> None:
    broadcast = Broadcast()

    async def events(request: Request) -> StreamingResponse:
        return event_response(broadcast.stream(b"event: hello\ndata: 1\n\n"))

    app = Starlette(routes=[Route("/events", events)])
    server = Server(app, on_stop=broadcast.close)
    bound = bind("127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_on, args=(bound,))
    thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", bound.getsockname()[1], timeout=10)
    connection.request("GET", "/events")
    answer = connection.getresponse()
    assert answer.readline() == b"event: hello\n"
    server.handle_exit(2, None)
    assert answer.read() == b"data: 1\n\n"
    thread.join(timeout=10)
    assert not thread.is_alive()
    connection.close()
