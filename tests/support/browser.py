"""A real headless Chromium for tests: one per worker, a fresh context per test."""

import asyncio
import functools
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

expect.set_options(timeout=20_000)  # a machine under load is slow, not wrong

QUICK = {(400, "dark"), (1440, "light")}
"""The modes that `make test` looks at; `make test-slow` looks at all of them."""
MODES = [
    pytest.param(width, scheme, marks=() if (width, scheme) in QUICK else pytest.mark.long)
    for width in (400, 1024, 1440, 2560)
    for scheme in ("light", "dark")
]
"""Width and color scheme of a page whose accessibility is checked."""

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


P = ParamSpec("P")


def in_own_thread(test: Callable[P, None]) -> Callable[P, None]:
    """Run a test in a thread: the toolkit starts a Playwright there, and this one has the tests'."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(test, *args, **kwargs).result()

    return run


def executable() -> str | None:
    """The Chromium on the PATH; None leaves it to Playwright's own."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium; between two uses of it the thread may run event loops of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        with _loop_hidden():
            yield browser
        browser.close()


@contextmanager
def context_of(
    browser: Browser,
    *,
    width: int = 1280,
    height: int = 800,
    dark: bool = False,
    bypass_csp: bool = False,
) -> Iterator[BrowserContext]:
    """Open a context, and close it in the end."""
    with _loop_of(browser):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="en-US",
            color_scheme="dark" if dark else "light",
            bypass_csp=bypass_csp,
        )
        yield context
        context.close()


@contextmanager
def page_of(browser: Browser, *, width: int = 1280, height: int = 800) -> Iterator[Page]:
    """Open a page; an error in it, or a request to another machine, fails the test at the end."""
    problems: list[str] = []
    with context_of(browser, width=width, height=height) as context:
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(
                    ("http://127.0.0.1:", "data:", "file:", "about:", "blob:")
                )
                else problems.append(f"asked for {request.url}")
            ),
        )
        page.on(
            "console",
            lambda message: (
                problems.append(message.text)
                if message.type == "error" and "Content Security Policy" in message.text
                else None
            ),
        )
        yield page
    assert problems == []


@contextmanager
def _loop_hidden() -> Iterator[None]:
    """Hide Playwright's event loop: it counts as running for as long as Playwright is open."""
    loop = asyncio.get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


@contextmanager
def _loop_of(browser: Browser) -> Iterator[None]:
    """Make Playwright's event loop the running one again while the browser is used."""
    before = asyncio._get_running_loop()  # that of a context around this one
    asyncio._set_running_loop(browser._loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(before)
