"""Every request to the emulator's API with its answer, refused ones too, and making one again."""

import json
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from shlex import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inbox_toolkit.sandbox.models import AcceptedSend, Delivery, RenderResult

MAX_REQUESTS = 5_000
MAX_KEPT_BYTES = 64 * 1024 * 1024  # of all bodies and answers together
MAX_BODY = 2048 * 1024  # of a body that is kept, so that the request can be made again
MAX_ANSWER = 16 * 1024
MAX_SETTLED = 10_000

ACCEPTED_SEND = "sandbox.accepted_send"
"""The scope key under which a send's endpoint leaves what it stored."""
INJECTED_FAULT = "sandbox.injected_fault"
"""The scope key under which the kind of an injected fault is left."""
SERVER_SEND = "sandbox.server_send"
"""The scope key of the server's own ``send``, which knows the connection."""
_LOGGED = "sandbox.logged"
_KEPT_HEADERS = frozenset({b"authorization", b"content-type", b"x-workspace-id", b"x-validate"})


@dataclass(slots=True, eq=False)
class LoggedRequest:
    """One request and its answer; ``status`` is 0 where the connection was broken off.

    ``body`` is None where it was too large to be kept. ``headers`` are those that are needed to
    make the request again; they hold a key, which is never shown.
    """

    number: int
    at: float
    method: str
    path: str
    query: str
    headers: Mapping[str, str] = field(repr=False)
    status: int = 0
    body: bytes | None = b""
    answer: bytes = b""
    fault: str = ""
    accepted: AcceptedSend | None = None

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return len(self.body or b"") + len(self.answer)

    @property
    def reason(self) -> str:
        """Why it was refused, empty where it was not."""
        if not self.status:
            return "the connection was broken off"
        return _error_text(self.answer) if self.status >= 400 else ""


def _error_text(answer: bytes) -> str:
    text = answer.decode("utf-8", "replace").strip()
    try:
        match json.loads(text):
            case {"meta": {"error": str(reason)}} | {"errors": [{"detail": str(reason)}, *_]}:
                return reason
            case {"errors": [str(reason), *_]}:
                return reason
    except (ValueError, RecursionError):
        pass
    return text.partition("\n")[0][:300]


@dataclass(frozen=True, slots=True)
class Settled:
    """What rendering made of a send: why it failed, or that it was sent, with findings or not."""

    failure: str | None
    is_clean: bool


OnSettled = Callable[[LoggedRequest, Settled | None], None]
"""Called once for each request: with what became of a send once that is known, else with None."""


class RequestLog:
    """The newest requests, oldest first; on the event loop's thread.

    ``first`` is the number of the first one: every delivery of an earlier run has a lower number.
    """

    def __init__(self, first: int, on_settled: OnSettled | None = None) -> None:
        self.first = first
        self._next = first
        self._requests: deque[LoggedRequest] = deque()
        self._bytes = 0
        self._on_settled = on_settled
        self._settled: OrderedDict[str, Settled] = OrderedDict()
        self._waiting: dict[str, LoggedRequest] = {}

    def __len__(self) -> int:
        return len(self._requests)

    def __iter__(self) -> Iterator[LoggedRequest]:
        """Iterate over the requests, the newest first."""
        return reversed(self._requests)

    @property
    def newest(self) -> int:
        """The newest request's number."""
        return self._next - 1

    def find(self, number: int) -> LoggedRequest | None:
        """Return the request with a number."""
        return next((one for one in self if one.number == number), None)

    def start(self, scope: Scope, at: float) -> LoggedRequest:
        """Number a request that has begun."""
        self._next += 1
        return LoggedRequest(
            self._next - 1,
            at,
            scope["method"],
            scope["path"],
            scope["query_string"].decode("latin-1"),
            {
                name.decode("latin-1"): value.decode("latin-1")
                for name, value in scope["headers"]
                if name in _KEPT_HEADERS
            },
        )

    def finish(self, one: LoggedRequest) -> None:
        """Keep a request that was answered; the oldest ones make room for it."""
        self._requests.append(one)
        self._bytes += one.size
        while len(self._requests) > MAX_REQUESTS or self._bytes > MAX_KEPT_BYTES:
            self._bytes -= self._requests.popleft().size
        if one.accepted is None or one.accepted.due is None or one.accepted.due > one.at + 60:
            self._report(one, None)
            return
        settled = self._settled.pop(one.accepted.delivery_id, None)
        if settled is None and self._on_settled is not None:
            self._waiting[one.accepted.delivery_id] = one
        elif settled is not None:
            self._report(one, settled)

    def settle(self, delivery: Delivery, result: RenderResult) -> None:
        """Take what rendering made of a send."""
        if self._on_settled is None:
            return
        is_clean = all(one.severity == "info" for one in result.findings)
        settled = Settled(result.failure, is_clean)
        one = self._waiting.pop(delivery.delivery_id, None)
        if one is not None:
            self._report(one, settled)
            return
        self._settled[delivery.delivery_id] = settled
        while len(self._settled) > MAX_SETTLED:
            self._settled.popitem(last=False)

    def clear(self) -> int:
        """Forget every request, and return how many there were."""
        count = len(self._requests)
        self._requests.clear()
        self._bytes = 0
        return count

    def _report(self, one: LoggedRequest, settled: Settled | None) -> None:
        if self._on_settled is not None:
            self._on_settled(one, settled)


