"""A loopback server, and a client that points at it and never really sleeps."""

from collections.abc import Iterator

import httpx
import pytest
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.endpoints import find_endpoint
from inbox_toolkit.project.credentials import Credentials, make_credentials

from tests.support.fake_clock import FakeClock
from tests.support.loopback import Loopback, serve_loopback

KEY = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serve_loopback() as loopback:
        yield loopback


@pytest.fixture
def naps() -> FakeClock:
    return FakeClock()


@pytest.fixture
def credentials() -> Credentials:
    return make_credentials(KEY, "", source="CUSTOMERIO_APP_API_KEY")


@pytest.fixture
def api(server: Loopback, credentials: Credentials, naps: FakeClock) -> Iterator[AppApi]:
    endpoint = find_endpoint({"CIO_API_URL": server.url})
    timeout = httpx.Timeout(5.0, read=0.5)
    with AppApi(credentials, endpoint, sleep=naps.sleep, timeout=timeout) as client:
        yield client
