"""An installed Chromium or Chrome, driven by Playwright (the optional extra ``screenshots``)."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_toolkit.errors import UsageError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALL = 'pip install "inbox-toolkit[screenshots]"'
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--font-render-hinting=none",
    "--disable-features=IsolateSandboxedIframes",  # a page and its frames are drawn at once
)


def require_browser() -> None:
    """Raise UsageError where Playwright is not installed; the browser itself is started later."""
    if find_spec("playwright") is None:
        raise UsageError("screenshots need a package that is not installed", help=INSTALL)


def launch(playwright: "Playwright") -> "Browser":
    """Start the browser on the PATH, else an installed Chrome; raises Playwright's Error."""
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    return playwright.chromium.launch(
        executable_path=program,
        channel=None if program else "chrome",
        args=FLAGS,
        chromium_sandbox=getattr(os, "geteuid", lambda: 1)() != 0,  # root may not have it
    )


@contextmanager
def open_browser() -> Iterator["Page"]:
    """Start the browser on the PATH, else an installed Chrome, and give its one page.

    Raises UsageError where there is none, and for whatever fails in the browser meanwhile.
    """
    require_browser()
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            yield browser.new_page(
                device_scale_factor=1, color_scheme="light", reduced_motion="reduce"
            )
            browser.close()
    except Error as error:
        raise UsageError(
            f"the browser failed: {error.message.strip().splitlines()[0]}",
            help="install Chromium or Chrome, and see whether it starts as this user",
        ) from None


def open_file(page: "Page", path: Path, query: str) -> None:
    """Open a page of the site and wait until its message is drawn, within its frames as well."""
    page.goto(f"{path.resolve().as_uri()}?{query}")
    page.evaluate(_FONTS)
    page.evaluate(_DRAWN)


_FONTS = "Promise.all([...document.fonts].map((each) => each.load())).then(() => 0)"
_DRAWN = """
new Promise((drawn) => {
  const done = () => document.readyState === "complete"
    && document.querySelector("#view > *")
    && [...document.querySelectorAll("iframe")].every((each) => "drawn" in each.dataset);
  const late = performance.now() + 10_000; // a component may never be done
  const look = () => done() || performance.now() > late
    ? requestAnimationFrame(() => requestAnimationFrame(drawn)) : setTimeout(look, 5);
  look();
})
"""