class RequestLogger:
    """ASGI middleware that logs what is asked of the API; the page's own requests are not."""

    def __init__(
        self,
        app: ASGIApp,
        log: RequestLog,
        *,
        clock: Callable[[], float],
        on_change: Callable[[], None],
        is_logged: Callable[[str], bool],
    ) -> None:
        self._app = app
        self._log = log
        self._clock = clock
        self._on_change = on_change
        self._is_logged = is_logged

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and keep it with its answer."""
        if scope["type"] != "http" or not self._is_logged(scope["path"]):
            await self._app(scope, receive, send)
            return
        one = self._log.start(scope, self._clock())
        scope[SERVER_SEND] = send
        scope[_LOGGED] = one
        recorder = _Recorder(one, receive, send)
        try:
            await self._app(scope, recorder.receive, recorder.send)
        finally:
            one.accepted = scope.get(ACCEPTED_SEND)
            one.fault = scope.get(INJECTED_FAULT, "")
            recorder.finish()
            self._log.finish(one)
            self._on_change()


class _Recorder:
    def __init__(self, one: LoggedRequest, receive: Receive, send: Send) -> None:
        self._one = one
        self._receive = receive
        self._send = send
        self._body = bytearray()
        self._is_too_large = False
        self._answer = bytearray()

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request" and not self._is_too_large:
            self._body += message.get("body", b"")
            self._is_too_large = len(self._body) > MAX_BODY
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._one.status = message["status"]
        elif len(self._answer) < MAX_ANSWER:
            self._answer += message.get("body", b"")[: MAX_ANSWER - len(self._answer)]
        await self._send(message)

    def finish(self) -> None:
        self._one.body = None if self._is_too_large else bytes(self._body)
        self._one.answer = bytes(self._answer)


async def repeat_request(app: ASGIApp, one: LoggedRequest, *, host: str) -> LoggedRequest | None:
    """Make a logged request again within this process; None where it is not logged again."""
    headers = {"host": host, "content-length": str(len(one.body or b"")), **one.headers}
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": one.method,
        "scheme": "http",
        "path": one.path,
        "raw_path": one.path.encode("utf-8", "surrogatepass"),
        "root_path": "",
        "query_string": one.query.encode("latin-1"),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
    bodies = iter([one.body or b""])

    async def receive() -> Message:
        for body in bodies:
            return {"type": "http.request", "body": body, "more_body": False}
        return {"type": "http.disconnect"}

    async def send(_: Message) -> None:
        return

    await app(scope, receive, send)
    found = scope.get(_LOGGED)
    return found if isinstance(found, LoggedRequest) else None


def curl_command(url: str, one: LoggedRequest) -> str:
    """Return the command that makes a request again; it reads the key from the environment."""
    query = f"?{one.query}" if one.query else ""
    parts = [f"curl --request {quote(one.method)} {quote(url + one.path + query)}"]
    if "authorization" in one.headers:
        parts.append('--header "Authorization: Bearer $CUSTOMERIO_APP_API_KEY"')
    if "content-type" in one.headers:
        parts.append(f"--header {quote('Content-Type: ' + one.headers['content-type'])}")
    if one.body:
        parts.append(f"--data-raw {quote(one.body.decode('utf-8', 'replace'))}")
    return " \\\n  ".join(parts)
