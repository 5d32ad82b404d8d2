"""Nothing that was answered 200 is lost by kill -9, and all of it is rendered afterwards."""

import http.client
import json
import os
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from inbox_toolkit.sandbox.outbox import Outbox
from inbox_toolkit.sandbox.server import Sandbox, SandboxOptions
from inbox_toolkit.sandbox.service import Setup
from inbox_toolkit.sandbox.store import Store

from tests.support.sandbox_server import KEY, QUICK
from tests.support.sandbox_spawner import SandboxSpawner, sandbox_spawner

KILLS = int(os.environ.get("INBOX_TEST_KILLS", "12"))
KILLS_PER_JOURNAL = 100
CLIENTS = 4
BODY = json.dumps(
    {
        "transactional_message_id": "order_shipped",
        "identifiers": {"id": "user_123"},
        "message_data": {"order_id": "7"},
    }
)

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="starts sandboxes by forking"),
]


@dataclass
class Told:
    """The ids of sends that were answered 200."""

    ids: list[str] = field(default_factory=list)
    came: threading.Condition = field(default_factory=threading.Condition)

    def add(self, delivery_id: str) -> None:
        with self.came:
            self.ids.append(delivery_id)
            self.came.notify_all()

    def wait_for(self, number: int) -> None:
        with self.came:
            assert self.came.wait_for(lambda: len(self.ids) >= number, timeout=60)


def test_what_was_acknowledged_survives_every_kill(folder: Path, tmp_path: Path) -> None:
    """The long form: INBOX_TEST_KILLS=10000."""
    chance = Random(KILLS)
    told = 0
    with sandbox_spawner(folder) as starter:
        for first in range(0, KILLS, KILLS_PER_JOURNAL):
            journal = tmp_path / f"{first}.db"
            kills = min(KILLS_PER_JOURNAL, KILLS - first)
            answered = kill_often(starter, journal, kills, chance)
            assert not_delivered(folder, journal, answered) == []
            told += len(answered)
            for file in tmp_path.glob(f"{first}.db*"):
                file.unlink()
    assert told > KILLS


def kill_often(starter: SandboxSpawner, journal: Path, kills: int, chance: Random) -> list[str]:
    """Kill sandboxes of one journal; return the ids of the sends they had answered."""
    told: list[str] = []
    for _ in range(kills):
        starter.start(journal)
        if chance.random() < 0.1:  # while it opens the journal
            time.sleep(chance.uniform(0, 0.05))
            starter.kill()
        else:
            told += told_before_the_kill(starter, chance)
        if chance.random() < 0.2:  # else the next one has to recover after several kills
            assert missing(journal, told) == []
    assert missing(journal, told) == []
    return told


def told_before_the_kill(starter: SandboxSpawner, chance: Random) -> list[str]:
    """Let clients send, kill the sandbox at some moment, return the ids it had answered with."""
    told, port = Told(), starter.port()
    clients = [threading.Thread(target=send_until_cut, args=(port, told)) for _ in range(CLIENTS)]
    for each in clients:
        each.start()
    told.wait_for(chance.randrange(1, 20))
    time.sleep(chance.uniform(0, 0.003))
    starter.kill()
    for each in clients:
        each.join()
    return told.ids


def send_until_cut(port: int, told: Told) -> None:
    """Send on one connection until it breaks; what is cut in the middle was not answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        while True:
            connection.request("POST", "/v1/send/inbox_message", BODY, KEY)
            answer = connection.getresponse()
            document = json.loads(answer.read())
            assert answer.status == 200, document
            told.add(document["delivery_id"])
    except (OSError, http.client.HTTPException):
        pass
    finally:
        connection.close()


def missing(journal: Path, told: list[str]) -> list[str]:
    store = Store(journal)
    try:
        return [one for one in told if store.find(one) is None]
    finally:
        store.close()


def not_delivered(folder: Path, journal: Path, told: list[str]) -> list[str]:
    """Let a sandbox live; return what it does not deliver exactly once of what was answered."""
    setup = Setup(db=journal, options=QUICK)
    with Sandbox(folder, SandboxOptions(port=0, setup=setup)) as sandbox:
        found = Outbox(sandbox.service, timeout=120).deliveries()
    sent = Counter(one.delivery_id for one in found if one.state == "sent")
    return [one for one in told if sent[one] != 1]
