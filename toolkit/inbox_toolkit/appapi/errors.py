"""Turns everything that can go wrong with a request into one clear sentence and a help text.

``from_exception`` is for a request without a complete response, ``from_response`` for a response
other than the expected one. After a send, both say whether the message "may have been sent".
"""

import re
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inbox_toolkit.appapi.endpoints import ADDRESS, REGION, Endpoint
from inbox_toolkit.appapi.responses import MAX_TEXT, ApiResponse, sanitize
from inbox_toolkit.errors import CredentialsError, ForbiddenError, ServiceError, ToolkitError
from inbox_toolkit.project.credentials import APP_KEY, WHERE_KEYS_ARE_MADE, Credentials

STATUS_PAGE = "https://status.customer.io lists known incidents"
UNEXPECTED_RESPONSE_HELP = f"check the address with `inbox doctor`; {STATUS_PAGE}"
CHECK_BEFORE_RESENDING = "look under Deliveries & Drafts in Customer.io before you send it again"


class MaybeSentError(ServiceError):
    """The service accepted the send, or may have: nobody knows whether the message goes out."""


class RejectedError(ServiceError):
    """The service refused the request, so nothing happened there."""

    def __init__(self, message: str, *, status: int, help: str | None = None) -> None:  # noqa: A002
        super().__init__(message, help=help)
        self.status = status


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked of whom; ``action`` completes "could not ..."."""

    action: str
    endpoint: Endpoint
    credentials: Credentials
    is_send: bool = False

    def sanitize(self, text: str, *, limit: int = MAX_TEXT) -> str:
        """Return text from the service as one printable line without the key."""
        return sanitize(text, self.credentials.token, limit=limit)


@dataclass(frozen=True, slots=True)
class ErrorMeaning:
    """What an httpx exception means; ``sentence`` continues after the host's name.

    ``arrived`` is False only if no byte of the request can have reached the service.
    """

    arrived: bool
    sentence: str


# Keyed by name, so that httpx need not be imported; a test compares it with vars(httpx).
ERROR_MEANINGS = {
    "ConnectError": ErrorMeaning(False, "cannot be reached"),
    "ConnectTimeout": ErrorMeaning(False, "did not accept the connection in time"),
    "PoolTimeout": ErrorMeaning(False, "could not be asked: every connection was busy"),
    "ProxyError": ErrorMeaning(False, "cannot be reached: the proxy refused"),
    "UnsupportedProtocol": ErrorMeaning(False, "has an address that is neither http nor https"),
    "LocalProtocolError": ErrorMeaning(
        False, "could not be asked: the request breaks the HTTP protocol"
    ),
    "InvalidURL": ErrorMeaning(False, "has an address that cannot be read"),
    "ReadTimeout": ErrorMeaning(True, "did not answer in time"),
    "WriteTimeout": ErrorMeaning(True, "stopped reading the request"),
    "TimeoutException": ErrorMeaning(True, "did not answer in time"),
    "ReadError": ErrorMeaning(True, "broke off while answering"),
    "WriteError": ErrorMeaning(True, "broke off while the request was on its way"),
    "CloseError": ErrorMeaning(True, "broke off at the end"),
    "NetworkError": ErrorMeaning(True, "broke off"),
    "RemoteProtocolError": ErrorMeaning(True, "broke off before its answer was complete"),
    "ProtocolError": ErrorMeaning(True, "did not speak HTTP"),
    "DecodingError": ErrorMeaning(True, "answered with a body that cannot be decoded"),
    "TooManyRedirects": ErrorMeaning(True, "redirected the request in circles"),
    "TransportError": ErrorMeaning(True, "could not be reached"),
    "RequestError": ErrorMeaning(True, "could not be reached"),
    "HTTPStatusError": ErrorMeaning(True, "answered with an error"),
    "HTTPError": ErrorMeaning(True, "could not be reached"),
    "StreamError": ErrorMeaning(True, "broke off while answering"),
    "StreamConsumed": ErrorMeaning(True, "broke off while answering"),
    "StreamClosed": ErrorMeaning(True, "broke off while answering"),
    "ResponseNotRead": ErrorMeaning(True, "broke off while answering"),
    "RequestNotRead": ErrorMeaning(True, "could not be reached"),
    "CookieConflict": ErrorMeaning(True, "answered with cookies that contradict each other"),
}
_UNKNOWN = ErrorMeaning(True, "could not be reached")


def meaning_of(error: BaseException) -> ErrorMeaning:
    """Return what an exception means for the request, by its nearest known class."""
    names = (cls.__name__ for cls in type(error).__mro__)
    return next((ERROR_MEANINGS[name] for name in names if name in ERROR_MEANINGS), _UNKNOWN)


def is_permanent(error: BaseException) -> bool:
    """Return True if another attempt would fail alike.

    A bad certificate, address or protocol; and a server that drips, which took a minute already.
    """
    certificate = any(isinstance(one, ssl.SSLError) for one in _causes(error))
    return certificate or type(error).__name__ in {
        "DeadlineError",
        "InvalidURL",
        "LocalProtocolError",
        "UnsupportedProtocol",
    }


def from_exception(error: Exception, call: Call) -> ToolkitError:
    """Return the error to raise for a request that got no complete response."""
    meaning = meaning_of(error)
    host = call.endpoint.host
    if call.is_send and meaning.arrived:
        return MaybeSentError(
            f"the message may have been sent: {host} {meaning.sentence}",
            help=CHECK_BEFORE_RESENDING,
        )
    reason, help_text = _connection_problem(error, call.endpoint)
    colon = ": " if reason else ""
    return ServiceError(
        f"could not {call.action}: {host} {meaning.sentence}{colon}{reason}", help=help_text
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and its causes; httpx keeps the operating system's error there."""
    seen: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in seen:
        seen.append(current)
        yield current
        current = current.__cause__ or current.__context__


