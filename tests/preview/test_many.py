"""Much of everything: many cards, many saves."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.preview_server import ORDER, RunningPreview, serve_preview, small_project, write

pytestmark = pytest.mark.browser

SKIPPED = """() => [...document.querySelectorAll(".cell .card")].filter((card) =>
  !card.checkVisibility({ contentVisibilityAuto: true })).length"""
TEMPLATE = "templates/order_shipped.json"


def test_two_hundred_cases_are_all_there_and_filtered(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    for number in range(18):
        write(root / f"fixtures/profiles/p{number:02}.json", {"first_name": f"Person {number}"})
    for number in range(8):
        data = {"order_id": f"ORD-{number}", "url": "u"} if number else {"url": "u"}
        write(root / f"fixtures/message_data/order_shipped/d{number}.json", data)
    with serve_preview(root) as running:
        page.goto(running.url + "/?t=order_shipped&view=matrix")
        expect(page.locator(".cell")).to_have_count(181)
        expect(page.locator(".matrix .bar")).to_contain_text("200 cases, 181 different outcomes")
        assert page.evaluate(SKIPPED) > 0  # nearly all of so few stand within reach of a scroll
        page.get_by_role("button", name="20 failing").click()
        expect(page.locator(".cell")).to_have_count(1)
        expect(page.locator(".cell")).to_contain_text("undefined variable: trigger.order_id")
        assert "failing=1" in page.url
        page.locator(".cell").click()
        expect(page.locator(".failure")).to_contain_text("trigger.order_id")


@pytest.mark.long
def test_many_saves_leave_nothing_behind(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + "/?t=order_shipped&p=ada&d=standard")
    title = page.locator(".row.this p")

    def save(first: int, last: int) -> tuple[int, int]:
        for number in range(first, last):
            running.save(TEMPLATE, ORDER.replace("Order", f"Save {number}"))
        expect(title).to_have_text(f"Save {last - 1} ORD-5678")
        page.evaluate("window.gc?.()")
        nodes = page.evaluate("document.getElementsByTagName('*').length")
        state = running.preview.state
        return nodes, len(state.last_good) + len(state.previous) + len(state.results)

    first = save(0, 60)
    assert save(60, 300) == first
