"""The failure screen: what is wrong, where, because of what, how it is fixed, in which cases."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.page import ORDER_CASE, picker, shows
from tests.support.preview_server import RunningPreview, serve_preview, small_project, write

pytestmark = pytest.mark.browser

TEMPLATE = "templates/order_shipped.json"
DATA = "fixtures/message_data/order_shipped"


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    """A project in which one message data lacks a value."""
    root = small_project(tmp_path)
    write(root / DATA / "resend.json", {"url": "u"})
    return root


def test_a_project_opens_on_its_first_failing_case(failing: Path, page: Page) -> None:
    write(failing / "templates/a_first.json", '{"properties": {"title": "fine"}}')
    with serve_preview(failing) as running:
        page.goto(running.url)
        expect(page.locator(".toolbar-title")).to_have_text("order_shipped")
        expect(picker(page, "Profile")).to_contain_text("Ada")
        expect(picker(page, "Data")).to_contain_text("resend")
        expect(page.locator(".failure")).to_be_visible()


def test_a_failure_says_everything_there_is_to_know(failing: Path, page: Page) -> None:
    with serve_preview(failing) as running:
        page.goto(running.url)
        failure = page.locator(".failure")
        expect(failure.locator("h2")).to_contain_text("trigger.order_id has no value")
        expect(failure.locator("h2 code")).to_have_text("trigger.order_id")
        expect(failure.locator("header p")).to_contain_text("Customer.io would")
        expect(failure.locator(".code-frame figcaption")).to_contain_text(f"{TEMPLATE}:6:23")
        expect(failure.locator(".code-frame u")).to_have_text("trigger.order_id")
        expect(failure.locator(".failure-cause")).to_contain_text(f"{DATA}/resend.json")
        expect(failure.locator(".failure-cause .absent")).to_have_text("absent")
        expect(failure.locator(".failure-fix")).to_contain_text("Add order_id to")
        expect(failure).not_to_contain_text("`")
        expect(failure.locator(".failure-cases")).to_contain_text("Fails in 2 of 4 cases")


def test_rendered_text_that_is_no_json_has_a_caret_at_the_place(
    running: RunningPreview, page: Page
) -> None:
    running.save(f"{DATA}/standard.json", {"order_id": 'a "quoted" id', "url": "u"})
    page.goto(running.url + ORDER_CASE)
    rendered = page.locator(".failure-rendered")
    expect(rendered.locator("figcaption")).to_contain_text("line ")
    above, _, below = rendered.locator("pre").inner_text().partition("^")
    lines = above.split("\n")
    caret = len(lines[-1])
    assert below
    assert "quoted" in lines[-2]
    assert lines[-2][caret] == rendered.locator("mark").inner_text()
    expect(page.locator(".failure-cause")).to_contain_text("trigger.order_id")


def test_the_value_that_is_missing_is_one_click_away(failing: Path, page: Page) -> None:
    with serve_preview(failing) as running:
        page.goto(running.url + "/?side=json")
        page.get_by_role("button", name="Add to resend.json").click()
        expect(page.get_by_role("tab", name="Data")).to_have_attribute("aria-selected", "true")


def test_a_fix_is_applied_and_taken_back(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    write(root / DATA / "standard.json", {"order_id": 'a "quoted" id', "url": "u"})
    with serve_preview(root) as running:
        before = (root / TEMPLATE).read_text()
        page.goto(running.url + ORDER_CASE)
        page.locator(".failure").get_by_role("button", name="Apply").click()
        shows(page, 'Order a "quoted" id')
        assert (root / TEMPLATE).read_text() != before
        toast = page.locator(".toast")
        expect(toast).to_contain_text(TEMPLATE)
        toast.get_by_role("button", name="Undo").click()
        expect(page.locator(".failure")).to_be_visible()
        assert (root / TEMPLATE).read_text() == before


def test_failing_cases_are_links_and_are_stepped_through(failing: Path, page: Page) -> None:
    with serve_preview(failing) as running:
        page.goto(running.url)
        steps = page.get_by_role("group", name="Failing cases")
        expect(steps).to_contain_text("1 of 2 failing")
        page.locator(".failure .tag", has_text="grace × resend").click()
        expect(picker(page, "Profile")).to_contain_text("Grace")
        expect(steps).to_contain_text("2 of 2 failing")
        steps.get_by_role("button", name="Next failing case").click()
        expect(picker(page, "Profile")).to_contain_text("Ada")
        page.keyboard.press("Shift+F")
        expect(picker(page, "Profile")).to_contain_text("Grace")
        page.locator(".failure").get_by_role("button", name="Show all").click()
        expect(page.locator(".outcome")).to_have_count(1)
        assert "failing=1" in page.url


def test_a_case_that_passes_says_how_many_others_fail(failing: Path, page: Page) -> None:
    with serve_preview(failing) as running:
        page.goto(running.url + ORDER_CASE)
        steps = page.get_by_role("group", name="Failing cases")
        expect(steps).to_contain_text("2 of 4 fail")
        page.keyboard.press("f")
        expect(page.locator(".failure")).to_be_visible()


def test_the_sidebar_shows_what_fails(failing: Path, page: Page) -> None:
    with serve_preview(failing) as running:
        page.goto(running.url + "/?t=welcome")
        shows(page, "Welcome")
        row = page.locator("#templates .row").filter(has_text="order_shipped")
        expect(row.locator(".trailing")).to_have_text("2 / 4")
        page.locator(".chip.failing").click()
        expect(page.locator("#templates .row")).to_have_count(1)
        row.click()
        expect(page.locator(".failure")).to_be_visible()
        page.locator(".chip.warnings").click()
        expect(page.locator("#templates")).to_contain_text("No template has warnings.")
        assert "show=warnings" in page.url


def test_the_count_in_the_bar_opens_the_problems(failing: Path, page: Page) -> None:
    with serve_preview(failing) as running:
        page.goto(running.url)
        page.get_by_role("button", name="1 error").click()
        expect(page.locator("#problems")).to_contain_text("trigger.order_id")
        page.keyboard.press("p")
        expect(page.locator("#problems .problem")).to_have_count(0)
