"""Asks the App API, one method per operation, and answers in dataclasses or raises our errors.

Keeps reads within the service's limit, whoever makes them: 10 a second, so 8 are made.
"""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Self
from urllib.parse import quote

import httpx

import inbox_toolkit
from inbox_toolkit.appapi.deliveries import Delivery, read_delivery
from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.appapi.errors import Call, from_exception, from_response
from inbox_toolkit.appapi.responses import ApiResponse, JsonObject
from inbox_toolkit.appapi.retry import RetryPolicy
from inbox_toolkit.appapi.send_request import PATH, Accepted, SendRequest, encode_request
from inbox_toolkit.appapi.transport import RetryTransport, open_transport
from inbox_toolkit.project.credentials import Credentials

READS_PER_SECOND = 8.0


class RateLimiter:
    """Hands out turns that are evenly spaced; safe to share between threads."""

    def __init__(
        self,
        per_second: float = READS_PER_SECOND,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gap = 1.0 / per_second
        self._sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._next = 0.0  # guarded by _lock

    def acquire(self) -> None:
        """Return when the next request may leave."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next)
            self._next = turn + self._gap
        if turn > now:
            self._sleep(turn - now)


# Seconds. A send's answer is worth waiting for: without it nobody knows what happened.
TIMEOUT = httpx.Timeout(30.0, connect=10.0)


class AppApi:
    """One workspace's App API; a context manager, safe to share between threads.

    ``transport`` replaces the way out, for tests; retries are always wrapped around it.
    ``sleep`` and ``on_wait`` (seconds, status) serve waits before repeats.
    """

    def __init__(
        self,
        credentials: Credentials,
        endpoint: Endpoint,
        *,
        transport: httpx.BaseTransport | None = None,
        timeout: httpx.Timeout = TIMEOUT,
        policy: RetryPolicy | None = None,
        rate_limiter: RateLimiter | None = None,
        sleep: Callable[[float], None] = time.sleep,
        on_wait: Callable[[float, int | None], None] | None = None,
    ) -> None:
        self._credentials = credentials
        self._endpoint = endpoint
        self._pacer = rate_limiter or RateLimiter(sleep=sleep)
        self._http = httpx.Client(
            transport=RetryTransport(
                transport or open_transport(endpoint.base_url),
                policy=policy or RetryPolicy(),
                sleep=sleep,
                on_wait=on_wait,
            ),
            headers=_headers(credentials),
            timeout=timeout,
            follow_redirects=False,  # a redirected POST would be a second send
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def send(self, request: SendRequest) -> Accepted:
        """Send a message; once this returns or raises ``MaybeSentError`` it must not be repeated.

        Raises:
            MaybeSentError: the service may have taken it.
            ServiceError, CredentialsError, ForbiddenError: it was not sent.
        """
        call = self._call("send the message", is_send=True)
        reply = self._ask("POST", PATH, call, content=encode_request(request))
        accepted = _read_accepted(_document(reply, call))
        if accepted is None:
            raise from_response(reply, call)
        return accepted

    def delivery(self, delivery_id: str) -> Delivery | None:
        """Read one delivery; None while the service does not know it yet (404).

        Raises:
            ServiceError, CredentialsError, ForbiddenError: it could not be read.
        """
        call = self._call("read the delivery")
        self._pacer.acquire()
        reply = self._ask("GET", f"/v1/messages/{quote(delivery_id, safe='')}", call)
        if reply.status == 404:
            return None
        delivery = read_delivery(_document(reply, call), delivery_id)
        if delivery is None:
            raise from_response(reply, call)
        return delivery

    def get(self, path: str, action: str, *, params: Mapping[str, str] | None = None) -> JsonObject:
        """Read any JSON object; ``action`` completes "could not ..." in an error.

        Raises:
            ServiceError, CredentialsError, ForbiddenError: it could not be read.
        """
        return _document(self.get_response(path, action, params=params), self._call(action))

    def get_response(
        self, path: str, action: str, *, params: Mapping[str, str] | None = None
    ) -> ApiResponse:
        """Read anything, whatever the answer is; raises only where there is none.

        Raises:
            ServiceError: the service could not be asked.
        """
        self._pacer.acquire()
        return self._ask("GET", path, self._call(action), params=params)

    def _call(self, action: str, *, is_send: bool = False) -> Call:
        return Call(action, self._endpoint, self._credentials, is_send)

    def _ask(
        self,
        method: str,
        path: str,
        call: Call,
        *,
        content: bytes | None = None,
        params: Mapping[str, str] | None = None,
    ) -> ApiResponse:
        url = f"{self._endpoint.base_url}{path}"
        json_type = {"Content-Type": "application/json"} if content is not None else {}
        try:
            response = self._http.request(
                method, url, content=content, params=params, headers=json_type
            )
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise from_exception(error, call) from error
        header = response.headers.get
        return ApiResponse(
            response.status_code,
            response.content,
            retry_after=header("Retry-After"),
            location=header("Location"),
            date=header("Date"),
        )


def _document(reply: ApiResponse, call: Call) -> JsonObject:
    document = reply.document() if reply.is_success else None
    if document is None:
        raise from_response(reply, call)
    return document


def _headers(credentials: Credentials) -> dict[str, str]:
    workspace = credentials.workspace_id
    return {
        "Authorization": f"Bearer {credentials.token}",
        "Accept": "application/json",
        "User-Agent": f"inbox-toolkit/{inbox_toolkit.__version__}",
        **({"X-Workspace-Id": str(workspace)} if workspace is not None else {}),
    }


def _read_accepted(document: JsonObject) -> Accepted | None:
    delivery_id = document.get("delivery_id")
    if not isinstance(delivery_id, str) or not delivery_id:
        return None
    return Accepted(
        delivery_id, _seconds(document.get("queued_at")), _seconds(document.get("send_at"))
    )


def _seconds(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
