"""Hours of work in little time: thousands of saves leave neither the server nor the page larger.

The long form, half an hour: ``make soak-preview``.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.support.page import ORDER_CASE, names, shows
from tests.support.preview_server import ORDER, preview_process, small_project, template, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc"),
]

SAVES = int(os.environ.get("INBOX_TEST_SAVES", "200"))
SECONDS = float(os.environ.get("INBOX_TEST_SECONDS", "0"))
SAMPLES = 10
ROUND = 20  # saves until every way of saving has had its turn
TEMPLATE = "templates/order_shipped.json"
OTHERS = 8  # templates beside the one on screen
ROOM = 12 * 2**20  # bytes a process may move about without having grown
PAGE_ROOM = 2 * 2**20


@dataclass(frozen=True)
class Size:
    """What is in use, in bytes and in nodes of the page."""

    server: int
    page: int
    nodes: int
    listeners: int

    def __str__(self) -> str:
        server, page = self.server / 2**20, self.page / 2**20
        return f"server {server:.1f} MB, page {page:.2f} MB, {self.nodes} nodes, {self.listeners} listeners"


def test_memory_is_flat(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path / "project")
    for number in range(OTHERS):
        write(root / f"templates/other_{number}.json", template('{"title": "{{ customer.id }}"}'))
    with preview_process(root, tmp_path / "talk") as (server, url):
        page.goto(url + ORDER_CASE)
        devtools = page.context.new_cdp_session(page)
        sizes: list[Size] = []
        started = time.monotonic()
        every = max(1, SAVES // SAMPLES // ROUND) * ROUND
        for number in range(SAVES):
            saved = save(root, number)
            expect(page.locator("#message")).to_contain_text(saved)
            if SECONDS:
                due = started + SECONDS * (number + 1) / SAVES
                page.wait_for_timeout(max(1.0, (due - time.monotonic()) * 1000))
            if (number + 1) % every == 0:
                settle(root, page, number)
                sizes.append(size(server, devtools))
                sys.stdout.write(f"{number + 1} saves: {sizes[-1]}\n")
    warm, last = least(sizes[1:4]), least(sizes[-3:])
    assert last.server < warm.server + ROOM
    assert last.page < warm.page + PAGE_ROOM
    assert last.nodes == pytest.approx(warm.nodes, rel=0.1)
    assert last.listeners == pytest.approx(warm.listeners, rel=0.1)


def save(root: Path, number: int) -> str:
    """Save something in one of the ways people, editors and branch switches do.

    Return what the page shows of it.
    """
    work = WAYS.get(number % ROUND)
    if work:
        return work(root, number)
    return overwrite(root, number)


def text_of(number: int) -> str:
    return ORDER.replace("Order", f"Save {number}")


def overwrite(root: Path, number: int) -> str:
    write(root / TEMPLATE, text_of(number))
    return f"Save {number}"


def rename(root: Path, number: int) -> str:
    write(root / "templates/.scratch", text_of(number)).replace(root / TEMPLATE)
    return f"Save {number}"


def write_in_parts(root: Path, number: int) -> str:
    text = text_of(number)
    with (root / TEMPLATE).open("w") as file:
        for at in range(0, len(text), 40):
            file.write(text[at : at + 40])
            file.flush()
    return f"Save {number}"


def mistake(root: Path, number: int) -> str:
    write(root / TEMPLATE, text_of(number).replace("}}", "}", 1))
    return "The last good render"


def other_profile(root: Path, number: int) -> str:
    write(root / "fixtures/profiles/ada.json", {"id": "1", "first_name": f"Ada {number}"})
    return f"Ada {number}"


def other_data(root: Path, number: int) -> str:
    data = root / "fixtures/message_data/order_shipped"
    write(data / "standard.json", {"order_id": f"ORD-{number}", "url": "u"})
    return f"ORD-{number}"


def other_branch(root: Path, number: int) -> str:
    for each in range(20):
        write(root / f"templates/burst_{each}.json", template('{"title": "t"}'))
    return ""


def branch_back(root: Path, number: int) -> str:
    for each in range(20):
        (root / f"templates/burst_{each}.json").unlink()
    return ""


def configuration(root: Path, number: int) -> str:
    with (root / "inbox.toml").open("a") as file:
        file.write("\n")
    return ""


WAYS: dict[int, Callable[[Path, int], str]] = {
    3: rename,
    5: write_in_parts,
    7: mistake,
    9: other_profile,
    11: other_data,
    13: other_branch,
    14: branch_back,
    17: configuration,
}


def settle(root: Path, page: Page, number: int) -> None:
    """Leave the page as it was at first, having looked at every view.

    It is drawn once more at the end: Preact holds what it took away last until it draws again.
    """
    write(root / TEMPLATE, ORDER.replace("Order", f"Last {number}"))
    shows(page, f"Last {number}")
    for key in ("4", "5", "c", "o", "d"):
        page.keyboard.press(key)
    expect(names(page)).to_have_count(OTHERS + 2)
    page.keyboard.press("1")
    shows(page, f"Last {number}")
    expect(page.locator(".chip.failing")).to_have_text("Failing 0")
    for key in ("t", "t"):
        page.keyboard.press(key)
    write(root / TEMPLATE, ORDER.replace("Order", f"Drawn {number}"))
    shows(page, f"Drawn {number}")


def size(server: int, devtools: CDPSession) -> Size:
    """Measure, the page's garbage being collected before."""
    devtools.send("HeapProfiler.collectGarbage")
    devtools.send("Performance.enable")
    found = {
        one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]
    }
    pages = int(Path(f"/proc/{server}/statm").read_text().split()[1])
    return Size(
        server=pages * os.sysconf("SC_PAGE_SIZE"),
        page=int(found["JSHeapUsedSize"]),
        nodes=int(found["Nodes"]),
        listeners=int(found["JSEventListeners"]),
    )


def least(sizes: list[Size]) -> Size:
    """The least of several samples: one of them may have come in the middle of something."""
    return Size(
        server=min(each.server for each in sizes),
        page=min(each.page for each in sizes),
        nodes=min(each.nodes for each in sizes),
        listeners=min(each.listeners for each in sizes),
    )
