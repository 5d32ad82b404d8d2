"""Send test: what is missing for it, and to whom what would go."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.page import ORDER_CASE, shows
from tests.support.preview_server import RunningPreview, serve_preview, small_project

pytestmark = pytest.mark.browser


def test_without_a_key_it_says_how_to_get_one(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    page.keyboard.press("s")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("There is no key to send with")
    expect(dialog.locator(".snippet")).to_contain_text("inbox login")


def test_it_shows_who_gets_what_before_anything_is_sent(
    tmp_path: Path, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", "k" * 32)
    root = small_project(tmp_path)
    with (root / "inbox.toml").open("a", encoding="utf-8") as file:
        file.write('[send]\nrecipients = ["id:1", "id:2"]\n')
    with serve_preview(root) as running:
        page.goto(running.url + f"{ORDER_CASE}&set=trigger.order_id=ORD-7")
        shows(page, "Order ORD-7")
        page.keyboard.press("s")
        dialog = page.get_by_role("dialog")
        expect(dialog.locator(".message")).to_contain_text("Order ORD-7")
        expect(dialog).to_contain_text("with your unsaved values")
        dialog.get_by_role("radio", name="id:2").check()
        expect(dialog.get_by_role("button", name="Send to id:2")).to_be_enabled()
        expect(dialog.locator("#request")).to_contain_text("$CUSTOMERIO_APP_API_KEY")
        expect(dialog).not_to_contain_text("k" * 32)
        dialog.get_by_role("tab", name="Python").click()
        expect(dialog.locator("#request")).to_contain_text("from customerio import APIClient")
        expect(dialog.locator("#request")).to_contain_text('"order_id": "ORD-7"')
        expect(dialog.get_by_role("button", name="Copy the request as Python")).to_be_visible()
