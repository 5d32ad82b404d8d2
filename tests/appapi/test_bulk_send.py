"""At most once, whatever happens: the service's own count is what is asserted."""

import random
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from inbox_toolkit.appapi.bulk_send import Message, SendResult, message_key, plan_key, send_all
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.endpoints import find_endpoint
from inbox_toolkit.appapi.errors import MaybeSentError, RejectedError
from inbox_toolkit.appapi.recipients import parse_recipient
from inbox_toolkit.appapi.send_log import SendLog, SendState
from inbox_toolkit.appapi.send_request import Accepted, SendRequest
from inbox_toolkit.errors import CredentialsError, ServiceError
from inbox_toolkit.project.credentials import Credentials

ENDPOINT = find_endpoint({})


def message(name: str) -> Message:
    return Message(name, SendRequest("order_shipped", parse_recipient(f"id:{name}"), {"n": name}))


MESSAGES = [message(name) for name in "abcdef"]


def run(
    path: Path, answers: dict[str, Exception], sent: list[str], *, again: bool = False
) -> list[SendResult]:
    """Send all with a service that does as told for some recipients and accepts the others."""

    def send(request: SendRequest) -> Accepted:
        name = request.recipient.value
        sent.append(name)
        if name in answers:
            raise answers[name]
        return Accepted(f"delivery-{name}")

    with SendLog(path) as journal:
        return send_all(MESSAGES, ENDPOINT, journal, send, again=again)


def states(results: list[SendResult]) -> list[SendState | None]:
    return [result.state for result in results]


def test_a_smooth_run_sends_each_once_and_is_forgotten(tmp_path: Path) -> None:
    path, sent = tmp_path / "j", list[str]()
    assert states(run(path, {}, sent)) == [SendState.ACCEPTED] * 6
    assert sent == list("abcdef")
    assert not path.exists()
    run(path, {}, sent)
    assert sent == list("abcdef") * 2


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path, sent = tmp_path / "j", list[str]()
    with pytest.raises(KeyboardInterrupt):
        run(path, {"c": KeyboardInterrupt()}, sent)  # type: ignore[dict-item]
    results = run(path, {}, sent)
    assert sent == list("abcdef")
    assert states(results) == [
        SendState.ACCEPTED, SendState.ACCEPTED, SendState.UNKNOWN,
        SendState.ACCEPTED, SendState.ACCEPTED, SendState.ACCEPTED,
    ]  # fmt: skip
    assert [result.from_earlier_run for result in results] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert results[0].delivery_id == "delivery-a"
    assert results[2].error is not None
    assert "may have sent it" in results[2].error.message


def test_what_may_have_been_sent_is_remembered_until_it_is_sent_again(tmp_path: Path) -> None:
    path, sent = tmp_path / "j", list[str]()
    run(path, {"c": MaybeSentError("?")}, sent)
    for _ in range(3):
        results = run(path, {}, sent)
        assert states(results).count(SendState.UNKNOWN) == 1
        assert sent == list("abcdef")
        assert path.exists()
    assert states(run(path, {}, sent, again=True)) == [SendState.ACCEPTED] * 6
    assert sent == [*"abcdef", "c"]
    assert not path.exists()


def test_a_refusal_keeps_nobody_back_and_is_tried_again(tmp_path: Path) -> None:
    path, sent = tmp_path / "j", list[str]()
    first = run(path, {"b": RejectedError("no", status=400)}, sent)
    assert states(first)[1] is SendState.REFUSED
    assert states(first).count(SendState.ACCEPTED) == 5
    run(path, {}, sent)
    assert sent == [*"abcdef", "b"]


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (RejectedError("slow", status=429), SendState.REFUSED),
        (CredentialsError("no key"), SendState.REFUSED),
        (ServiceError("no way"), SendState.REFUSED),
        (MaybeSentError("?"), SendState.UNKNOWN),
    ],
)
def test_trouble_that_would_repeat_keeps_the_rest_back(
    tmp_path: Path, trouble: Exception, state: SendState
) -> None:
    path, sent = tmp_path / "j", list[str]()
    results = run(path, {"b": trouble}, sent)
    assert states(results) == [SendState.ACCEPTED, state, None, None, None, None]
    run(path, {}, sent)
    again = ["b"] if state is SendState.REFUSED else []
    assert sent == ["a", "b", *again, "c", "d", "e", "f"]


def test_a_message_is_the_same_at_another_hour_and_no_other() -> None:
    request = MESSAGES[0].request
    key = message_key(request, ENDPOINT)
    assert message_key(replace(request, send_at=99), ENDPOINT) == key
    assert message_key(replace(request, language="de"), ENDPOINT) != key
    assert message_key(request, find_endpoint({"CIO_REGION": "eu"})) != key


def test_a_run_is_the_same_in_any_order() -> None:
    assert plan_key(MESSAGES, ENDPOINT) == plan_key(reversed(MESSAGES), ENDPOINT)
    assert plan_key(MESSAGES, ENDPOINT) != plan_key(MESSAGES[:5], ENDPOINT)


# --- random faults ---------------------------------------------------------------------------


class Killed(BaseException):
    """The process dies here."""


class Service:
    """Counts deliveries; before, while and after taking a message anything may happen."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.delivered: Counter[str] = Counter()

    def handle(self, request: httpx.Request) -> httpx.Response:
        fault = self.chance.choice(
            ["none", "none", "refused", "busy", "bad", "timeout before", "timeout after",
             "killed before", "killed after", "500 before", "500 after", "reset after"]
        )  # fmt: skip
        if fault == "refused":
            raise httpx.ConnectError("refused", request=request)
        if fault == "busy":
            return httpx.Response(429, headers={"Retry-After": "1"})
        if fault == "bad":
            return httpx.Response(400, json={"meta": {"error": "no"}})
        if not fault.endswith("before"):
            self.delivered[request.content.decode()] += 1
        self._answer_with(fault.split()[0], request)
        status = 500 if fault.startswith("500") else 200
        return httpx.Response(status, json={"delivery_id": str(self.delivered.total())})

    def _answer_with(self, fault: str, request: httpx.Request) -> None:
        if fault == "killed":
            raise Killed
        if fault == "timeout":
            raise httpx.ReadTimeout("slow", request=request)
        if fault == "reset":
            raise httpx.ReadError("reset", request=request)


def survive(seed: int, folder: Path) -> Counter[str]:
    """Run a plan again until each message is accepted or unknown; return the deliveries counted."""
    service = Service(random.Random(seed))
    credentials = Credentials("k", None, "test")
    path = folder / "j"
    transport = httpx.MockTransport(service.handle)
    with AppApi(credentials, ENDPOINT, transport=transport, sleep=lambda s: None) as api:
        for _ in range(200):
            try:
                with SendLog(path) as log:
                    results = send_all(MESSAGES[:4], ENDPOINT, log, api.send)
            except Killed:
                continue
            known = states(results)
            if set(known) <= {SendState.ACCEPTED, SendState.UNKNOWN}:
                assert path.exists() == (SendState.UNKNOWN in known)
                return service.delivered
    raise AssertionError("the run does not end")


@pytest.mark.long
@pytest.mark.parametrize("block", range(5))
def test_no_schedule_of_faults_delivers_twice(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        with tempfile.TemporaryDirectory() as folder:
            assert max(survive(seed, Path(folder)).values(), default=0) <= 1, f"seed {seed}"
