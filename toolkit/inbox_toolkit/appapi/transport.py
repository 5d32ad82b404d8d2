"""Carries requests for httpx: the way out (proxy, TLS), bounded bodies, and repeats.

Retries wrap another transport, so the client above has no loops and tests can put anything below.
"""

import time
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from inbox_toolkit.appapi.errors import is_permanent, meaning_of
from inbox_toolkit.appapi.retry import Attempt, RetryPolicy, Stop, Wait, decide, parse_retry_after
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.hosts import is_loopback

REPEATABLE_METHODS = frozenset({"GET", "HEAD"})
LARGEST_BODY = 16 * 1024 * 1024  # bytes; the API's own answers are far smaller
LONGEST_BODY = 60.0  # seconds for a whole body, against a server that drips

# Names of headers that no longer hold once a body is read and decoded.
_BODY_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def open_transport(base_url: str) -> httpx.BaseTransport:
    """Return the real way out to a base URL: certificates checked, the user's proxy obeyed.

    httpx looks for a proxy only where it makes the transport itself, so that is done here.

    Raises:
        UsageError: the environment names a proxy that cannot be one.
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if is_loopback(host) or proxy_bypass(host):
        proxy = None
    try:
        return httpx.HTTPTransport(proxy=proxy, limits=httpx.Limits(keepalive_expiry=3.0))
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        raise UsageError(
            "the proxy named in the environment cannot be used",
            help="HTTPS_PROXY takes http://host:port; a socks5 proxy needs the package socksio",
        ) from error


class RetryTransport(httpx.BaseTransport):
    """Repeats a request as ``retry.decide`` allows, and reads each answer whole.

    ``on_wait`` hears, before each wait, how many seconds it takes and the status that caused it
    (None where no answer came).
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        *,
        policy: RetryPolicy,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        on_wait: Callable[[float, int | None], None] | None = None,
    ) -> None:
        self._inner = inner
        self._policy = policy
        self._sleep = sleep
        self._clock = clock
        self._on_wait = on_wait

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, after repeats where they are safe; raises httpx's own errors."""
        number, waited = 1, 0.0
        while True:
            result = self._attempt(request)
            verdict = decide(_describe(result, request, number, waited), self._policy)
            if isinstance(verdict, Stop):
                break
            self._pause(verdict, result)
            number, waited = number + 1, waited + verdict.seconds
        if isinstance(result, httpx.HTTPError):
            raise result
        return result

    def close(self) -> None:
        """Close the connections below."""
        self._inner.close()

    def _attempt(self, request: httpx.Request) -> httpx.Response | httpx.HTTPError:
        try:
            return self._read_whole(self._inner.handle_request(request), request)
        except httpx.HTTPError as error:
            return error

    def _read_whole(self, response: httpx.Response, request: httpx.Request) -> httpx.Response:
        response.request = request
        began, body = self._clock(), bytearray()
        try:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LARGEST_BODY or self._clock() - began > LONGEST_BODY:
                    raise httpx.ReadError("the answer does not end", request=request)
        except httpx.HTTPError:
            # The status is in: a refusal stays a refusal, however its explanation broke off.
            if response.status_code < 300:
                raise
        finally:
            response.close()
        headers = [(k, v) for k, v in response.headers.multi_items() if k not in _BODY_HEADERS]
        return httpx.Response(response.status_code, headers=headers, content=bytes(body))

    def _pause(self, wait: Wait, result: httpx.Response | httpx.HTTPError) -> None:
        if self._on_wait is not None:
            status = result.status_code if isinstance(result, httpx.Response) else None
            self._on_wait(wait.seconds, status)
        self._sleep(wait.seconds)


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
        lasting=is_permanent(result),
        waited=waited,
    )
