"""The commands of the lenses above a template: preview it, prove it, send it as a test.

Each takes the template's URI. Nothing is sent unless the person at the editor says so each time,
and all guards of ``inbox send`` stand as they do there.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from urllib.parse import quote

from inbox_toolkit.errors import RefusedError, ToolkitError, UsageError
from inbox_toolkit.language_server.editor import ERROR, INFO, Editor
from inbox_toolkit.language_server.toolkit_process import Previews, run_toolkit
from inbox_toolkit.workspace.workspace import Workspace

PREVIEW = "inbox.preview"
PROVE = "inbox.prove"
SEND_TEST = "inbox.sendTest"
COMMANDS = (PREVIEW, PROVE, SEND_TEST)
EXPLAIN = "inbox.explain"
"""Takes the name of a rule and returns its page as markdown."""
CANCEL = "Cancel"
MAX_RECIPIENTS = 8
"""Recipients among whom an editor lets one choose."""


@dataclass(frozen=True, slots=True)
class Target:
    """A template that a command is for: its name with the language, and a project of it alone."""

    label: str
    workspace: Workspace


class Commands:
    """What one client may have done; ``find`` returns the template of a URI."""

    def __init__(
        self,
        editor: Editor,
        find: Callable[[str], Awaitable[Target]],
        *,
        opens_preview: bool,
        embedders: Sequence[str] = (),
    ) -> None:
        self._editor = editor
        self._find = find
        self._opens_preview = opens_preview
        self._previews = Previews(embedders)
        self._sending = asyncio.Lock()
        self._commands = {PREVIEW: self.preview, PROVE: self.prove, SEND_TEST: self.send_test}

    async def execute(self, command: str, uri: str) -> object:
        """Do what a command says; what goes wrong is shown, and None returned."""
        try:
            return await self._commands[command](await self._find(uri))
        except ToolkitError as error:
            self._editor.show(ERROR, f"{error.message}{': ' + error.help if error.help else ''}")
        return None

    async def stop(self) -> None:
        """End what was started."""
        await self._previews.stop()

    async def preview(self, target: Target) -> str:
        """Return the address of a template's preview, opened unless the client opens it itself."""
        address = await self._previews.address(target.workspace.root)
        url = f"{address.rstrip('/')}/?t={quote(target.label, safe='')}"
        if self._opens_preview:
            await self._editor.open(url)
        return url

    async def prove(self, target: Target) -> int:
        """Run ``inbox prove`` on the saved template and show what it says."""
        root = str(target.workspace.root)
        done = await run_toolkit("prove", "--project", root, "--", target.label)
        self._editor.log(INFO, done.output)
        last = done.output.rpartition("\n")[2]
        self._editor.show(ERROR if done.exit_code else INFO, last or "prove printed nothing")
        return done.exit_code

    async def send_test(self, target: Target) -> int | None:
        """Send a template's first case to somebody on the list, if the person says yes."""
        if self._sending.locked():
            raise UsageError("a test is being sent already", help="wait until it has arrived")
        async with self._sending:
            recipient = await self._recipient(target.workspace)
            return None if recipient is None else await self._send(target, recipient)

    async def _recipient(self, workspace: Workspace) -> str | None:
        from inbox_toolkit.send.send_test import offered_recipients

        offered = offered_recipients(workspace.config, os.environ)
        if not offered:
            raise UsageError(
                "nobody may get a test", help="list people in inbox.toml, [send] recipients"
            )
        if len(offered) == 1:
            return offered[0]
        return await self._editor.ask("Send a test to whom?", offered[:MAX_RECIPIENTS])

    async def _send(self, target: Target, recipient: str) -> int:
        """Send on a thread of its own, since that waits for the service and for the person."""
        from inbox_toolkit.send.plan import SendOptions
        from inbox_toolkit.send.send_test import send_test
        from inbox_toolkit.send.steps import SendStep, StepStatus

        loop = asyncio.get_running_loop()
        said: list[str] = []

        def on_step(step: SendStep) -> None:
            said.append(step.text)
            kind = ERROR if step.status is StepStatus.FAILED else INFO
            loop.call_soon_threadsafe(self._editor.log, kind, step.text)

        def confirm(_: int) -> None:
            question = self._editor.ask("\n".join(said), ("Send", CANCEL))
            if asyncio.run_coroutine_threadsafe(question, loop).result() != "Send":
                raise RefusedError(
                    "not sent: you did not confirm it", help="choose Send to send the test"
                )

        def send() -> int:
            return send_test(
                target.workspace,
                SendOptions(target.label, (recipient,)),
                on_step=on_step,
                confirm=confirm,
            )

        code = await _on_thread(send)
        self._editor.show(ERROR if code else INFO, said[-1])
        return code


async def _on_thread(work: Callable[[], int]) -> int:
    """Run work on a thread that does not keep the server from ending."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[int] = loop.create_future()

    def settle(code: int | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        elif code is not None:
            done.set_result(code)

    def run() -> None:
        code, failure = None, None
        try:
            code = work()
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            failure = error
        with suppress(RuntimeError):  # the server has ended
            loop.call_soon_threadsafe(settle, code, failure)

    Thread(target=run, daemon=True, name="send").start()
    return await done
