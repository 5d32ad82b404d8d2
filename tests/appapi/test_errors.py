import inspect
import ssl

import httpx
import pytest
from inbox_toolkit.appapi.endpoints import find_endpoint
from inbox_toolkit.appapi.errors import (
    ERROR_MEANINGS,
    Call,
    MaybeSentError,
    from_exception,
    is_permanent,
    meaning_of,
)
from inbox_toolkit.errors import ServiceError
from inbox_toolkit.project.credentials import Credentials

EXCEPTIONS = [
    one for one in vars(httpx).values() if inspect.isclass(one) and issubclass(one, Exception)
]
NEVER_ARRIVED = {
    "ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError",
    "UnsupportedProtocol", "LocalProtocolError", "InvalidURL",
}  # fmt: skip


def call(credentials: Credentials, *, is_send: bool) -> Call:
    return Call("send the message", find_endpoint({}), credentials, is_send)


@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__name__)
def test_every_exception_of_httpx_has_its_own_fate(kind: type[Exception]) -> None:
    assert kind.__name__ in ERROR_MEANINGS


def test_only_these_prove_that_nothing_arrived() -> None:
    assert {
        name for name, meaning in ERROR_MEANINGS.items() if not meaning.arrived
    } == NEVER_ARRIVED


@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__name__)
def test_every_exception_becomes_one_sentence(
    kind: type[Exception], credentials: Credentials
) -> None:
    error = kind.__new__(kind)
    error.args = (f"secret {credentials.token} Traceback",)
    told = from_exception(error, call(credentials, is_send=True))
    assert isinstance(told, ServiceError)
    assert told.exit_code == 5
    assert told.help
    assert credentials.token not in f"{told.message} {told.help}"
    assert "\n" not in told.message
    assert ("may have been sent" in told.message) == meaning_of(error).arrived
    assert isinstance(told, MaybeSentError) == meaning_of(error).arrived


def test_an_exception_nobody_knows_counts_as_arrived(credentials: Credentials) -> None:
    told = from_exception(RuntimeError("?"), call(credentials, is_send=True))
    assert isinstance(told, MaybeSentError)


def test_a_read_is_never_said_to_be_sent(credentials: Credentials) -> None:
    told = from_exception(httpx.ReadTimeout("x"), call(credentials, is_send=False))
    assert not isinstance(told, MaybeSentError)
    assert "sent" not in told.message.removeprefix("could not send the message")


def test_a_bad_certificate_lasts_and_a_refused_connection_does_not() -> None:
    error = httpx.ConnectError("x")
    assert not is_permanent(error)
    error.__cause__ = ssl.SSLCertVerificationError("self-signed")
    assert is_permanent(error)
