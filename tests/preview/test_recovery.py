"""What can go wrong between a file and the screen, in a real Chromium: every one is got over."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from inbox_toolkit.preview.server import PreviewOptions
from playwright.sync_api import Page, expect

from tests.support.page import ORDER_CASE, names, shows
from tests.support.preview_server import (
    ORDER,
    RunningPreview,
    preview_process,
    serve_preview,
    small_project,
    template,
    write,
)

pytestmark = pytest.mark.browser

TEMPLATE = "templates/order_shipped.json"

NOTE_ERRORS = """() => {
  window.updates = 0;
  new MutationObserver(() => {
    window.updates++;
    if (document.querySelector(".failure")) window.sawError = true;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def in_place(path: Path, text: str) -> None:
    write(path, text)


def truncated_first(path: Path, text: str) -> None:
    path.write_text("")
    path.write_text(text)


def in_parts(path: Path, text: str) -> None:
    with path.open("w") as file:
        for at in range(0, len(text), 25):
            file.write(text[at : at + 25])
            file.flush()


def renamed_over(path: Path, text: str) -> None:
    """As JetBrains' editors do."""
    write(path.with_name(path.name + "___jb_tmp___"), text).replace(path)


def with_a_backup(path: Path, text: str) -> None:
    """As vim does where it may not write in place."""
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    write(path, text)
    backup.unlink()


def deleted_first(path: Path, text: str) -> None:
    path.unlink()
    write(path, text)


def from_elsewhere(path: Path, text: str) -> None:
    """As git does, and editors that keep their scratch files in a folder of their own."""
    write(path.parents[2] / "elsewhere/scratch", text).replace(path)


WAYS = [
    in_place,
    truncated_first,
    in_parts,
    renamed_over,
    with_a_backup,
    deleted_first,
    from_elsewhere,
]


@pytest.mark.parametrize("poll", [False, True], ids=["events", "polling"])
def test_every_way_of_saving_arrives_and_none_shows_an_error(
    tmp_path: Path, page: Page, poll: bool
) -> None:
    root = small_project(tmp_path / "project")
    with serve_preview(root, PreviewOptions(port=0, poll=poll)) as running:
        page.goto(running.url + ORDER_CASE)
        shows(page, "Order ORD-5678")
        page.evaluate(NOTE_ERRORS)
        for number, way in enumerate(WAYS * 2):
            way(root / TEMPLATE, ORDER.replace("Order", f"{way.__name__} {number}"))
            shows(page, f"{way.__name__} {number} ORD-5678")
        assert page.evaluate("window.sawError") is None


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_shown_however_it_is_saved(
    running: RunningPreview, page: Page, way: Callable[[Path, str], None]
) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    way(running.root / TEMPLATE, ORDER.replace("}}", "}", 1))
    expect(page.locator(".failure")).to_be_visible()
    expect(page.locator(".inbox.stale")).to_contain_text("Order ORD-5678")
    way(running.root / TEMPLATE, ORDER.replace("Order", "Mended"))
    expect(page.locator(".failure")).to_have_count(0)
    shows(page, "Mended ORD-5678")


@pytest.mark.parametrize("poll", [False, True], ids=["events", "polling"])
def test_a_branch_switch_of_500_files_arrives_in_a_few_updates(
    tmp_path: Path, page: Page, poll: bool
) -> None:
    root = small_project(tmp_path)
    for number in range(249):
        write(root / f"templates/t{number:03}.json", template('{"title": "{{ trigger.old }}"}'))
        write(root / f"fixtures/message_data/t{number:03}/d.json", {"old": "o"})
    with serve_preview(root, PreviewOptions(port=0, poll=poll)) as running:
        page.goto(running.url + "/?t=t100&p=ada&d=d")
        shows(page, "o")
        page.evaluate(NOTE_ERRORS)
        write(root / TEMPLATE, ORDER.replace("Order", "Parcel"))
        for number in range(249):
            path = root / f"templates/t{number:03}.json"
            write(path, template(f'{{"title": "{{{{ trigger.new }}}} {number}"}}'))
            write(root / f"fixtures/message_data/t{number:03}/d.json", {"new": "N"})
        write(root / "fixtures/profiles/zoe.json", {"first_name": "Zoe"})
        shows(page, "N 100")
        expect(names(page)).to_have_count(251)
        expect(page.locator(".chip.failing")).to_have_text("Failing 0")
        assert page.evaluate("window.updates") < 100


def test_a_frozen_page_catches_up(running: RunningPreview, page: Page) -> None:
    """A browser freezes the pages it puts to sleep: no timer and no event runs in them."""
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    for number in range(100):
        running.save(TEMPLATE, ORDER.replace("Order", f"Asleep {number}"))
    devtools.send("Page.setWebLifecycleState", {"state": "active"})
    shows(page, "Asleep 99 ORD-5678")
    running.save(TEMPLATE, ORDER.replace("Order", "Awake"))
    shows(page, "Awake ORD-5678")


def test_a_hidden_page_lets_go_and_comes_back(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    page.evaluate(
        """() => {
          window.away = true;
          Object.defineProperty(document, "hidden", { get: () => window.away });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    running.save(TEMPLATE, ORDER.replace("Order", "Unseen"))
    page.wait_for_function(
        "async () => (await (await fetch('/api/case?template=order_shipped&profile=ada')).text()).includes('Unseen')"
    )
    shows(page, "Order ORD-5678")
    expect(page.locator(".banner")).to_have_count(0)
    page.evaluate(
        "() => { window.away = false; document.dispatchEvent(new Event('visibilitychange')) }"
    )
    shows(page, "Unseen ORD-5678")


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="processes cannot be held here")
def test_a_server_that_stands_still_is_missed_and_found_again(tmp_path: Path, page: Page) -> None:
    """As after the sleep of a machine, or on a network that went away: no error tells of it."""
    root = small_project(tmp_path / "project")
    with preview_process(root, tmp_path / "talk") as (server, url):
        page.clock.install()
        page.goto(url + ORDER_CASE)
        shows(page, "Order ORD-5678")
        os.kill(server, signal.SIGSTOP)
        try:
            page.clock.fast_forward(41_000)
            expect(page.locator(".banner")).to_contain_text("Disconnected")
            shows(page, "Order ORD-5678")
            write(root / TEMPLATE, ORDER.replace("Order", "Later"))
        finally:
            os.kill(server, signal.SIGCONT)
        shows(page, "Later ORD-5678")
        page.clock.fast_forward(2_000)
        expect(page.locator(".banner")).to_have_count(0)


KEEP_SOURCES = """
  window.sources = [];
  window.EventSource = class extends EventSource {
    constructor(url) {
      super(url);
      window.sources.push(this);
    }
  };
"""


def test_a_server_with_nothing_to_say_is_not_missed(running: RunningPreview, page: Page) -> None:
    page.add_init_script(KEEP_SOURCES)
    page.clock.install()
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    for _ in range(4):
        page.clock.fast_forward(30_000)
        page.evaluate("sources.at(-1).dispatchEvent(new MessageEvent('beat', { data: '1' }))")
    assert page.evaluate("sources.length") == 1
    page.clock.fast_forward(41_000)
    page.wait_for_function("sources.length === 2")
    expect(page.locator(".banner")).to_have_count(0)
