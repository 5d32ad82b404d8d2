"""The App API, one method per operation: answers are dataclasses, errors are our own.

Reads stay within the service's limit of 10 a second, whoever makes them.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Self
from urllib.parse import quote

import httpx

import inbox_toolkit
from inbox_toolkit.appapi.deliveries import Delivery, read_delivery
from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.appapi.errors import (
    CHECK_BEFORE_RESENDING,
    Call,
    MaybeSentError,
    from_exception,
    from_response,
)
from inbox_toolkit.appapi.responses import ApiResponse, JsonObject
from inbox_toolkit.appapi.retry import RetryPolicy
from inbox_toolkit.appapi.send_request import PATH, Accepted, SendRequest, encode_request
from inbox_toolkit.appapi.transport import DEADLINE, RetryTransport, open_transport
from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.project.credentials import Credentials

READS_PER_SECOND = 8.0
MAX_FAILURE_MESSAGE = 2_000  # characters
LATEST_TIME = 253_402_300_799  # Unix seconds at the end of the year 9999

# Seconds. The response to a send is worth waiting for: without it nobody knows what happened.
TIMEOUT = httpx.Timeout(30.0, connect=10.0)


class RateLimiter:
    """Spaces requests evenly; safe to share between threads."""

    def __init__(
        self,
        per_second: float = READS_PER_SECOND,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._interval = 1.0 / per_second
        self._sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._next = 0.0  # guarded by _lock

    def acquire(self) -> None:
        """Return when the next request may leave."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next)
            self._next = turn + self._interval
        if turn > now:
            self._sleep(turn - now)


class AppApi:
    """One workspace's App API; a context manager, safe to share between threads.

    ``transport`` replaces the network in tests; retries are always wrapped around it. ``on_wait``
    (seconds, status) is called before each retry.
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
        self._rate_limiter = rate_limiter or RateLimiter(sleep=sleep)
        self._timeout = timeout
        # The transport alone, without httpx.Client: no cookies, no redirects (a redirected POST
        # would be a second send), and nothing that could raise over a response's headers.
        self._transport = RetryTransport(
            transport or open_transport(endpoint.base_url),
            policy=policy or RetryPolicy(),
            deadline=DEADLINE,
            sleep=sleep,
            on_wait=on_wait,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def send(self, request: SendRequest) -> Accepted:
        """Send a message; once this returns or raises ``MaybeSentError`` it must not be repeated.

        Raises:
            MaybeSentError: the service may have accepted it.
            ServiceError, CredentialsError, ForbiddenError: it was not sent.
        """
        content = encode_request(request)
        call = self._call("send the message", is_send=True)
        try:
            response = self._request("POST", PATH, call, content=content)
            accepted = _read_accepted(_document(response, call), call)
            if accepted is None:
                raise from_response(response, call)
        except ToolkitError:
            raise
        except Exception as error:
            # The request may have left: even a bug of ours must not lead to a second send.
            raise MaybeSentError(
                f"the message may have been sent: the response of {call.endpoint.host} cannot be "
                f"read ({type(error).__name__})",
                help=CHECK_BEFORE_RESENDING,
            ) from error
        return accepted

    def delivery(self, delivery_id: str) -> Delivery | None:
        """Read one delivery; None while the service does not know it yet (404).

        Raises:
            ServiceError, CredentialsError, ForbiddenError: it could not be read.
        """
        call = self._call("read the delivery")
        path = f"/v1/messages/{quote(delivery_id, safe='')}"
        response = self.get_response(path, call.action)
        if response.status == 404:
            return None
        delivery = read_delivery(_document(response, call), delivery_id)
        if delivery is None:
            raise from_response(response, call)
        failure = call.sanitize(delivery.failure_message or "", limit=MAX_FAILURE_MESSAGE)
        return replace(delivery, failure_message=failure or None)

    def get(self, path: str, action: str, *, params: Mapping[str, str] | None = None) -> JsonObject:
        """Read a JSON object; ``action`` completes "could not ..." in an error.

        Raises:
            ServiceError, CredentialsError, ForbiddenError: it could not be read.
        """
        return _document(self.get_response(path, action, params=params), self._call(action))

    def post(self, path: str, body: JsonObject, action: str) -> JsonObject:
        """Create something that is no message; it is repeated only if it never arrived.

        Raises:
            ServiceError, CredentialsError, ForbiddenError: it could not be created.
        """
        self._rate_limiter.acquire()
        call = self._call(action)
        content = json.dumps(body).encode()
        return _document(self._request("POST", path, call, content=content), call)

    def get_response(
        self, path: str, action: str, *, params: Mapping[str, str] | None = None
    ) -> ApiResponse:
        """Read anything, whatever its status.

        Raises:
            ServiceError: there was no response.
        """
        self._rate_limiter.acquire()
        return self._request("GET", path, self._call(action), params=params)

    def sanitize(self, text: str) -> str:
        """Return text from the service as one printable line without the key."""
        return self._call("").sanitize(text)

    def _call(self, action: str, *, is_send: bool = False) -> Call:
        return Call(action, self._endpoint, self._credentials, is_send)

    def _request(
        self,
        method: str,
        path: str,
        call: Call,
        *,
        content: bytes | None = None,
        params: Mapping[str, str] | None = None,
    ) -> ApiResponse:
        json_type = {"Content-Type": "application/json"} if content is not None else {}
        try:
            request = httpx.Request(
                method,
                f"{self._endpoint.base_url}{path}",
                content=content,
                params=params,
                headers={**_headers(self._credentials), **json_type},
                extensions={"timeout": self._timeout.as_dict()},
            )
            response = self._transport.handle_request(request)
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


def _document(response: ApiResponse, call: Call) -> JsonObject:
    document = response.document() if response.is_success else None
    if document is None:
        raise from_response(response, call)
    return document


def _headers(credentials: Credentials) -> dict[str, str]:
    workspace = credentials.workspace_id
    return {
        "Authorization": f"Bearer {credentials.token}",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": f"inbox-toolkit/{inbox_toolkit.__version__}",
        **({"X-Workspace-Id": str(workspace)} if workspace is not None else {}),
    }


def _read_accepted(document: JsonObject, call: Call) -> Accepted | None:
    given = document.get("delivery_id")
    delivery_id = call.sanitize(given) if isinstance(given, str) else ""
    if not delivery_id:
        return None
    return Accepted(delivery_id, _time(document.get("queued_at")), _time(document.get("send_at")))


def _time(value: object) -> int | None:
    """Return Unix seconds, None for anything that is no time."""
    is_time = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LATEST_TIME
    return value if is_time and isinstance(value, int) else None
