"""A process that stores sends as the sandbox does, says so, and is killed. Run as a module.

    python -m tests.support.dying JOURNAL

Each line of its output is the id of a send whose commit has returned: what a client was told.
"""

import asyncio
import sys
import time
from pathlib import Path

from toolkit.sandbox.committing import GroupCommit
from toolkit.sandbox.delivery import Accepted, new_delivery_id
from toolkit.sandbox.people import Person
from toolkit.sandbox.store import Store


async def accept_forever(store: Store) -> None:
    commit = GroupCommit(store.accept, flushes=True)

    async def client() -> None:
        while True:
            one = Accepted(new_delivery_id(), "t", 1, Person("c", {}), {}, time.time(), time.time())
            await commit.add(one)
            sys.stdout.write(one.delivery_id + "\n")
            sys.stdout.flush()

    await asyncio.gather(*(client() for _ in range(8)))


if __name__ == "__main__":
    asyncio.run(accept_forever(Store(Path(sys.argv[1]))))
