"""Turns everything that can go wrong with a request into one clear sentence and a remedy.

Here: a request without a (whole) answer. ``answers.py`` has the answers that are not what was
asked for. After a send both say whether the message "may have been sent".

Turns an answer that is not the one asked for into one clear sentence and a remedy.
"""

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inbox_toolkit.appapi.endpoints import ADDRESS, REGION, Endpoint
from inbox_toolkit.appapi.responses import ApiResponse, sanitize
from inbox_toolkit.errors import CredentialsError, ForbiddenError, ServiceError, ToolkitError
from inbox_toolkit.project.credentials import APP_KEY, WHERE_KEYS_ARE_MADE, Credentials

CHECK_BEFORE_RESENDING = "look under Deliveries & Drafts in Customer.io before you send it again"


class MaybeSentError(ServiceError):
    """The service took the send, or may have; nobody knows whether the message goes out."""


class RejectedError(ServiceError):
    """The service answered that it will not do what was asked; nothing happened there."""

    def __init__(self, message: str, *, status: int, help: str | None = None) -> None:  # noqa: A002
        super().__init__(message, help=help)
        self.status = status


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked of whom; ``action`` completes "could not ...", a send cannot be undone."""

    action: str
    endpoint: Endpoint
    credentials: Credentials
    is_send: bool = False

    def sanitize(self, text: str) -> str:
        """Return a foreign text fit to show: one line, without the key."""
        return sanitize(text, self.credentials.token)


@dataclass(frozen=True, slots=True)
class ErrorMeaning:
    """What an exception of httpx means; ``sentence`` goes on after the host's name."""

    arrived: bool
    sentence: str


# Keyed by name, so that nothing needs httpx imported; a test holds it against vars(httpx).
# "arrived" is False only where no byte of the request can have reached the service.
ERROR_MEANINGS = {
    "ConnectError": ErrorMeaning(False, "cannot be reached"),
    "ConnectTimeout": ErrorMeaning(False, "did not take the connection in time"),
    "PoolTimeout": ErrorMeaning(False, "could not be asked: every connection was busy"),
    "ProxyError": ErrorMeaning(False, "cannot be reached: the proxy refused"),
    "UnsupportedProtocol": ErrorMeaning(False, "has an address that is neither http nor https"),
    "LocalProtocolError": ErrorMeaning(
        False, "could not be asked: the request breaks the HTTP protocol"
    ),
    "InvalidURL": ErrorMeaning(False, "has an address that cannot be read"),
    "ReadTimeout": ErrorMeaning(True, "did not answer in time"),
    "WriteTimeout": ErrorMeaning(True, "stopped taking the request"),
    "TimeoutException": ErrorMeaning(True, "did not answer in time"),
    "ReadError": ErrorMeaning(True, "broke off while answering"),
    "WriteError": ErrorMeaning(True, "broke off while the request was on its way"),
    "CloseError": ErrorMeaning(True, "broke off at the end"),
    "NetworkError": ErrorMeaning(True, "broke off"),
    "RemoteProtocolError": ErrorMeaning(True, "broke off before its answer was complete"),
    "ProtocolError": ErrorMeaning(True, "did not speak HTTP"),
    "DecodingError": ErrorMeaning(True, "answered with a body that cannot be decoded"),
    "TooManyRedirects": ErrorMeaning(True, "sent the request in circles"),
    "TransportError": ErrorMeaning(True, "could not be talked to"),
    "RequestError": ErrorMeaning(True, "could not be talked to"),
    "HTTPStatusError": ErrorMeaning(True, "answered with an error"),
    "HTTPError": ErrorMeaning(True, "could not be talked to"),
    "StreamError": ErrorMeaning(True, "broke off while answering"),
    "StreamConsumed": ErrorMeaning(True, "broke off while answering"),
    "StreamClosed": ErrorMeaning(True, "broke off while answering"),
    "ResponseNotRead": ErrorMeaning(True, "broke off while answering"),
    "RequestNotRead": ErrorMeaning(True, "could not be talked to"),
    "CookieConflict": ErrorMeaning(True, "answered with cookies that contradict each other"),
}
_UNKNOWN = ErrorMeaning(True, "could not be talked to")


