"""Hostile text in every field of a project, in the live page and in a static one.

Nothing here knows how the page is built: whatever can be clicked is clicked, and then no script of
the project may have run, no dialog opened, no other machine been asked, no policy been broken.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.static_site import write_site
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

from tests.support.browser import context_of
from tests.support.preview_server import serve_preview, template, write

pytestmark = pytest.mark.browser

MARKUP = (
    "\"'><img src=x onerror=canary()><svg onload=canary()></script><script>canary()</script>"
    "<iframe srcdoc='<script>parent.canary()</script>'></iframe><base href=//evil.example>"
    "<style>@import '//evil.example/x.css';</style>"
)
ADDRESS = "javascript:canary()//https://evil.example"
CODE = "${canary()}{{constructor.constructor('canary()')()}}`-canary()-`\\u003cscript>canary()"
NAME = "x' onfocus=canary() autofocus='<img src=x onerror=canary()>"
PAYLOADS = {"markup": MARKUP, "address": ADDRESS, "code": CODE}
NAMES = [
    "markup",
    pytest.param("address", marks=pytest.mark.long),
    pytest.param("code", marks=pytest.mark.long),
]

CANARY = """
globalThis.canary = () => console.log("CANARY");
for (const name of ["alert", "confirm", "prompt"]) {
  const kept = globalThis[name];
  globalThis[name] = (text) => { if (/canary/i.test(text)) canary(); return kept?.call(globalThis, text); };
}
"""
LOCAL = ("http://127.0.0.1:", "data:", "file:", "about:", "blob:", "vscode:")
"""Where a page may lead: to itself, and to the line of a file in the user's editor."""

CLICKABLE = (
    "button, summary, [role=tab], [role=button], [role=menuitem], [role=option], a[href^='#']"
)
CLICKS = 30
"""Of each page; the first few dozen buttons are those of its views and panels."""


@pytest.fixture(autouse=True)
def in_time() -> None:
    """Lift the time limit of this folder: a browser takes its time."""


def hostile_project(root: Path, text: str) -> Path:
    """A project with ``text`` wherever somebody may write something."""
    envelope = {"name": text, "type": text, "topics": [text, "orders"]}
    properties: dict[str, object] = {
        "title": text,
        "body": f"{text} {{{{ customer.first_name }}}}",
        "link": text,
    }
    properties |= {"image": text, "nested": {text: [text]}, "url": "{{ trigger.url }}"}
    broken = '{"title": "{{ trigger.missing }}", "x": ' + "{{ trigger.note }}}"
    person = {"id": text, "first_name": text, "email": text, text: text, "cio_language": "fr"}
    write(root / "inbox.toml", "")
    write(root / f"templates/{NAME}.json", template("{}", **envelope))
    write(root / "templates/order.json", template(json.dumps(properties), **envelope))
    write(root / "templates/order.fr.json", template(json.dumps(properties), name=text))
    write(root / "templates/broken.json", template(broken, **envelope))
    write(root / "templates/order.contract.json", {"title": text, "description": text})
    write(root / f"fixtures/profiles/{NAME}.json", person)
    write(root / "fixtures/profiles/ada.json", person)
    for stem in ("order", "broken"):
        data = {"url": text, "note": text, text: [text]}
        write(root / f"fixtures/message_data/{stem}/{NAME}.json", data)
        write(root / f"fixtures/message_data/{stem}/standard.json", data)
    write(root / "fixtures/snippets.json", {"footer": text})
    write(root / "fixtures/objects.json", {"shop": {"name": text}})
    return root


@contextmanager
def watched_page(browser: Browser) -> Iterator[Page]:
    """A page in which nothing of a project's may run; what does fails the test at the end."""
    seen: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith(LOCAL):
            seen.append(f"asked for {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        if "CANARY" in message.text or "Content Security Policy" in message.text:
            seen.append(message.text)

    with context_of(browser) as context:
        context.add_init_script(CANARY)
        page = context.new_page()
        page.on("console", on_console)
        page.on("request", on_request)
        page.on("pageerror", lambda error: seen.append(str(error)))
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.set_default_timeout(15_000)
        yield page
        page.wait_for_timeout(300)  # an image that fails calls its handler a little later
    assert seen == []


def click_everything(page: Page, url: str) -> int:
    """Click whatever can be clicked on a page, one after the other; return how much was."""
    clicked = 0
    for number in range(CLICKS):
        with suppress(Error):  # it is hidden, covered or gone by now
            found = page.locator(CLICKABLE)
            if number >= found.count():
                break
            found.nth(number).click(timeout=300, no_wait_after=True)
            clicked += 1
            if not page.url.split("?")[0].split("#")[0].startswith(url.split("?")[0]):
                page.goto(url)
        if number % 10 == 9:
            page.keyboard.press("Escape")
    return clicked


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_project_runs_in_the_live_page(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    root = hostile_project(tmp_path, PAYLOADS[name])
    with serve_preview(root) as running, watched_page(browser) as page:
        clicked = 0
        for query in (
            {},
            {"t": "order"},
            {"t": "broken"},
            {"t": MARKUP, "p": MARKUP, "view": CODE},
        ):
            url = f"{running.url}/?{urlencode(query)}"
            page.goto(url)
            page.wait_for_timeout(500)
            clicked += click_everything(page, running.url)
        assert clicked > 10


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_project_runs_in_a_static_page(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    root = hostile_project(tmp_path / "project", PAYLOADS[name])
    state = ProjectState(root)
    state.validate_pending()
    files = write_site(state, tmp_path / "site")
    clicked = 0
    for file in files:
        with watched_page(browser) as page:  # its own: the last click may lead elsewhere, later
            page.goto(file.as_uri())
            page.wait_for_timeout(300)
            clicked += click_everything(page, file.as_uri())
    assert clicked > 10


def test_the_canary_would_sing(browser: Browser, tmp_path: Path) -> None:
    """Markup that is taken for markup does run: else the tests above could not fail."""
    page_file = write(tmp_path / "page.html", f"<p title='{MARKUP}'>")
    with pytest.raises(AssertionError), watched_page(browser) as page:
        page.goto(page_file.as_uri())
