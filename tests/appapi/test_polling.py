from collections.abc import Mapping

import pytest
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.deliveries import Delivery, DeliveryEvent
from inbox_toolkit.appapi.polling import (
    DeliveryStatus,
    PollResult,
    Watch,
    follow,
    follow_all,
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
        self.looks: list[tuple[str, float]] = []
        self.told: list[tuple[str, str]] = []

    def read(self, delivery_id: str) -> Delivery | None:
        self.looks.append((delivery_id, round(self.now - 50.0, 2)))
        story = self.readings[delivery_id]
        reading = story.pop(0) if len(story) > 1 else story[0]
        if isinstance(reading, Exception):
            raise reading
        if reading is None:
            return None
        return Delivery(
            delivery_id, tuple(DeliveryEvent(s, at) for s, at in reading.items()), "why"
        )

    def watch(self, patience: float = 30.0, until: frozenset[str] = frozenset()) -> Watch:
        return Watch(
            self.read,
            patience,
            until,
            on_event=lambda one, moment: self.told.append((one, moment.state)),
            sleep=self._sleep,
            clock=lambda: self.now,
        )

    def _sleep(self, seconds: float) -> None:
        self.now += seconds


def tell(*readings: Reading, **options: object) -> tuple[PollResult, Story]:
    story = Story({"d": list(readings)})
    return follow("d", story.watch(**options)), story  # type: ignore[arg-type]


def test_not_found_means_not_yet() -> None:
    verdict, story = tell(None, None, {"created": 1}, {"created": 1, "sent": 2})
    assert verdict.kind is DeliveryStatus.SENT
    assert story.told == [("d", "created"), ("d", "sent")]
    assert [at for _, at in story.looks] == [0.25, 0.65, 1.29, 2.31]


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("failed", DeliveryStatus.FAILED),
        ("dropped", DeliveryStatus.FAILED),
        ("bounced", DeliveryStatus.FAILED),
        ("undeliverable", DeliveryStatus.UNDELIVERABLE),
        ("drafted", DeliveryStatus.DRAFTED),
        ("sent", DeliveryStatus.SENT),
    ],
)
def test_each_end_has_its_verdict(state: str, kind: DeliveryStatus) -> None:
    verdict, story = tell({state: 1})
    assert verdict.kind is kind
    assert len(story.looks) == 1


def test_a_failure_after_a_success_counts() -> None:
    assert (
        status_of(Delivery("d", (DeliveryEvent("sent", 1), DeliveryEvent("failed", 2))))
        is DeliveryStatus.FAILED
    )


def test_a_failure_message_alone_is_an_attempt_that_will_be_repeated() -> None:
    verdict, _ = tell({"created": 1}, patience=5.0)
    assert verdict.kind is DeliveryStatus.UNKNOWN
    assert verdict.delivery.failure_message == "why"


def test_patience_ends_with_a_last_look() -> None:
    verdict, story = tell(None, patience=10.0)
    assert verdict.kind is DeliveryStatus.UNKNOWN
    assert verdict.waited == pytest.approx(10.0)
    assert story.looks[-1][1] == 10.0
    assert verdict.delivery == Delivery("d")


def test_looking_on_after_sent_ends_when_it_is_opened() -> None:
    verdict, story = tell(
        {"sent": 1}, {"sent": 1}, {"sent": 1, "opened": 5}, until=frozenset({"opened"})
    )
    assert verdict.delivery.states == ("sent", "opened")
    assert story.told == [("d", "sent"), ("d", "opened")]


def test_looking_on_ends_at_a_failure_too() -> None:
    verdict, _ = tell({"sent": 1}, {"failed": 2}, until=frozenset({"opened"}))
    assert verdict.kind is DeliveryStatus.FAILED


def test_a_service_that_fails_for_a_while_is_asked_again() -> None:
    verdict, _ = tell(ServiceError("down"), {"sent": 1})
    assert verdict.kind is DeliveryStatus.SENT
    assert verdict.trouble is None


def test_a_service_that_keeps_failing_is_the_trouble() -> None:
    verdict, _ = tell(ServiceError("down"), patience=3.0)
    assert verdict.kind is DeliveryStatus.UNKNOWN
    assert verdict.trouble is not None
    assert verdict.trouble.message == "down"


def test_a_key_that_may_not_read_is_not_asked_again() -> None:
    verdict, story = tell(ForbiddenError("no"))
    assert verdict.trouble is not None
    assert len(story.looks) == 1


def test_many_are_watched_in_turns_and_told_as_they_end() -> None:
    story = Story({"a": [None, {"sent": 1}], "b": [{"failed": 1}], "c": [None]})
    ended: list[str] = []
    verdicts = follow_all(
        ["c", "a", "b", "a"],
        story.watch(patience=4.0),
        on_verdict=lambda verdict: ended.append(verdict.delivery.delivery_id),
    )
    assert [one.kind for one in verdicts] == [
        DeliveryStatus.UNKNOWN,
        DeliveryStatus.SENT,
        DeliveryStatus.FAILED,
    ]
    assert ended == ["b", "a", "c"]


def test_nothing_to_watch_is_nothing() -> None:
    assert follow_all([], Story({}).watch()) == []


def test_over_the_wire(api: AppApi, server: Loopback, naps: FakeClock) -> None:
    failure = "undefined variable: trigger.order_id"
    server.script(
        as_json({"errors": [{"detail": "not found", "status": "404"}]}, 404),
        as_json({"message": {"id": "d=", "metrics": {}, "failure_message": None}}),
        as_json({"message": {"id": "d=", "metrics": {"failed": 9}, "failure_message": failure}}),
    )
    watch = Watch(api.delivery, sleep=naps.sleep, clock=naps.clock)
    verdict = follow("d=", watch)
    assert verdict.kind is DeliveryStatus.FAILED
    assert verdict.delivery.failure_message == failure
    assert {seen.path for seen in server.seen} == {"/v1/messages/d%3D"}
