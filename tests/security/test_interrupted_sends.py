"""Bulk sends killed at any moment, again and again: nothing is sent twice, and each run resumes.

The server counts what it delivers, and misbehaves as well: resets before and after it has counted,
errors, waits. The long form: INBOX_TEST_INTERRUPTIONS=1000.
"""

import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from inbox_toolkit.appapi.bulk_send import message_key
from inbox_toolkit.appapi.endpoints import find_endpoint
from inbox_toolkit.appapi.send_log import SendLog, SendState

from tests.support.bulk_sender import FINISHED, UNFINISHED, BulkSender, bulk_sender, messages_of
from tests.support.loopback import Loopback, Scripted, Seen, as_json, serve_loopback

INTERRUPTIONS = int(os.environ.get("INBOX_TEST_INTERRUPTIONS", "60"))

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="starts runs by forking"),
]


@pytest.fixture(autouse=True)
def in_time() -> None:
    """Lift the time limit of this folder: the long form takes minutes."""


@dataclass
class CountingService:
    """Delivers what it is sent, and counts it; what it answers, and when, is a matter of luck."""

    luck: Random
    delivered: Counter[str] = field(default_factory=Counter)

    def __call__(self, seen: Seen) -> Scripted:
        fault = self.luck.choice(["none"] * 20 + ["reset", "500", "429", "400", "reset after"])
        time.sleep(self.luck.uniform(0, 0.004))
        if fault == "reset":
            return Scripted(wire="reset")
        if fault in {"429", "400"}:
            return as_json({"meta": {"error": "no"}}, int(fault), Retry_After="0")
        self.delivered[seen.json()["identifiers"]["id"]] += 1
        if fault == "500":
            return Scripted(500)
        if fault == "reset after":
            return Scripted(wire="reset")
        return as_json({"delivery_id": f"{self.delivered.total()}="})


def test_nothing_is_sent_twice_however_often_a_run_is_killed(tmp_path: Path) -> None:
    luck = Random(INTERRUPTIONS)
    service = CountingService(luck)
    kills = runs = unknown = 0
    with serve_loopback() as server, bulk_sender() as sender:
        server.route = service
        while kills < INTERRUPTIONS:
            log = tmp_path / f"{runs}.jsonl"
            kills += interrupt_until_finished(runs, sender, server, log, luck)
            states = known_states(runs, server.url, log)
            for one in messages_of(runs):
                state = states.get(one.label, SendState.ACCEPTED)
                sent = service.delivered[one.label]
                assert sent <= 1, f"{one.label} was sent {sent} times"
                assert state is SendState.UNKNOWN or sent == 1, f"{one.label} was never sent"
                unknown += state is SendState.UNKNOWN
            runs += 1
    sys.stdout.write(f"{kills} kills, {runs} runs of 10 messages, {unknown} unknown\n")


def interrupt_until_finished(
    run: int, sender: BulkSender, server: Loopback, log: Path, luck: Random
) -> int:
    """Start and kill a run until it comes to its end; return how often it was killed."""
    kills = 0
    while True:
        pid = sender.start(run, server.url, log)
        if kills < 8:  # else a slow machine would never let it finish
            time.sleep(luck.uniform(0.01, 0.12))
            sender.kill(pid)
        code = sender.exit_code()
        if code == FINISHED:
            return kills
        assert code in {UNFINISHED, -9}, code
        kills += code == -9


def known_states(run: int, url: str, log: Path) -> dict[str, SendState]:
    """Return what the log knows of each message; nothing if a finished run has deleted it."""
    if not log.exists():
        return {}
    endpoint = find_endpoint({"CIO_API_URL": url})
    with SendLog(log) as send_log:
        return {
            one.label: record.state
            for one in messages_of(run)
            if (record := send_log.previous.get(message_key(one.request, endpoint)))
        }
