"""The thread on which one client's work on projects is done, one job after the other."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Worker:
    """Jobs in the order in which they came; urgent ones at the next checkpoint of a long job.

    A validation may take long, and a completion is wanted while somebody types: so it is not kept
    waiting. Since all of it is one thread, a job never sees a project that another one changes
    under it, except at its own checkpoints.
    """

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="inbox")
        self._urgent: deque[tuple[Future[Any], Callable[[], Any]]] = deque()

    async def run(self, job: Callable[[], Answer]) -> Answer:
        """Do a job when those before it are done."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, job)

    async def run_urgently(self, job: Callable[[], Answer]) -> Answer:
        """Do a short job before those that wait, inside of one that calls ``run_urgent``."""
        done: Future[Answer] = Future()
        self._urgent.append((done, job))
        self._executor.submit(self.run_urgent)
        return await asyncio.wrap_future(done)

    def run_urgent(self) -> None:
        """Do the urgent jobs that wait; called on the worker itself."""
        while self._urgent:
            done, job = self._urgent.popleft()
            if not done.set_running_or_notify_cancel():
                continue
            try:
                done.set_result(job())
            except Exception as error:  # noqa: BLE001 - raised where it is awaited
                done.set_exception(error)

    def stop(self) -> None:
        """Start no further job."""
        self._executor.shutdown(wait=False, cancel_futures=True)
