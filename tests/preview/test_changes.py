"""Changes: a message beside what it was, or beside another case, with the words that differ marked."""

import subprocess

import pytest
from playwright.sync_api import Page, expect

from tests.support.page import ORDER_CASE, pick
from tests.support.preview_server import ORDER, RunningPreview

pytestmark = pytest.mark.browser

TEMPLATE = "templates/order_shipped.json"


def commit(running: RunningPreview, message: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    for command in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-qm", message)):
        subprocess.run(["git", *command], cwd=running.root, check=True)


def test_the_last_commit_is_compared_with_by_default(running: RunningPreview, page: Page) -> None:
    commit(running, "first")
    page.goto(running.url + f"{ORDER_CASE}&view=changes")
    expect(page.locator(".changes")).to_contain_text("Nothing differs from the last commit")
    running.save(TEMPLATE, ORDER.replace("Order {{", "Parcel {{"))
    expect(page.locator(".changes del")).to_have_text("Order")
    expect(page.locator(".changes ins")).to_have_text("Parcel")
    cards = page.locator(".changes-cards .message")
    expect(cards.first).to_contain_text("Order ORD-5678")
    expect(cards.last).to_contain_text("Parcel ORD-5678")


def test_any_revision_and_any_other_case_can_be_compared_with(
    running: RunningPreview, page: Page
) -> None:
    commit(running, "first")
    running.save(TEMPLATE, ORDER.replace("Hi {{", "Hello {{"))
    commit(running, "second")
    page.goto(running.url + f"{ORDER_CASE}&view=changes")
    pick(page, "Compare with", "another revision")
    page.get_by_label("Revision").fill("HEAD~1")
    page.keyboard.press("Enter")
    expect(page.locator(".changes del")).to_have_text("Hi")
    pick(page, "Compare with", "grace × standard")
    expect(page.locator(".changes del")).to_have_text("Grace")
    expect(page.locator(".changes ins")).to_have_text("Ada")
    page.reload()
    expect(page.locator(".changes ins")).to_have_text("Ada")


def test_what_cannot_be_compared_says_why(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + f"{ORDER_CASE}&view=changes&vs=revision:nowhere")
    expect(page.locator(".changes-none")).not_to_be_empty()
    pick(page, "Compare with", "the last save")
    expect(page.locator(".changes-none")).to_contain_text("Nothing has changed this case")
