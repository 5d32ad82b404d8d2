"""One run of the preview: from a change on disk to what every open page is told."""

import asyncio
import secrets
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import Board
from inbox_toolkit.preview.views.case import case_view
from inbox_toolkit.preview.views.overview import Offers, row, surroundings
from inbox_toolkit.preview.views.selection import Selection, watched_selection
from inbox_toolkit.web.sse import Broadcast, encode_event
from inbox_toolkit.workspace.debounce import Batch
from inbox_toolkit.workspace.reload import concerns, is_broken

SETTLE_SECONDS = 0.12  # a file that has just become bad may be half written: look again
DRAW_SECONDS = 0.02  # a page needs the machine for a frame; the rules have their say after it
FEW = 3  # templates judged at once where no page looks at any that changed
SLICE_SECONDS = 0.06  # how long the rest is judged before the pages hear of it

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that reached the pages: its files, how long it took, verdicts before and after."""

    paths: tuple[Path, ...]
    milliseconds: float
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Read:
    """What following some files gave: the paths to try again, and the update to push at once."""

    postponed: frozenset[Path]
    event: bytes


class Session:
    """The board, its worker thread, and the open pages.

    Everything but ``heard`` runs on the event loop; the board is touched on the worker alone.
    """

    def __init__(self, board: Board, *, offers: Offers) -> None:
        self.board = board
        self.offers = offers
        self.broadcast = Broadcast()
        self.epoch = 0
        self.token = secrets.token_urlsafe(24)
        self.frame_key = secrets.token_urlsafe(12)
        self.told: Callable[[Saved], None] | None = None
        self.stumbled: Callable[[Exception], None] | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="preview")
        self._batch = Batch()
        self._insisted: set[Path] = set()
        self._untold: frozenset[Path] = frozenset()
        self._timers: dict[Path, asyncio.TimerHandle] = {}
        self._rang = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def ask(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something with the board on its own thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, lambda: work(*args, **kwargs))

    def heard(self, path: Path, whole: bool) -> None:
        """Note a change; may be called from any thread."""
        self.call(self._note, path, whole)

    async def follow_now(self, paths: Iterable[Path]) -> None:
        """Read files that were just written here, without waiting to hear of them."""
        await self.ask(self.board.follow, paths, patient=False)
        self._rang.set()

    def call(self, work: Callable[..., object], *args: object) -> None:
        """Do something on the event loop, from any thread; nothing where it does not run."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(work, *args)

    async def run(self) -> None:
        """Follow the files until cancelled."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                try:
                    await self._step()
                except Exception as error:  # noqa: BLE001 - the page says so; the preview goes on
                    await self._stumble(error)
        finally:
            self._loop = None
            self._worker.shutdown(wait=False, cancel_futures=True)

    async def _step(self) -> None:
        due = self._batch.due()
        if due is not None and due <= monotonic():
            await self._take()
        elif due is None and self.board.pending:
            await self._judge_rest()
        else:
            await self._pause(None if due is None else due - monotonic())
            self._rang.clear()

    async def _pause(self, seconds: float | None) -> None:
        """Wait so long, or until something changes."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rang.wait(), seconds)

    def _note(self, path: Path, whole: bool) -> None:
        if not concerns(self.board.contents, path):
            return
        if timer := self._timers.pop(path, None):
            timer.cancel()
        self._batch.add(path, whole=whole, at=monotonic())
        self._rang.set()

    def _insist(self, path: Path) -> None:
        self._timers.pop(path, None)
        self._insisted.add(path)
        self._batch.add(path, whole=True, at=monotonic())
        self._rang.set()

    async def _take(self) -> None:
        started, opening = monotonic(), self._batch.opening
        paths = self._batch.take()
        self._rang.clear()
        insisted = paths & self._insisted
        self._insisted -= insisted
        watched = self._watched()
        read = await self.ask(self._read, insisted, paths - insisted, watched)
        for path in read.postponed:
            loop = asyncio.get_running_loop()
            self._timers[path] = loop.call_later(SETTLE_SECONDS, self._insist, path)
        if read.postponed and not insisted:
            return
        self._untold |= paths
        if opening and self._batch:
            return  # the first file of a burst: what it changed is shown with the rest
        if read.event:
            self.epoch += 1
            self.broadcast.publish(read.event)
        reached, before = monotonic(), self._verdict()
        if read.event:
            await self._pause(DRAW_SECONDS)
        pending = self.board.pending
        names = sorted({one.template for one in watched} & pending) or sorted(pending)[:FEW]
        await self.ask(self._judge, names)
        await self._publish(names, watched)
        if self.told:
            reached = reached if read.event else monotonic()
            milliseconds = (reached - started) * 1000
            self.told(Saved(tuple(sorted(self._untold)), milliseconds, before, self._verdict()))
        self._untold = frozenset()

    def _read(
        self, insisted: frozenset[Path], hasty: frozenset[Path], watched: list[Selection]
    ) -> "_Read":
        """Follow the files, and draw the message at once, before the rules have their say."""
        if insisted:
            self.board.follow(insisted, patient=False)
        postponed = self.board.follow(hasty, patient=True) if hasty else frozenset[Path]()
        at_once = [one for one in watched if one.template in self.board.pending]
        event = self._event([], at_once, self.epoch + 1, hurried=True) if at_once else b""
        return _Read(postponed, event)

    async def _stumble(self, error: Exception) -> None:
        """Leave what led to a mistake of ours, and wait for the next change."""
        self.board.trouble = (
            f"This is a bug in the preview ({type(error).__name__}); please report it."
        )
        self.board.pending.clear()
        await self._publish([], [])
        if self.stumbled:
            self.stumbled(error)

    async def _judge_rest(self) -> None:
        self._rang.clear()
        names = await self.ask(self._judge_slice)
        await self._publish(names, [])

    def _judge(self, names: Iterable[str]) -> None:
        for name in names:
            self.board.judge(name)

    def _judge_slice(self) -> list[str]:
        """Judge what is pending until the slice of time is used up, or something changes."""
        done: list[str] = []
        until = monotonic() + SLICE_SECONDS
        for name in sorted(self.board.pending):
            self.board.judge(name)
            done.append(name)
            if monotonic() > until or self._rang.is_set():
                break
        return done

    async def _publish(self, names: list[str], watched: list[Selection]) -> None:
        self.epoch += 1
        event = await self.ask(self._event, names, watched, self.epoch)
        self.broadcast.publish(event)

    def _event(
        self, names: list[str], watched: list[Selection], epoch: int, *, hurried: bool = False
    ) -> bytes:
        update = {
            "epoch": epoch,
            "order": list(self.board.names),
            "templates": [row(self.board, name) for name in names if name in self.board.names],
            "overview": {} if hurried else surroundings(self.board, self.offers),
            "views": [view for one in watched if (view := _view(self.board, one, hurried=hurried))],
        }
        return encode_event("update", update, number=epoch)

    def _watched(self) -> list[Selection]:
        found = (watched_selection(text) for text in self.broadcast.watched)
        return [one for one in found if one is not None]

    def _verdict(self) -> str:
        found = [one for each in self.board.judged.values() for one in each.diagnostics]
        errors = sum(one.severity.value == "error" for one in found)
        if self.board.trouble:
            return "configuration unusable"
        return f"{errors} error{'s' * (errors != 1)}" if errors else "clean"


def _view(board: Board, wanted: Selection, *, hurried: bool) -> dict[str, Any] | None:
    try:
        if hurried and is_broken(wanted.template_on(board)):
            return None  # what is wrong with it is the rules' to say
        return case_view(board, wanted)
    except UsageError:  # it has just been renamed or deleted: the page chooses again
        return None
