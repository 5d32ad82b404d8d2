"""Our own client against the sandbox: the two never import each other, so a slip shows here."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import httpx
import pytest
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.customers import fetch_person
from inbox_toolkit.appapi.deliveries import undefined_variable
from inbox_toolkit.appapi.endpoints import find_endpoint
from inbox_toolkit.appapi.errors import MaybeSentError, RejectedError
from inbox_toolkit.appapi.polling import DeliveryStatus, Poller
from inbox_toolkit.appapi.recipients import Recipient
from inbox_toolkit.appapi.send_request import SendRequest
from inbox_toolkit.appapi.transport import open_transport
from inbox_toolkit.errors import CredentialsError, ForbiddenError, ServiceError, ToolkitError
from inbox_toolkit.project.credentials import make_credentials
from inbox_toolkit.sandbox.options import EmulatorOptions
from inbox_toolkit.sandbox.service import Setup

from tests.support.sandbox_server import RunningSandbox, serve_sandbox

KEY = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"
SCHEDULES = int(os.environ.get("INBOX_TEST_SCHEDULES", "60"))


def client(url: str, *, token: str = KEY, transport: httpx.BaseTransport | None = None) -> AppApi:
    credentials = make_credentials(token, "7", source="CUSTOMERIO_APP_API_KEY")
    endpoint = find_endpoint({"CIO_API_URL": url})
    return AppApi(credentials, endpoint, transport=transport, sleep=lambda _: None)


@pytest.fixture
def api(sandbox: RunningSandbox) -> Iterator[AppApi]:
    with client(sandbox.url) as made:
        yield made


def request(data: dict[str, object] | None = None, **fields: object) -> SendRequest:
    made = {"order_id": "7"} if data is None else data
    return SendRequest("order_shipped", Recipient("id", "user_123"), made, **fields)  # type: ignore[arg-type]


def test_a_send_is_followed_to_sent(api: AppApi) -> None:
    accepted = api.send(request())
    verdict = Poller(api.delivery).poll(accepted.delivery_id)
    assert verdict.status is DeliveryStatus.SENT


def test_a_missing_value_is_followed_to_its_failure(api: AppApi) -> None:
    accepted = api.send(request({}))
    verdict = Poller(api.delivery).poll(accepted.delivery_id)
    assert verdict.status is DeliveryStatus.FAILED
    assert undefined_variable(verdict.delivery.failure_message) == "trigger.order_id"


def test_a_delivery_that_cannot_be_read_yet_is_waited_for(folder: Path) -> None:
    with serve_sandbox(folder, unseen_seconds=0.3) as sandbox, client(sandbox.url) as api:
        accepted = api.send(request())
        assert api.delivery(accepted.delivery_id) is None
        assert Poller(api.delivery).poll(accepted.delivery_id).status is DeliveryStatus.SENT


def test_a_draft_and_a_time_to_come(api: AppApi) -> None:
    draft = api.send(request(queue_draft=True))
    assert Poller(api.delivery).poll(draft.delivery_id).status is DeliveryStatus.DRAFTED
    at = int(time.time()) + 600
    assert api.send(request(send_at=at)).send_at == at


@pytest.mark.parametrize(
    ("template", "to", "words"),
    [
        ("nope", Recipient("id", "user_123"), "not found"),
        ("order_shipped", Recipient("id", "x" * 1001), "identifiers"),
    ],
)
def test_a_refusal_is_one(api: AppApi, template: str, to: Recipient, words: str) -> None:
    with pytest.raises(RejectedError, match=words) as caught:
        api.send(SendRequest(template, to, {}))
    assert caught.value.status == 400


def test_a_foreign_key_and_a_forbidden_account(folder: Path) -> None:
    setup = Setup(keys=frozenset({"another"}), options=EmulatorOptions(account="no-feature"))
    with serve_sandbox(folder, setup=setup) as sandbox:
        with client(sandbox.url) as api, pytest.raises(CredentialsError):
            api.send(request())
        with client(sandbox.url, token="another") as api, pytest.raises(ForbiddenError):
            api.send(request())


def test_a_service_account_sends_and_reads_nothing(sandbox: RunningSandbox) -> None:
    with client(sandbox.url, token="sa_live_x") as api:
        assert api.send(request()).delivery_id
        with pytest.raises(CredentialsError):
            api.get("/v1/workspaces", "read the workspaces")


@pytest.mark.parametrize("kind", ["id", "email", "cio_id"])
def test_a_person_is_fetched_by_each_identifier(
    sandbox: RunningSandbox, api: AppApi, kind: str
) -> None:
    ada = sandbox.service.people.find("id", "user_123")
    assert ada is not None
    value = ada.identifiers[kind]
    person = fetch_person(api, Recipient(kind, str(value)))
    assert person.attributes["first_name"] == "Ada"
    assert person.attributes["points"] == "7"


FAULTS = (
    "status;status=429",
    "status;status=429;retry_after=1",
    "status;status=500",
    "status;status=503;after=true",
    "html;status=502",
    "html;status=200;after=true",
    "reset",
    "reset;after=true",
    "cut",
    "latency;seconds=0.001",
    "late-verdict;seconds=0.01",
    "two-verdicts",
)


class Scheduled(httpx.BaseTransport):
    """Carries requests, each under the next fault of a schedule; none once that is at its end."""

    def __init__(self, url: str, schedule: list[str]) -> None:
        self._inner = open_transport(url)
        self._schedule = schedule

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._schedule:
            request.headers["X-Sandbox-Fault"] = self._schedule.pop(0)
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


def send_under(url: str, number: int, schedule: list[str]) -> str:
    """Send one message under faults; return ``accepted``, ``maybe`` or ``refused``."""
    transport = Scheduled(url, schedule)
    with client(url, transport=transport) as api:
        try:
            api.send(request({"order_id": str(number)}))
        except MaybeSentError:
            return "maybe"
        except ServiceError:
            return "refused"
    return "accepted"


@pytest.mark.long
def test_whatever_goes_wrong_nothing_is_delivered_twice(folder: Path) -> None:
    """The long form: INBOX_TEST_SCHEDULES=10000. What is said of each send must be true as well."""
    chance = Random(SCHEDULES)
    schedules = [
        [chance.choice(FAULTS) for _ in range(chance.choice([0, 1, 1, 2, 3, 4, 6]))]
        for _ in range(SCHEDULES)
    ]
    with serve_sandbox(folder) as sandbox:
        said = [send_under(sandbox.url, n, list(each)) for n, each in enumerate(schedules)]
        counts = [0] * SCHEDULES
        found = sandbox.outbox.deliveries()
        for one in found:
            counts[int(one.request["message_data"]["order_id"])] += 1
    truth = {"accepted": {1}, "refused": {0}, "maybe": {0, 1}}
    lies = [
        (schedule, word, count)
        for schedule, word, count in zip(schedules, said, counts, strict=True)
        if count not in truth[word]
    ]
    assert lies == []
    assert set(said) == set(truth)


def test_several_clients_at_once_each_get_their_own(sandbox: RunningSandbox) -> None:
    ids: list[str] = []

    def work() -> None:
        with client(sandbox.url) as api:
            ids.extend(api.send(request()).delivery_id for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(set(ids)) == 40
    assert {one.delivery_id for one in sandbox.outbox.deliveries()} == set(ids)


def test_a_sandbox_that_is_not_there_is_said(folder: Path) -> None:
    with serve_sandbox(folder) as sandbox:
        url = sandbox.url
    with client(url) as api, pytest.raises(ToolkitError) as caught:
        api.send(request())
    assert "inbox sandbox" in (caught.value.help or "")
