"""Turns everything that can go wrong with a request into one clear sentence and a remedy.

Here: a request without a (whole) answer. ``answers.py`` has the answers that are not what was
asked for. After a send both say whether the message "may have been sent".
"""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass

from inbox_toolkit.appapi.redact import presentable
from inbox_toolkit.appapi.regions import ADDRESS, REGION, Endpoint
from inbox_toolkit.errors import ServiceError, ToolkitError
from inbox_toolkit.project.credentials import Credentials

LOOK_FIRST = "look under Deliveries & Drafts in Customer.io before you send it again"


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

    def washed(self, text: str) -> str:
        """Return a foreign text fit to show: one line, without the key."""
        return presentable(text, self.credentials.token)


@dataclass(frozen=True, slots=True)
class Fate:
    """What an exception of httpx means; ``sentence`` goes on after the host's name."""

    arrived: bool
    sentence: str


# Keyed by name, so that nothing needs httpx imported; a test holds it against vars(httpx).
# "arrived" is False only where no byte of the request can have reached the service.
FATES = {
    "ConnectError": Fate(False, "cannot be reached"),
    "ConnectTimeout": Fate(False, "did not take the connection in time"),
    "PoolTimeout": Fate(False, "could not be asked: every connection was busy"),
    "ProxyError": Fate(False, "cannot be reached: the proxy refused"),
    "UnsupportedProtocol": Fate(False, "has an address that is neither http nor https"),
    "LocalProtocolError": Fate(False, "could not be asked: the request breaks the HTTP protocol"),
    "InvalidURL": Fate(False, "has an address that cannot be read"),
    "ReadTimeout": Fate(True, "did not answer in time"),
    "WriteTimeout": Fate(True, "stopped taking the request"),
    "TimeoutException": Fate(True, "did not answer in time"),
    "ReadError": Fate(True, "broke off while answering"),
    "WriteError": Fate(True, "broke off while the request was on its way"),
    "CloseError": Fate(True, "broke off at the end"),
    "NetworkError": Fate(True, "broke off"),
    "RemoteProtocolError": Fate(True, "broke off before its answer was complete"),
    "ProtocolError": Fate(True, "did not speak HTTP"),
    "DecodingError": Fate(True, "answered with a body that cannot be decoded"),
    "TooManyRedirects": Fate(True, "sent the request in circles"),
    "TransportError": Fate(True, "could not be talked to"),
    "RequestError": Fate(True, "could not be talked to"),
    "HTTPStatusError": Fate(True, "answered with an error"),
    "HTTPError": Fate(True, "could not be talked to"),
    "StreamError": Fate(True, "broke off while answering"),
    "StreamConsumed": Fate(True, "broke off while answering"),
    "StreamClosed": Fate(True, "broke off while answering"),
    "ResponseNotRead": Fate(True, "broke off while answering"),
    "RequestNotRead": Fate(True, "could not be talked to"),
    "CookieConflict": Fate(True, "answered with cookies that contradict each other"),
}
_UNKNOWN = Fate(True, "could not be talked to")


def fate_of(error: BaseException) -> Fate:
    """Return what an exception means for the request, by its nearest known class."""
    names = (cls.__name__ for cls in type(error).__mro__)
    return next((FATES[name] for name in names if name in FATES), _UNKNOWN)


def is_lasting(error: BaseException) -> bool:
    """Whether another attempt would meet the same: a bad certificate, an address, a protocol."""
    certificate = any(isinstance(e, ssl.SSLError) for e in _chain(error))
    return certificate or type(error).__name__ in {
        "UnsupportedProtocol", "LocalProtocolError", "InvalidURL",
    }  # fmt: skip


def from_exception(error: Exception, call: Call) -> ToolkitError:
    """Return the error to raise for a request that got no (whole) answer."""
    fate = fate_of(error)
    host = call.endpoint.host
    if call.is_send and fate.arrived:
        return MaybeSentError(f"the message may have been sent: {host} {fate.sentence}",
                              help=LOOK_FIRST)  # fmt: skip
    reason, remedy = _connect_trouble(error, call.endpoint)
    colon = ": " if reason else ""
    return ServiceError(f"could not {call.action}: {host} {fate.sentence}{colon}{reason}",
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
    if fate_of(error).arrived:
        return "", "try again in a minute; https://status.customer.io tells of known trouble"
    return "", _nobody_there(endpoint)


def _nobody_there(endpoint: Endpoint) -> str:
    if endpoint.is_local:
        return f"start `inbox sandbox`, or unset {ADDRESS} to reach Customer.io"
    return f"check the network, a proxy (HTTPS_PROXY), {ADDRESS} and {REGION}"