def meaning_of(error: BaseException) -> ErrorMeaning:
    """Return what an exception means for the request, by its nearest known class."""
    names = (cls.__name__ for cls in type(error).__mro__)
    return next((ERROR_MEANINGS[name] for name in names if name in ERROR_MEANINGS), _UNKNOWN)


def is_permanent(error: BaseException) -> bool:
    """Whether another attempt would meet the same: a bad certificate, an address, a protocol."""
    certificate = any(isinstance(e, ssl.SSLError) for e in _chain(error))
    return certificate or type(error).__name__ in {
        "UnsupportedProtocol", "LocalProtocolError", "InvalidURL",
    }  # fmt: skip


def from_exception(error: Exception, call: Call) -> ToolkitError:
    """Return the error to raise for a request that got no (whole) answer."""
    meaning = meaning_of(error)
    host = call.endpoint.host
    if call.is_send and meaning.arrived:
        return MaybeSentError(f"the message may have been sent: {host} {meaning.sentence}",
                              help=CHECK_BEFORE_RESENDING)  # fmt: skip
    reason, remedy = _connect_trouble(error, call.endpoint)
    colon = ": " if reason else ""
    return ServiceError(f"could not {call.action}: {host} {meaning.sentence}{colon}{reason}",
                        help=remedy)  # fmt: skip


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Walk an exception and what caused it; httpx keeps the operating system's error there."""
    seen: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in seen:
        seen.append(current)
        yield current
        current = current.__cause__ or current.__context__


