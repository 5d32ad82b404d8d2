from collections.abc import Callable
from email.utils import formatdate

import pytest
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.endpoints import HOSTS, Endpoint, find_endpoint
from inbox_toolkit.appapi.health import Check, CheckStatus, check_service
from inbox_toolkit.project.credentials import Credentials

from tests.support.fake_clock import FakeClock
from tests.support.loopback import Loopback, Scripted, Seen, as_json

US = Endpoint(HOSTS["us"], "region US")
WORKSPACES = as_json({"workspaces": [{"id": 7, "name": "Acme\x1b[2J"}]})
UNAUTHORIZED = as_json({"errors": [{"detail": "unauthorized", "status": "401"}]}, 401)
NOW = 1_768_467_600.0


@pytest.fixture
def other(
    server: Loopback, credentials: Credentials, naps: FakeClock
) -> Callable[[Endpoint], AppApi]:
    """Opens the same loopback server under the name of another region."""

    def open_api(endpoint: Endpoint) -> AppApi:
        return AppApi(credentials, find_endpoint({"CIO_API_URL": server.url}), sleep=naps.sleep)

    return open_api


def look(
    api: AppApi, other: Callable[[Endpoint], AppApi], *, now: float | None = None
) -> list[Check]:
    import time

    return list(check_service(api, US, other, lambda: now or time.time()))


def test_a_good_key_is_told_its_workspace_and_scopes(
    api: AppApi, server: Loopback, other: Callable[[Endpoint], AppApi]
) -> None:
    server.route = lambda seen: WORKSPACES if "workspaces" in seen.path else as_json({})
    checks = look(api, other)
    assert {check.status for check in checks} == {CheckStatus.GOOD}
    assert [check.message for check in checks] == [
        "the clock agrees with the service's",
        "the key is valid in region US, for Acme[2J (id 7)",
        "the key may read deliveries",
        "the key may read snippets",
        "the key may look people up",
    ]


def test_a_missing_scope_says_what_fails_without_it(
    api: AppApi, server: Loopback, other: Callable[[Endpoint], AppApi]
) -> None:
    def route(seen: Seen) -> Scripted:
        if "snippets" in seen.path:
            return as_json({"errors": [{"detail": "forbidden", "status": "403"}]}, 403)
        return WORKSPACES if "workspaces" in seen.path else as_json({})

    server.route = route
    (warning,) = [check for check in look(api, other) if check.status is not CheckStatus.GOOD]
    assert warning.status is CheckStatus.WARNING
    assert "forbidden" in warning.message
    assert "pull-snippets` cannot work" in warning.help
    assert warning.exit_code == 0


def test_a_key_of_the_other_region_is_found_there(
    api: AppApi, server: Loopback, other: Callable[[Endpoint], AppApi]
) -> None:
    server.script(UNAUTHORIZED, UNAUTHORIZED, WORKSPACES)
    check = look(api, other)[-1]
    assert (check.status, check.exit_code) == (CheckStatus.BAD, 3)
    assert check.message == "the key is valid in region EU, not in region US"
    assert check.help.startswith("set CIO_REGION=eu")


def test_a_key_nobody_knows_is_3(
    api: AppApi, server: Loopback, other: Callable[[Endpoint], AppApi]
) -> None:
    server.route = lambda seen: UNAUTHORIZED
    check = look(api, other)[-1]
    assert (check.status, check.exit_code) == (CheckStatus.BAD, 3)
    assert "does not accept the key" in check.message


def test_no_answer_ends_the_checkup(
    api: AppApi, server: Loopback, other: Callable[[Endpoint], AppApi]
) -> None:
    server.route = lambda seen: Scripted(wire="reset")
    (check,) = look(api, other)
    assert (check.status, check.exit_code) == (CheckStatus.BAD, 5)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "the clock agrees with the service's"),
        (-30, "the clock agrees with the service's"),
        (90, "the clock is 90 s ahead of the service's"),
        (-3600, "the clock is 3600 s behind the service's"),
    ],
)
def test_the_clock_is_held_against_the_services(
    server: Loopback,
    credentials: Credentials,
    other: Callable[[Endpoint], AppApi],
    naps: FakeClock,
    ahead: int,
    words: str,
) -> None:
    import httpx

    def answer(request: httpx.Request) -> httpx.Response:
        headers = {"Date": formatdate(NOW, usegmt=True)}
        return httpx.Response(200, json={"workspaces": []}, headers=headers)

    with AppApi(credentials, US, transport=httpx.MockTransport(answer), sleep=naps.sleep) as api:
        checks = look(api, other, now=NOW + ahead)
    assert checks[0].message == words
    assert bool(checks[0].help) == (checks[0].status is CheckStatus.WARNING)


@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 99 Jan 2026 99:00:00 GMT"])
def test_a_date_nobody_can_read_says_nothing(
    credentials: Credentials, other: Callable[[Endpoint], AppApi], naps: FakeClock, date: str
) -> None:
    import httpx

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"workspaces": None}, headers={"Date": date})

    with AppApi(credentials, US, transport=httpx.MockTransport(answer), sleep=naps.sleep) as api:
        checks = look(api, other)
    assert checks[0].message == "the key is valid in region US, for a workspace without a name"
