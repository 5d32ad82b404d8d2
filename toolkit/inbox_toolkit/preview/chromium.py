"""An installed Chromium, told what to do over a pipe (the DevTools protocol)."""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Self

from inbox_toolkit.errors import UsageError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--font-render-hinting=none",
    "--disable-features=IsolateSandboxedIframes",  # a page and its frames are drawn at once
)
# Chromium reads commands from descriptor 3 and answers on 4.
_PLACED = (
    "import os, sys; a = sys.argv; "
    "os.dup2(int(a[1]), 3); os.dup2(int(a[2]), 4); os.execv(a[3], a[3:])"
)
_ENDED = "Chromium ended by itself"
_DOES_IT_START = "see whether it starts on its own, as this user"
_LOWEST = 10  # so that placing one descriptor never closes another


def find_chromium() -> str:
    """Return the browser on the PATH; raises UsageError where there is none, or no pipes."""
    if sys.platform == "win32":
        raise UsageError("screenshots are not made on Windows", help="make them in CI, or in WSL")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise UsageError("there is no Chromium on the PATH", help="install chromium or Chrome")
    return found


class Chromium:
    """One headless browser with one page, open for the length of a ``with`` block."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="inbox-chromium-")
        commands, self._write = _pipe()
        self._read, answers = _pipe()
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # it refuses to run as root with it
        words = [program, *FLAGS, *sandbox, f"--user-data-dir={self._profile.name}", "about:blank"]
        self._process = subprocess.Popen(  # noqa: S603 - the person's own browser
            [sys.executable, "-c", _PLACED, str(commands), str(answers), *words],
            pass_fds=(commands, answers),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(commands)
        os.close(answers)
        self._numbers = itertools.count(1)
        self._rest = b""
        self._session = self._attach()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _attach(self) -> str:
        """Open the one page; nothing is left behind where that fails."""
        try:
            target = self.ask("Target.createTarget", url="about:blank")["targetId"]
            session = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        except BaseException:
            self._end()
            raise
        found: str = session["sessionId"]
        return found

    def _end(self) -> None:
        os.close(self._write)  # Chromium ends when its pipe does
        os.close(self._read)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._profile.name, ignore_errors=True)
        self._profile.cleanup()

    def ask(self, method: str, *, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Run one command of the protocol and return its result; raises UsageError if it fails."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self._send(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                break
        if "error" in answer:
            raise UsageError(
                f"Chromium refused {method}: {answer['error'].get('message')}",
                help="bring Chromium up to date, then try again",
            )
        result: dict[str, Any] = answer["result"]
        return result

    def page(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Run one command on the page."""
        return self.ask(method, session=self._session, **parameters)

    def evaluate(self, expression: str) -> Any:
        """Return what an expression (awaited) gives in the page, as JSON; raises UsageError."""
        answer = self.page(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            detail = answer["exceptionDetails"]
            text = detail.get("exception", {}).get("description") or detail["text"]
            raise UsageError(f"the page failed: {text.splitlines()[0]}", help="please report it")
        return answer["result"].get("value")

    def _send(self, content: bytes) -> None:
        try:
            while content:
                content = content[os.write(self._write, content) :]
        except BrokenPipeError:
            raise UsageError(_ENDED, help=_DOES_IT_START) from None

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self._read, 1 << 20)
            if not part:
                raise UsageError(_ENDED, help=_DOES_IT_START)
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message


def open_page(browser: Chromium, path: Path, query: str) -> None:
    """Open a file and wait until its message is drawn, within its frames as well."""
    browser.page("Page.navigate", url=f"{path.resolve().as_uri()}?{query}")
    browser.evaluate(_DRAWN)


_DRAWN = """
new Promise((drawn) => {
  const done = () => document.readyState === "complete"
    && document.querySelector("#message > *:not(.pad)")
    && [...document.querySelectorAll("iframe")].every((each) => each.style.height);
  const late = performance.now() + 10_000; // a component may never be done
  const look = () => done() || performance.now() > late
    ? requestAnimationFrame(() => requestAnimationFrame(drawn)) : setTimeout(look, 5);
  look();
})
"""


def _pipe() -> tuple[int, int]:
    import fcntl  # not on Windows, where find_chromium has said so

    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _LOWEST) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]
