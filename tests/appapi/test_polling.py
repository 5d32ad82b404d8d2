from collections.abc import Mapping

import pytest
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.deliveries import Delivery, DeliveryEvent
from inbox_toolkit.appapi.polling import (
    DeliveryStatus,
    Poller,
    PollResult,
    status_of,
)
from inbox_toolkit.errors import ForbiddenError, ServiceError

from tests.support.fake_clock import FakeClock
from tests.support.loopback import Loopback, as_json

Reading = Mapping[str, int] | Exception | None


class Story:
    """Deliveries whose readings are scripted, on a clock that sleeping moves; the last repeats."""

    def __init__(self, readings: Mapping[str, list[Reading]]) -> None:
        self.readings = {name: list(story) for name, story in readings.items()}
        self.now = 50.0
        self.reads: list[tuple[str, float]] = []
        self.events: list[tuple[str, str]] = []

    def read(self, delivery_id: str) -> Delivery | None:
        self.reads.append((delivery_id, round(self.now - 50.0, 2)))
        story = self.readings[delivery_id]
        reading = story.pop(0) if len(story) > 1 else story[0]
        if isinstance(reading, Exception):
            raise reading
        if reading is None:
            return None
        return Delivery(
            delivery_id, tuple(DeliveryEvent(s, at) for s, at in reading.items()), "why"
        )

    def poller(self, timeout: float = 30.0, until: frozenset[str] = frozenset()) -> Poller:
        return Poller(
            self.read,
            timeout=timeout,
            until=until,
            on_event=lambda one, moment: self.events.append((one, moment.state)),
            sleep=self._sleep,
            clock=lambda: self.now,
        )

    def _sleep(self, seconds: float) -> None:
        self.now += seconds


def poll(*readings: Reading, **options: object) -> tuple[PollResult, Story]:
    story = Story({"d": list(readings)})
    return story.poller(**options).poll("d"), story  # type: ignore[arg-type]


def test_not_found_means_not_yet() -> None:
    result, story = poll(None, None, {"created": 1}, {"created": 1, "sent": 2})
    assert result.status is DeliveryStatus.SENT
    assert story.events == [("d", "created"), ("d", "sent")]
    assert [at for _, at in story.reads] == [0.25, 0.65, 1.29, 2.31]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("failed", DeliveryStatus.FAILED),
        ("dropped", DeliveryStatus.FAILED),
        ("bounced", DeliveryStatus.FAILED),
        ("undeliverable", DeliveryStatus.UNDELIVERABLE),
        ("drafted", DeliveryStatus.DRAFTED),
        ("sent", DeliveryStatus.SENT),
    ],
)
def test_each_final_state_has_its_status(state: str, status: DeliveryStatus) -> None:
    result, story = poll({state: 1})
    assert result.status is status
    assert len(story.reads) == 1


def test_a_failure_after_a_success_counts() -> None:
    assert (
        status_of(Delivery("d", (DeliveryEvent("sent", 1), DeliveryEvent("failed", 2))))
        is DeliveryStatus.FAILED
    )


def test_a_failure_message_alone_is_an_attempt_that_will_be_repeated() -> None:
    result, _ = poll({"created": 1}, timeout=5.0)
    assert result.status is DeliveryStatus.UNKNOWN
    assert result.delivery.failure_message == "why"


def test_the_last_read_is_at_the_timeout() -> None:
    result, story = poll(None, timeout=10.0)
    assert result.status is DeliveryStatus.UNKNOWN
    assert result.waited == pytest.approx(10.0)
    assert story.reads[-1][1] == 10.0
    assert result.delivery == Delivery("d")


def test_polling_goes_on_after_sent_until_it_is_opened() -> None:
    result, story = poll(
        {"sent": 1}, {"sent": 1}, {"sent": 1, "opened": 5}, until=frozenset({"opened"})
    )
    assert result.delivery.states == ("sent", "opened")
    assert story.events == [("d", "sent"), ("d", "opened")]


def test_polling_for_opened_ends_at_a_failure() -> None:
    result, _ = poll({"sent": 1}, {"failed": 2}, until=frozenset({"opened"}))
    assert result.status is DeliveryStatus.FAILED


def test_a_service_that_fails_for_a_while_is_asked_again() -> None:
    result, _ = poll(ServiceError("down"), {"sent": 1})
    assert result.status is DeliveryStatus.SENT
    assert result.error is None


def test_a_service_that_keeps_failing_is_the_error() -> None:
    result, _ = poll(ServiceError("down"), timeout=3.0)
    assert result.status is DeliveryStatus.UNKNOWN
    assert result.error is not None
    assert result.error.message == "down"


def test_a_key_that_may_not_read_is_not_asked_again() -> None:
    result, story = poll(ForbiddenError("no"))
    assert result.error is not None
    assert len(story.reads) == 1


def test_many_are_polled_in_turns_and_reported_as_they_end() -> None:
    story = Story({"a": [None, {"sent": 1}], "b": [{"failed": 1}], "c": [None]})
    ended: list[str] = []
    results = story.poller(timeout=4.0).poll_all(
        ["c", "a", "b", "a"],
        on_result=lambda result: ended.append(result.delivery.delivery_id),
    )
    assert [one.status for one in results] == [
        DeliveryStatus.UNKNOWN,
        DeliveryStatus.SENT,
        DeliveryStatus.FAILED,
    ]
    assert ended == ["b", "a", "c"]


def test_polling_nothing() -> None:
    assert Story({}).poller().poll_all([]) == []


def test_over_the_wire(api: AppApi, server: Loopback, naps: FakeClock) -> None:
    failure = "undefined variable: trigger.order_id"
    server.script(
        as_json({"errors": [{"detail": "not found", "status": "404"}]}, 404),
        as_json({"message": {"id": "d=", "metrics": {}, "failure_message": None}}),
        as_json({"message": {"id": "d=", "metrics": {"failed": 9}, "failure_message": failure}}),
    )
    result = Poller(api.delivery, sleep=naps.sleep, clock=naps.clock).poll("d=")
    assert result.status is DeliveryStatus.FAILED
    assert result.delivery.failure_message == failure
    assert {seen.path for seen in server.seen} == {"/v1/messages/d%3D"}
