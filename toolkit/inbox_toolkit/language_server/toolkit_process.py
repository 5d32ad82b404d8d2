"""Run the toolkit's own commands beside the server: a preview that stays, a proof that ends."""

import asyncio
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from inbox_toolkit.errors import UsageError

START_SECONDS = 60.0
"""How long a preview may take to validate its project before it names its address."""
_ADDRESS = re.compile(rb"^Preview\s+(http://\S+)", re.MULTILINE)
_MAX_LINE = 1 << 20


class Finished(NamedTuple):
    """What a command printed, and its exit code."""

    output: str
    exit_code: int


async def run_toolkit(*arguments: str) -> Finished:
    """Run a command of the toolkit to its end."""
    process = await _start(*arguments)
    try:
        output, errors = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    text = (output or errors).decode("utf-8", "replace")
    return Finished(text.strip(), process.returncode or 0)


class Previews:
    """The previews that were started for this client, one a project; they end with the server.

    ``embedders`` are those who may show them in a frame, see ``inbox preview --embed-in``.
    """

    def __init__(self, embedders: Sequence[str] = ()) -> None:
        self._embedders = embedders
        self._running: dict[Path, tuple[asyncio.subprocess.Process, str]] = {}
        self._starting = asyncio.Lock()
        self._readers: set[asyncio.Task[None]] = set()

    async def address(self, root: Path) -> str:
        """Return the address of a project's preview, started if it is not running.

        Raises UsageError, with what the preview printed, where it does not start.
        """
        async with self._starting:
            known = self._running.get(root)
            if known is not None and known[0].returncode is None:
                return known[1]
            # Not the project's own host: a repository must not open the page to a network.
            process = await _start(
                *("preview", "--no-open", "--host", "127.0.0.1", "--port", "0"),
                *("--project", str(root)),
                *(f"--embed-in={one}" for one in self._embedders),
            )
            try:
                address = await _address(process)
            except BaseException:  # cancelled, too: nothing must be left running
                if process.returncode is None:
                    process.kill()
                raise
            self._running[root] = (process, address)
            reader = asyncio.create_task(_discard(process))
            self._readers.add(reader)
            reader.add_done_callback(self._readers.discard)
            return address

    async def stop(self) -> None:
        """End all previews."""
        for process, _ in self._running.values():
            if process.returncode is None:
                process.terminate()
                with suppress(TimeoutError):
                    await asyncio.wait_for(process.wait(), 5)
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        for reader in self._readers:
            reader.cancel()


async def _start(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        # -P: nothing is imported from the folder that the editor happens to be in.
        *(sys.executable, "-P", "-m", "inbox_toolkit", *arguments),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=_MAX_LINE,
    )


async def _address(process: asyncio.subprocess.Process) -> str:
    """Return the address that a preview prints when it is ready; raises UsageError."""
    printed = b""
    errors = process.stderr
    try:
        async with asyncio.timeout(START_SECONDS):
            while errors is not None and (line := await errors.readline()):
                printed += line
                if found := _ADDRESS.search(printed):
                    return found[1].decode("ascii")
    except (TimeoutError, ValueError):
        pass
    if process.returncode is None:
        process.kill()
        await process.wait()
    reason = printed.decode("utf-8", "replace").strip() or "it ended without a word"
    raise UsageError(
        f"the preview did not start: {reason[:500]}",
        help="run `inbox preview` in a terminal, which says more",
    )


async def _discard(process: asyncio.subprocess.Process) -> None:
    """Read what a preview prints, so that it never waits for a reader."""

    async def drain(stream: asyncio.StreamReader | None) -> None:
        while stream is not None and await stream.read(65_536):
            pass

    await asyncio.gather(drain(process.stdout), drain(process.stderr))
