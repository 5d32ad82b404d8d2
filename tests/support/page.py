"""What the browser tests look at on the preview's page."""

from playwright.sync_api import Locator, Page, expect

ORDER_CASE = "/?t=order_shipped&p=ada&d=standard"


def message(page: Page) -> Locator:
    """The message on the canvas, among its neighbors."""
    return page.locator(".inbox-panel .here .message")


def shows(page: Page, text: str) -> None:
    expect(message(page)).to_contain_text(text)


def names(page: Page) -> Locator:
    """The templates in the sidebar, without their translations."""
    return page.locator("#templates .rows > section > ul > li > .row .row-name")


def picker(page: Page, label: str) -> Locator:
    return page.locator(".picker").filter(has=page.locator("small", has_text=label))


def pick(page: Page, label: str, choice: str) -> None:
    """Choose an entry of a picker, as one does with the mouse."""
    picker(page, label).click()
    page.get_by_role("listbox").get_by_role("option", name=choice).first.click()


def problem_count(page: Page) -> Locator:
    """How many problems the message on screen has, in the folded drawer."""
    return page.locator(".drawer-head")
