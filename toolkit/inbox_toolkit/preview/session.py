"""One run of the preview: from a change on disk to an update of every open page."""

import asyncio
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import ParamSpec, TypeVar

from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.preview.project_state import ConfigProblem, ProjectState
from inbox_toolkit.preview.views.case import case_view
from inbox_toolkit.preview.views.overview import Capabilities, project_view, row
from inbox_toolkit.preview.views.selection import Selection, watched_selection
from inbox_toolkit.preview.wire import CaseView, Update
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.web.sse import Broadcast, encode_event
from inbox_toolkit.workspace.debounce import ChangeBatch
from inbox_toolkit.workspace.reload import is_relevant
from inbox_toolkit.workspace.workspace import is_broken

SETTLE_SECONDS = 0.12  # a file that has just become bad may be half written: look again
DRAW_SECONDS = 0.02  # a page needs the machine for a frame; then the rules run
FEW = 3  # templates validated at once where no page looks at any that changed
SLICE_SECONDS = 0.06  # how long the rest is validated before the pages hear of it

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SaveReport:
    """A save that reached the pages: its files, how long it took, verdicts before and after."""

    paths: tuple[Path, ...]
    milliseconds: float
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _ReadResult:
    """What following some files gave: the paths to try again, and the update to push at once."""

    postponed: frozenset[Path]
    event: bytes