def _connection_problem(error: BaseException, endpoint: Endpoint) -> tuple[str, str]:
    """Return the reason and the help for a failed connection."""
    import socket

    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = cause.verify_message or "not trusted"
            return f"its certificate is not valid ({why})", (
                "if your company's proxy inspects TLS traffic, set SSL_CERT_FILE to its CA bundle"
            )
        if isinstance(cause, ssl.SSLError):
            return "TLS failed", f"check that {endpoint.base_url} is an https address"
        if isinstance(cause, socket.gaierror):
            return "its name could not be resolved", f"check the network, {ADDRESS} and {REGION}"
        if isinstance(cause, ConnectionRefusedError):
            return "the connection was refused", _connection_help(endpoint)
    if meaning_of(error).arrived:
        return "", f"try again in a minute; {STATUS_PAGE}"
    return "", _connection_help(endpoint)


def _connection_help(endpoint: Endpoint) -> str:
    if endpoint.is_local:
        return f"start `inbox sandbox`, or unset {ADDRESS} to reach Customer.io"
    return f"check the network, a proxy (HTTPS_PROXY), {ADDRESS} and {REGION}"


@dataclass(frozen=True, slots=True)
class _Failure:
    """A response other than the expected one, its error text (sanitized), and the call."""

    response: ApiResponse
    text: str
    call: Call

    @property
    def host(self) -> str:
        return self.call.endpoint.host

    def sentence(self, fallback: str) -> str:
        text = (self.text or fallback).rstrip(".")
        return f"could not {self.call.action}: {text} ({self.response.status} from {self.host})"


def from_response(response: ApiResponse, call: Call) -> ToolkitError:
    """Return the error to raise for a response other than the expected one."""
    failure = _Failure(response, call.sanitize(response.error_text()), call)
    if response.is_success:
        return _unexpected_success(failure)
    if response.status in _NO_DECISION or response.status >= 500 or response.status < 200:
        return _undecided(failure)
    handle = _HANDLERS.get(response.status, _redirected if response.status < 400 else _rejected)
    return handle(failure)


