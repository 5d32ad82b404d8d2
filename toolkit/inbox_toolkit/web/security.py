"""Who may ask: Host, Origin and token checks, and the headers that fence a page in.

A page on this machine is reachable from every web page its owner visits. Three doors are shut:
a foreign *name* pointed at this address (DNS rebinding) by the Host check, a foreign *page* by the
Origin and Sec-Fetch-Site checks, and a forged *request* by a token that only our page was given.
"""

import hmac
import ipaddress
import re
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

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
        "font-src 'self'",
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


EMBEDDER = re.compile(
    r"vscode-(?:webview|file):|https?://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::[0-9]{1,5})?"
)
"""Who may be allowed to show a page in a frame: VS Code, or an origin."""
_ANCESTORS = re.compile("frame-ancestors '(none|self)'")
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)(?::[0-9]{1,5})?")
_FOREIGN = "This request did not come from the page itself."


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI middleware: refuses strangers with one plain sentence, and fences in every answer.

    ``names`` are host names allowed beside ``localhost`` and literal addresses, which cannot be
    rebound. ``private`` is the path prefix whose answers no other site may even ask for. ``token``
    has to come with every request that changes something: in a header and in ``cookie``. A
    WebSocket can change something, and no browser keeps other pages from opening one: it needs the
    page's origin and the cookie. With ``read_only``, which says why, nothing that changes something
    is let through. ``embedders`` (see ``EMBEDDER``) may show pages in frames; otherwise nobody may.
    """

    app: ASGIApp
    token: str
    cookie: str
    names: frozenset[str] = frozenset()
    private: str = "/api/"
    read_only: str = ""
    embedders: tuple[str, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 403."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket" and self.websocket_refusal(scope) is None:
            await self.app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def fenced(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_security_headers(MutableHeaders(scope=message), self.embedders)
            await send(message)

        refusal = self.refusal(scope)
        if refusal is None:
            await self.app(scope, receive, fenced)
        else:
            await PlainTextResponse(refusal + "\n", status_code=403)(scope, receive, fenced)

    def refusal(self, scope: Scope) -> str | None:
        """Return why an HTTP request is refused, None where it is welcome."""
        headers = Headers(scope=scope)
        if (stranger := self.read_refusal(scope["path"], headers)) is not None:
            return stranger
        if scope["method"] in SAFE_METHODS:
            return None
        if self.read_only:
            return self.read_only
        if not _is_same_origin(scope["scheme"], headers):
            return _FOREIGN
        if not self._knows_token(headers.get(TOKEN_HEADER, "")) or not self._has_cookie(headers):
            return "This page is from an earlier run: reload it."
        return None

    def read_refusal(self, path: str, headers: Headers) -> str | None:
        """Return why nothing may even be read, None where it may."""
        if (stranger := self._host_refusal(headers)) is not None:
            return stranger
        if path.startswith(self.private) and headers.get("sec-fetch-site") in FOREIGN_SITES:
            return "Another site asked for this; only the page itself may."
        return None

    def websocket_refusal(self, scope: Scope) -> str | None:
        """Return why a WebSocket is refused, None where it is welcome."""
        headers = Headers(scope=scope)
        if self.read_only:
            return self.read_only
        if (stranger := self._host_refusal(headers)) is not None:
            return stranger
        scheme = "https" if scope["scheme"] == "wss" else "http"
        if not _is_same_origin(scheme, headers) or not self._has_cookie(headers):
            return _FOREIGN
        return None

    def _host_refusal(self, headers: Headers) -> str | None:
        hosts = headers.getlist("host")
        if len(hosts) == 1 and self._is_ours(hosts[0]):
            return None
        return f"This server does not answer for the host {', '.join(hosts)[:100]!r}."

    def _is_ours(self, host: str) -> bool:
        """Return True for a literal address or a known name, with nothing around it but a port."""
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = found["name"].lower()
        if name == "localhost" or name in self.names:
            return True
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return name.startswith("[") == (":" in name)

    def _has_cookie(self, headers: Headers) -> bool:
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return False
        return morsel is not None and self._knows_token(morsel.value)

    def _knows_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.token.encode())


def _is_same_origin(scheme: str, headers: Headers) -> bool:
    """Return True if a request names the very page that this server serves as its origin."""
    ours = f"{scheme}://{headers.get('host', '')}"
    return [one.lower() for one in headers.getlist("origin")] == [ours.lower()]


def _add_security_headers(headers: MutableHeaders, embedders: tuple[str, ...]) -> None:
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)
    if embedders:
        policy = headers["content-security-policy"]
        headers["content-security-policy"] = _ANCESTORS.sub(
            lambda found: " ".join(
                ("frame-ancestors", *(["'self'"] if found[1] == "self" else []), *embedders)
            ),
            policy,
        )