class Session:
    """The project's state, its worker thread, and the open pages.

    Everything but ``on_change`` runs on the event loop; the state is touched on the worker alone.
    ``on_saved`` is called for each save that reached the pages, ``on_error`` for a mistake of ours.
    """

    def __init__(
        self,
        state: ProjectState,
        *,
        capabilities: Capabilities,
        on_saved: Callable[[SaveReport], None] = lambda _: None,
        on_error: Callable[[Exception], None] = lambda _: None,
    ) -> None:
        self.state = state
        self.capabilities = capabilities
        self.broadcast = Broadcast()
        self.epoch = 0
        self.token = secrets.token_urlsafe(24)
        self.run_id = secrets.token_urlsafe(6)
        self.frame_key = secrets.token_urlsafe(12)
        self._on_saved = on_saved
        self._on_error = on_error
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="preview")
        self._batch = ChangeBatch()
        self._forced: set[Path] = set()
        self._unreported: frozenset[Path] = frozenset()
        self._timers: dict[Path, asyncio.TimerHandle] = {}
        self._on_files: list[Callable[[Iterable[Path]], None]] = []
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def ask(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something with the state on its own thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, lambda: work(*args, **kwargs))

    def on_change(self, path: Path, is_closed: bool) -> None:
        """Note a change; may be called from any thread."""
        self.call(self._note, path, is_closed)

    async def follow_now(self, paths: Iterable[Path]) -> None:
        """Read files that were just written here, without waiting to hear of them."""
        paths = tuple(paths)
        await self.ask(self.state.reload, paths, allow_retry=False)
        self._wake.set()
        self._tell_of_files(paths)

    @contextmanager
    def file_subscription(self, on_files: Callable[[Iterable[Path]], None]) -> Iterator[None]:
        """Call ``on_files`` with the files of every save for the length of the block."""
        self._on_files.append(on_files)
        try:
            yield
        finally:
            self._on_files.remove(on_files)

    def _tell_of_files(self, paths: Iterable[Path]) -> None:
        for each in self._on_files:
            each(paths)

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
                    await self._report_error(error)
        finally:
            self._loop = None
            self._worker.shutdown(wait=False, cancel_futures=True)

    async def _step(self) -> None:
        due = self._batch.due()
        if due is not None and due <= monotonic():
            await self._take()
        elif due is None and self.state.pending:
            await self._validate_rest()
        else:
            await self._pause(None if due is None else due - monotonic())
            self._wake.clear()

    async def _pause(self, seconds: float | None) -> None:
        """Wait so long, or until something changes."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), seconds)

    def _note(self, path: Path, is_closed: bool) -> None:
        if not is_relevant(self.state.workspace.config, path):
            return
        if timer := self._timers.pop(path, None):
            timer.cancel()
        self._batch.add(path, is_closed=is_closed, at=monotonic())
        self._wake.set()

    def _force(self, path: Path) -> None:
        self._timers.pop(path, None)
        self._forced.add(path)
        self._batch.add(path, is_closed=True, at=monotonic())
        self._wake.set()

    async def _take(self) -> None:
        started, opening = monotonic(), self._batch.starts_burst
        paths = self._batch.take()
        self._wake.clear()
        forced = paths & self._forced
        self._forced -= forced
        watched = self._watched()
        read = await self.ask(self._read, forced, paths - forced, watched)
        for path in read.postponed:
            loop = asyncio.get_running_loop()
            self._timers[path] = loop.call_later(SETTLE_SECONDS, self._force, path)
        if read.postponed and not forced:
            return
        self._unreported |= paths
        self._tell_of_files(paths)
        if opening and self._batch:
            return  # the first file of a burst: what it changed is shown with the rest
        if read.event:
            self.epoch += 1
            self.broadcast.publish(read.event)
        reached, before = monotonic(), self._verdict()
        if read.event:
            await self._pause(DRAW_SECONDS)
        pending = self.state.pending
        names = sorted({one.template for one in watched} & pending) or sorted(pending)[:FEW]
        await self.ask(self._validate, names)
        await self._publish(names, watched)
        reached = reached if read.event else monotonic()
        milliseconds = (reached - started) * 1000
        files = tuple(sorted(self._unreported))
        self._on_saved(SaveReport(files, milliseconds, before, self._verdict()))
        self._unreported = frozenset()

    def _read(
        self, forced: frozenset[Path], unforced: frozenset[Path], watched: list[Selection]
    ) -> "_ReadResult":
        """Follow the files, and draw the message at once, before the rules run."""
        if forced:
            self.state.reload(forced, allow_retry=False)
        postponed = self.state.reload(unforced, allow_retry=True) if unforced else frozenset[Path]()
        at_once = [one for one in watched if one.template in self.state.pending]
        event = self._event([], at_once, self.epoch + 1, message_only=True) if at_once else b""
        return _ReadResult(postponed, event)

    async def _report_error(self, error: Exception) -> None:
        """Leave what led to a mistake of ours, and wait for the next change."""
        self.state.config_problem = ConfigProblem(
            f"This is a bug in the preview ({type(error).__name__}); please report it."
        )
        self.state.has_crashed = True
        self.state.pending.clear()
        await self._publish([], [])
        self._on_error(error)

    async def _validate_rest(self) -> None:
        self._wake.clear()
        names = await self.ask(self._validate_slice)
        await self._publish(names, [])

    def _validate(self, names: Iterable[str]) -> None:
        for name in names:
            self.state.validate(name)

    def _validate_slice(self) -> list[str]:
        """Validate what is pending until the slice of time is used up, or something changes."""
        done: list[str] = []
        until = monotonic() + SLICE_SECONDS
        for name in sorted(self.state.pending):
            self.state.validate(name)
            done.append(name)
            if monotonic() > until or self._wake.is_set():
                break
        return done

    async def _publish(self, names: list[str], watched: list[Selection]) -> None:
        self.epoch += 1
        event = await self.ask(self._event, names, watched, self.epoch)
        self.broadcast.publish(event)

    def _event(
        self, names: list[str], watched: list[Selection], epoch: int, *, message_only: bool = False
    ) -> bytes:
        state = self.state
        views = (_view(state, one, message_only=message_only) for one in watched)
        update = Update(
            epoch,
            state.names,
            tuple(row(state, name) for name in names if name in state.names),
            None if message_only else project_view(state, self.capabilities),
            tuple(view for view in views if view is not None),
        )
        return encode_event("update", update, number=epoch)

    def _watched(self) -> list[Selection]:
        found = (watched_selection(text) for text in self.broadcast.watched)
        return [one for one in found if one is not None]

    def _verdict(self) -> str:
        found = [one for each in self.state.results.values() for one in each.diagnostics]
        errors = sum(one.severity.value == "error" for one in found)
        if self.state.config_problem:
            return f"the last good settings stay: {presentable(self.state.config_problem.text)}"
        return f"{quantity(errors, 'error')}" if errors else "clean"


def _view(state: ProjectState, wanted: Selection, *, message_only: bool) -> CaseView | None:
    try:
        if message_only and is_broken(wanted.template_on(state)):
            return None  # what is wrong with it is the rules' to say
        return case_view(state, wanted)
    except ToolkitError:  # it has just been renamed, deleted or broken: the page asks again
        return None
