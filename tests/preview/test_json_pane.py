"""JSON: the payload and the message to copy, each value leading to what printed it."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.support.page import ORDER_CASE
from tests.support.preview_server import RunningPreview

pytestmark = pytest.mark.browser


def test_the_payload_is_copied_and_leads_to_the_source(running: RunningPreview, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(running.url + f"{ORDER_CASE}&side=json")
    page.get_by_role("button", name="Copy the payload").click()
    expect(page.locator(".toast")).to_contain_text("Copied the payload")
    payload = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert payload["body"] == "Order ORD-5678"
    page.locator(".json-value").filter(has_text="ORD-5678").click()
    expect(page.locator(".cm-content")).to_be_focused()
    expect(page.locator(".cm-activeLine")).to_contain_text("trigger.order_id")


def test_the_message_and_the_rendered_text_are_shown_where_there_are_any(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + f"{ORDER_CASE}&side=json")
    kinds = page.locator(".json-head .segments button")
    expect(kinds).to_have_text(["Payload", "Message"])
    kinds.last.click()
    expect(page.locator(".json")).to_contain_text('"messageId"')
    running.save(
        "templates/order_shipped.json", '{"properties": {"title": {{ trigger.order_id }} }}\n'
    )
    expect(kinds).to_have_text(["Rendered text"])
    expect(page.locator(".json")).to_contain_text('{"title": ORD-5678 }')
