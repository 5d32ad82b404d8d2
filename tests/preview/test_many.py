"""Many saves."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.page import ORDER_CASE, message
from tests.support.preview_server import ORDER, RunningPreview

pytestmark = pytest.mark.browser

TEMPLATE = "templates/order_shipped.json"


@pytest.mark.long
def test_many_saves_leave_nothing_behind(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    title = message(page).locator("p")

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
