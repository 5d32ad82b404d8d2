"""Problems: this message's first, each with its code, its fix and its place; one line where none is."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.page import ORDER_CASE
from tests.support.preview_server import ORDER, RunningPreview, serve_preview, small_project, write

pytestmark = pytest.mark.browser


def test_a_clean_project_has_one_line(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    expect(page.locator(".drawer-head")).to_contain_text("None in 8 cases")
    page.keyboard.press("p")
    expect(page.locator(".drawer-body")).to_have_count(0)


def test_problems_lead_to_their_file(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    write(root / "templates/order_shipped.json", ORDER.replace("trigger.order_id", "trigger.order"))
    write(root / "fixtures/profiles/grace.json", "{ broken")
    with serve_preview(root) as running:
        page.goto(running.url + ORDER_CASE)
        expect(page.locator(".failure")).to_be_visible()
        page.keyboard.press("p")
        own = page.get_by_role("region", name="This message").locator(".problem")
        expect(own.first).to_contain_text("trigger.order has no value")
        expect(own.first.locator("code").first).to_have_text("trigger.order")
        expect(page.locator(".drawer-detail .code-line.marked u")).to_have_text("trigger.order")
        own.first.click()
        expect(page.locator(".cm-content")).to_be_focused()
        expect(page.locator(".source-file")).to_have_text("templates/order_shipped.json")
        project = page.get_by_role("region", name="Project").locator(".problem")
        project.filter(has_text="grace.json").first.click()
        expect(page.locator(".source-file")).to_have_text("fixtures/profiles/grace.json")
        expect(page.locator(".cm-content")).to_contain_text("broken")


def test_an_unsaved_text_has_its_own_problems(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + f"{ORDER_CASE}&side=source")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("}")
    expect(page.locator(".drawer-count").first).to_contain_text("1")
    page.keyboard.press("Control+z")
    expect(page.locator(".drawer-head")).to_contain_text("None in")
