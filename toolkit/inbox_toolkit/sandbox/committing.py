"""Group commit: sends that come while one commit is being flushed share the next one."""

import asyncio
from collections.abc import Callable, Sequence

from inbox_toolkit.sandbox.delivery import Accepted


class GroupCommit:
    """Collects sends and hands them to ``write`` in batches; lives on the event loop.

    ``flushes`` says that a write waits for a disk, and so has to leave the loop's thread.
    """

    def __init__(self, write: Callable[[Sequence[Accepted]], None], *, flushes: bool) -> None:
        self._write = write
        self._flushes = flushes
        self._waiting: list[tuple[Accepted, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def add(self, one: Accepted) -> None:
        """Return once a send is stored; raises what the write raised."""
        if not self._flushes:
            self._write([one])
            return
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        self._waiting.append((one, done))
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._drain())
        await done

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._write, [one for one, _ in batch])
            except Exception as error:  # noqa: BLE001 - each waiting request raises it
                _tell(batch, error)
            else:
                _tell(batch, None)


def _tell(batch: list[tuple[Accepted, "asyncio.Future[None]"]], error: Exception | None) -> None:
    for _, done in batch:
        if done.done():  # its client has gone; what is stored stays stored
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