def _connect_trouble(error: BaseException, endpoint: Endpoint) -> tuple[str, str]:
    import socket

    for cause in _chain(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = cause.verify_message or "not trusted"
            return f"its certificate is not good ({why})", (
                "if a proxy of your company reads the traffic, set SSL_CERT_FILE to its CA bundle"
            )
        if isinstance(cause, ssl.SSLError):
            return "TLS failed", f"check that {endpoint.base_url} really speaks https"
        if isinstance(cause, socket.gaierror):
            return "its name could not be looked up", f"check the network, {ADDRESS} and {REGION}"
        if isinstance(cause, ConnectionRefusedError):
            return "the connection was refused", _nobody_there(endpoint)
    if meaning_of(error).arrived:
        return "", "try again in a minute; https://status.customer.io tells of known trouble"
    return "", _nobody_there(endpoint)


def _nobody_there(endpoint: Endpoint) -> str:
    if endpoint.is_local:
        return f"start `inbox sandbox`, or unset {ADDRESS} to reach Customer.io"
    return f"check the network, a proxy (HTTPS_PROXY), {ADDRESS} and {REGION}"


STATUS_PAGE = "https://status.customer.io tells of known trouble"
UNEXPECTED_RESPONSE_HELP = f"check the address with `inbox doctor`; {STATUS_PAGE}"


@dataclass(frozen=True, slots=True)
class _Answer:
    """A reply, what it says (sanitize), and what had been asked."""

    reply: ApiResponse
    said: str
    call: Call

    @property
    def host(self) -> str:
        return self.call.endpoint.host

    def sentence(self, fallback: str) -> str:
        words = (self.said or fallback).rstrip(".")
        return f"could not {self.call.action}: {words} ({self.reply.status} from {self.host})"


def from_response(reply: ApiResponse, call: Call) -> ToolkitError:
    """Return the error to raise for an answer that is not the one asked for."""
    answer = _Answer(reply, call.sanitize(reply.error_text()), call)
    if reply.is_success:
        return _useless_success(answer)
    if reply.status >= 500:
        return _server_failed(answer)
    judge = _JUDGES.get(reply.status, _redirected if reply.status < 400 else _rejected)
    return judge(answer)


def _useless_success(answer: _Answer) -> ToolkitError:
    if answer.call.is_send:
        return MaybeSentError(
            f"the message may have been sent: {answer.host} took it, but did not answer "
            "in the App API's words",
            help=f"{CHECK_BEFORE_RESENDING}; is {ADDRESS} the address of an App API?",
        )
    return ServiceError(
        f"could not {answer.call.action}: {answer.host} did not answer in the App API's words",
        help=f"is {ADDRESS} the address of an App API, and not of a web page?",
    )


def _server_failed(answer: _Answer) -> ToolkitError:
    if answer.call.is_send:
        words = f": {answer.said}" if answer.said else ""
        return MaybeSentError(
            "the message may have been sent: "
            f"{answer.host} failed with {answer.reply.status}{words}",
            help=CHECK_BEFORE_RESENDING,
        )
    return ServiceError(
        answer.sentence("the service failed"), help=f"try again in a minute; {STATUS_PAGE}"
    )


def _rejected(answer: _Answer) -> ToolkitError:
    status = answer.reply.status
    fallback, remedy = _REJECTIONS.get(status, ("the service refuses the request", _COMPARE))
    if "transactional_message_id" in answer.said and "not found" in answer.said:
        remedy = (
            "create the message in Customer.io under Transactional with this trigger name, "
            "or set the template's transactional_message_id to the id it has there"
        )
    return RejectedError(answer.sentence(fallback), status=status, help=remedy)


def _unknown_key(answer: _Answer) -> ToolkitError:
    words = f": {answer.said.rstrip('.')}" if answer.said else ""
    return CredentialsError(
        f"{answer.host} does not accept the key from {answer.call.credentials.source}{words}",
        help=f"a key is good for one workspace and one region ({REGION}=us or eu), and only from "
        f"allowed IP addresses; `inbox doctor` checks; {WHERE_KEYS_ARE_MADE}",
    )


def _forbidden(answer: _Answer) -> ToolkitError:
    if answer.call.credentials.is_service_account and not answer.call.is_send:
        remedy = f"a service account may only send: set {APP_KEY} to read"
    else:
        remedy = "check the key's scope, and that the workspace may send inbox messages"
    return ForbiddenError(answer.sentence("the key may not do this"), help=remedy)


def _limited(answer: _Answer) -> ToolkitError:
    asked = answer.reply.retry_after or ""
    wait = f"wait {asked} s" if asked.isdecimal() else "wait a while"
    nothing = "; nothing was sent" if answer.call.is_send else ""
    return RejectedError(
        answer.sentence("too many requests"), status=429, help=f"{wait} and try again{nothing}"
    )


def _redirected(answer: _Answer) -> ToolkitError:
    target = answer.call.sanitize(answer.reply.location or "nowhere")
    eu = "-eu." in target and "-eu." not in answer.host
    return RejectedError(
        f"could not {answer.call.action}: {answer.host} answered {answer.reply.status} "
        f"and points to {target}",
        status=answer.reply.status,
        help=f"set {REGION}=eu" if eu else f"set {ADDRESS} or {REGION} to where the App API is",
    )


_COMPARE = "compare it with what --dry-run prints"
_REJECTIONS = {
    400: ("the service finds the request wrong", _COMPARE),
    404: ("there is no such thing here", "check the name, the workspace and the region"),
    405: ("the service knows no such address", f"check {ADDRESS}: it ends before /v1"),
    413: ("the request is too large", "a whole request may have 2,048 KB"),
    422: ("the service finds a value wrong", _COMPARE),
}

_JUDGES: dict[int, Callable[[_Answer], ToolkitError]] = {
    401: _unknown_key,
    402: _forbidden,
    403: _forbidden,
    429: _limited,
}