def _unexpected_success(failure: _Failure) -> ToolkitError:
    if failure.call.is_send:
        return MaybeSentError(
            f"the message may have been sent: {failure.host} accepted it, but its response is not "
            "the App API's",
            help=f"{CHECK_BEFORE_RESENDING}; is {ADDRESS} the address of an App API?",
        )
    return ServiceError(
        f"could not {failure.call.action}: the response of {failure.host} is not the App API's",
        help=f"is {ADDRESS} the address of an App API, and not of a web page?",
    )


def _undecided(failure: _Failure) -> ToolkitError:
    if failure.call.is_send:
        text = f": {failure.text}" if failure.text else ""
        return MaybeSentError(
            f"the message may have been sent: {failure.host} failed with "
            f"{failure.response.status}{text}",
            help=CHECK_BEFORE_RESENDING,
        )
    return ServiceError(
        failure.sentence("the service failed"), help=f"try again in a minute; {STATUS_PAGE}"
    )


def _rejected(failure: _Failure) -> ToolkitError:
    status = failure.response.status
    fallback, help_text = _REJECTIONS.get(status, ("the service refused the request", _COMPARE))
    if "transactional_message_id" in failure.text and "not found" in failure.text:
        help_text = (
            "create the message in Customer.io under Transactional with this trigger name, "
            "or set the template's transactional_message_id to the id it has there"
        )
    return RejectedError(failure.sentence(fallback), status=status, help=help_text)


def _unknown_key(failure: _Failure) -> ToolkitError:
    text = f": {failure.text.rstrip('.')}" if failure.text else ""
    return CredentialsError(
        f"{failure.host} does not accept the key from {failure.call.credentials.source}{text}",
        help=f"a key is valid in one workspace and one region ({REGION}=us or eu), and only from "
        f"allowed IP addresses; `inbox doctor` checks; {WHERE_KEYS_ARE_MADE}",
    )


def _forbidden(failure: _Failure) -> ToolkitError:
    if failure.call.credentials.is_service_account and not failure.call.is_send:
        help_text = f"a service account may only send on {failure.host}: set {APP_KEY} to read"
    else:
        help_text = "check the key's scope, and that the workspace may send inbox messages"
    return ForbiddenError(failure.sentence("the key may not do this"), help=help_text)


def _rate_limited(failure: _Failure) -> ToolkitError:
    asked = failure.response.retry_after or ""
    wait = f"wait {asked} s" if re.fullmatch(r"[0-9]{1,6}", asked) else "wait a while"
    nothing = "; nothing was sent" if failure.call.is_send else ""
    return RejectedError(
        failure.sentence("too many requests"), status=429, help=f"{wait} and try again{nothing}"
    )


def _redirected(failure: _Failure) -> ToolkitError:
    target = failure.call.sanitize(failure.response.location or "nowhere")
    eu = "-eu." in target and "-eu." not in failure.host
    return RejectedError(
        f"could not {failure.call.action}: {failure.host} answered {failure.response.status} "
        f"and points to {target}",
        status=failure.response.status,
        help=f"set {REGION}=eu" if eu else f"set {ADDRESS} or {REGION} to where the App API is",
    )


# Below 500, and still nobody knows what became of the request: a server, or a proxy before it,
# gave up waiting.
_NO_DECISION = frozenset({408, 499})

_COMPARE = "compare it with what --dry-run prints"
_REJECTIONS = {
    400: ("the service finds the request invalid", _COMPARE),
    404: ("not found", "check the name, the workspace and the region"),
    405: ("the service does not know this address", f"check {ADDRESS}: it ends before /v1"),
    413: ("the request is too large", "a request may be 2,048 KB in all"),
    422: ("the service finds a value invalid", _COMPARE),
}

_HANDLERS: dict[int, Callable[[_Failure], ToolkitError]] = {
    401: _unknown_key,
    402: _forbidden,
    403: _forbidden,
    429: _rate_limited,
}
