"""Carries requests for httpx: proxy and TLS, a deadline, bounded bodies, and retries.

Retries wrap another transport, so the client above has no loops and tests can put anything below.
"""

import threading
import time
import zlib
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from inbox_toolkit.appapi.errors import is_permanent, meaning_of
from inbox_toolkit.appapi.retry import Attempt, RetryPolicy, parse_retry_after, retry_delay
from inbox_toolkit.errors import UsageError

REPEATABLE_METHODS = frozenset({"GET", "HEAD"})
MAX_BODY = 16 * 1024 * 1024  # bytes after decoding; the API's own responses are far smaller
DEADLINE = 60.0  # seconds for one exchange from connecting to the last byte

# Headers that no longer hold once a body is read and decoded.
_BODY_HEADERS = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})


def open_transport(base_url: str) -> httpx.BaseTransport:
    """Return the transport for a base URL: certificates checked, https through the user's proxy.

    A plain http address is a server that the user runs, so it is never asked through a proxy:
    the proxy would read the key. httpx looks for a proxy only if it makes the transport itself.

    Raises:
        UsageError: the environment names a proxy that cannot be used.
    """
    parts = urlsplit(base_url)
    proxies = getproxies()
    proxy = proxies.get("https") or proxies.get("all")
    if parts.scheme != "https" or proxy_bypass(parts.hostname or ""):
        proxy = None
    try:
        return httpx.HTTPTransport(proxy=proxy, limits=httpx.Limits(keepalive_expiry=3.0))
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        raise UsageError(
            "the proxy named in the environment cannot be used",
            help="HTTPS_PROXY takes http://host:port; a socks5 proxy needs the package socksio",
        ) from error


class DeadlineError(httpx.ReadTimeout):
    """An exchange took longer than all of it may, though every read was in time."""


class _Exchange(threading.Thread):
    """Runs one exchange beside its caller, who waits for it no longer than until a deadline.

    httpx limits each read alone, so a server that sends a byte now and then would be waited for
    without end; and where it reads headers, nothing of ours runs in between.
    """

    def __init__(self, run: Callable[[], httpx.Response]) -> None:
        super().__init__(daemon=True)
        self._run = run
        self._response: httpx.Response | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """Keep what the exchange gives or raises."""
        try:
            self._response = self._run()
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            self._error = error

    def result(self, seconds: float) -> httpx.Response | None:
        """Return the response, or raise what was raised; None where neither came in time."""
        self.join(seconds)
        if self._error is not None:
            raise self._error
        return self._response


class RetryTransport(httpx.BaseTransport):
    """Repeats a request as ``retry_delay`` allows, and reads each response completely.

    An exchange that is not over within ``deadline`` seconds raises DeadlineError and is not
    repeated.
    ``on_wait`` is called before each wait with its seconds and the status that caused it, None if
    there was no response.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        *,
        policy: RetryPolicy,
        deadline: float = DEADLINE,
        sleep: Callable[[float], None] = time.sleep,
        on_wait: Callable[[float, int | None], None] | None = None,
    ) -> None:
        self._inner = inner
        self._policy = policy
        self._deadline = deadline
        self._sleep = sleep
        self._on_wait = on_wait

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response after safe retries; raises httpx's own errors."""
        number, waited = 1, 0.0
        while True:
            result = self._attempt(request)
            delay = retry_delay(_describe(result, request, number, waited), self._policy)
            if delay is None:
                break
            self._wait(delay, result)
            number, waited = number + 1, waited + delay
        if isinstance(result, httpx.HTTPError):
            raise result
        return result

    def close(self) -> None:
        """Close the connections below."""
        self._inner.close()

    def _attempt(self, request: httpx.Request) -> httpx.Response | httpx.HTTPError:
        exchange = _Exchange(
            lambda: self._read_completely(self._inner.handle_request(request), request)
        )
        exchange.start()
        try:
            response = exchange.result(self._deadline)
        except httpx.HTTPError as error:
            return error
        if response is None:
            return DeadlineError("the response does not end", request=request)
        return response

    def _read_completely(self, response: httpx.Response, request: httpx.Request) -> httpx.Response:
        response.request = request
        body = b""
        try:
            body = _decode(self._read_raw(response), response, request)
        except httpx.HTTPError:
            # The status is known: a refusal stays a refusal even if its explanation broke off.
            if response.status_code < 300:
                raise
        finally:
            response.close()
        # As bytes, for what no charset explains; the names of raw headers keep their case.
        headers = [pair for pair in response.headers.raw if pair[0].lower() not in _BODY_HEADERS]
        return httpx.Response(response.status_code, headers=headers, content=body)

    def _read_raw(self, response: httpx.Response) -> bytes:
        began, body = time.monotonic(), bytearray()
        assert isinstance(response.stream, httpx.SyncByteStream)  # noqa: S101 - a sync transport's
        for chunk in response.stream:
            body += chunk
            if len(body) > MAX_BODY or time.monotonic() - began > self._deadline:
                raise httpx.ReadError("the response does not end", request=response.request)
        return bytes(body)

    def _wait(self, seconds: float, result: httpx.Response | httpx.HTTPError) -> None:
        if self._on_wait is not None:
            status = result.status_code if isinstance(result, httpx.Response) else None
            self._on_wait(seconds, status)
        self._sleep(seconds)


def _decode(body: bytes, response: httpx.Response, request: httpx.Request) -> bytes:
    """Undo one layer of gzip or deflate within ``MAX_BODY``, whatever the body would expand to.

    Requests ask for ``identity``, so only a proxy compresses; httpx would expand any number of
    layers without a limit.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"", "identity"}:
        return body
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise httpx.DecodingError("unknown content-encoding", request=request)
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, by its header
    try:
        decoded = decoder.decompress(body, MAX_BODY)
    except zlib.error as error:
        raise httpx.DecodingError(str(error), request=request) from error
    if decoder.unconsumed_tail or not decoder.eof:
        raise httpx.DecodingError("the body is cut off or too large", request=request)
    return decoded


def _describe(
    result: httpx.Response | httpx.HTTPError, request: httpx.Request, number: int, waited: float
) -> Attempt:
    repeatable = request.method in REPEATABLE_METHODS
    if isinstance(result, httpx.Response):
        asked = parse_retry_after(result.headers.get("Retry-After"), time.time())
        status = result.status_code
        return Attempt(number, repeatable, status, retry_after=asked, waited=waited)
    return Attempt(
        number,
        repeatable,
        arrived=meaning_of(result).arrived,
        is_permanent=is_permanent(result),
        waited=waited,
    )
