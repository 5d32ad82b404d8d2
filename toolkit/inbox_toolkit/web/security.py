"""Who may ask: Host, Origin and token checks, and the headers that fence a page in.

A page on this machine is reachable from every web page its owner visits. Three doors are shut:
a foreign *name* pointed at this address (DNS rebinding) by the Host check, a foreign *page* by the
Origin and Sec-Fetch-Site checks, and a forged *request* by a token that only our page was given.
"""

import hmac
import ipaddress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-inbox-token"  # noqa: S105 - the name of a header, not a secret
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FOREIGN_SITES = frozenset({"cross-site", "same-site"})

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI middleware: refuses strangers with one plain sentence, fences every answer.

    ``names`` are host names allowed beside ``localhost`` and literal addresses, which cannot be
    rebound. ``private`` is the path prefix whose answers no other site may even ask for. ``token``
    has to come with every request that changes something: in a header and in ``cookie``.
    """

    app: ASGIApp
    token: str
    cookie: str
    names: frozenset[str] = frozenset()
    private: str = "/api/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 403."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def fenced(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_security_headers(MutableHeaders(scope=message))
            await send(message)

        refusal = self.refusal(scope["method"], scope["path"], Headers(scope=scope))
        if refusal is None:
            await self.app(scope, receive, fenced)
        else:
            await PlainTextResponse(refusal + "\n", status_code=403)(scope, receive, fenced)

    def refusal(self, method: str, path: str, headers: Headers) -> str | None:
        """Return why a request is refused, None where it is welcome."""
        host = headers.get("host", "")
        if not self._is_ours(host):
            return f"This server does not answer for the host {host[:100]!r}."
        if path.startswith(self.private) and headers.get("sec-fetch-site") in FOREIGN_SITES:
            return "Another site asked for this; only the page itself may."
        if method in SAFE_METHODS:
            return None
        origin = headers.get("origin", "")
        if urlsplit(origin).netloc != host or not origin:
            return "This request did not come from the page itself."
        if not self._knows_token(headers):
            return "This page is from an earlier run: reload it."
        return None

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name == "localhost" or name in self.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _knows_token(self, headers: Headers) -> bool:
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return False
        given = (headers.get(TOKEN_HEADER, ""), morsel.value if morsel else "")
        return all(hmac.compare_digest(each.encode(), self.token.encode()) for each in given)


def _add_security_headers(headers: MutableHeaders) -> None:
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)
