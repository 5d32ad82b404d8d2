"""The page's data, its fence, and the page itself in a real browser."""

import http.client
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from inbox_toolkit.appapi.endpoints import find_endpoint
from inbox_toolkit.send.explain import sandbox_page
from inbox_toolkit.web.message_frames import RENDERER
from inbox_toolkit.web.static import load_assets
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import MODES, context_of
from tests.support.sandbox_server import RunningSandbox, serve_sandbox
from tests.support.visual import visual_project

AXE = find_spec("axe_playwright_python")


def test_the_page_is_fenced_in(sandbox: RunningSandbox) -> None:
    for path in ("/", "/assets/page/emulator.js", "/sandbox/overview"):
        answer = sandbox.ask("GET", path, headers={})
        assert answer.status == 200, path
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert sandbox.ask("GET", "/assets/none.js").status == 404
    assert sandbox.ask("GET", "/frame/own").status == 404


def test_other_sites_may_not_ask_for_its_data(sandbox: RunningSandbox) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert sandbox.ask("GET", "/sandbox/requests", headers=foreign).status == 403


def test_a_send_has_its_request_render_and_findings(sandbox: RunningSandbox) -> None:
    bad = sandbox.delivered({})
    (row,) = sandbox.ask("GET", f"/sandbox/requests?search={bad.delivery_id}").json()["requests"]
    detail = sandbox.ask("GET", f"/sandbox/requests/{row['number']}").json()["delivery"]
    assert detail["request"]["message_data"] == {}
    assert detail["row"]["failure"] == "undefined variable: trigger.order_id"
    assert detail["findings"][0]["rule"] == "missing-value"
    assert detail["findings"][0]["message"] == "`trigger.order_id` has no value"


def test_the_inbox_of_anyone(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered()
    people = sandbox.ask("GET", "/sandbox/overview").json()["people"]
    assert [each["label"] for each in people] == ["user_123", "user_9"]
    assert people[0]["name"] == "Ada"
    found = sandbox.ask("GET", f"/sandbox/inbox/{people[0]['cioId']}").json()["messages"]
    assert [each["deliveryId"] for each in found] == [one.delivery_id]


def test_open_pages_hear_of_changes(sandbox: RunningSandbox) -> None:
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    connection.request("GET", "/sandbox/events")
    stream = connection.getresponse()
    assert [stream.readline() for _ in range(5)][2] == b"event: hello\n"
    sandbox.send()
    assert stream.readline() == b"event: update\n"
    connection.close()


CARD = ".inbox-panel li[class~=here]:not(.other)"


@pytest.mark.browser
def test_the_newest_request_is_followed_as_it_comes(sandbox: RunningSandbox, page: Page) -> None:
    page.goto(sandbox.url)
    expect(page.locator("#message")).to_contain_text(f"CIO_API_URL={sandbox.url}")
    sandbox.send(identifiers={"id": "<img src=x onerror=alert(1)>"})
    expect(page.locator(".toolbar")).to_contain_text("to <img src=x onerror=alert(1)>")
    expect(page.locator(CARD)).to_contain_text("Hi there")
    sandbox.send({})
    alert = page.locator(".failure")
    expect(alert).to_contain_text("undefined variable: trigger.order_id")
    expect(alert).to_contain_text("missing-value")
    expect(page.locator(".toasts")).to_contain_text("order_shipped to user_123: failed")
    expect(page.locator("#view")).to_contain_text("0 messages in the inbox of user_123")


@pytest.mark.browser
def test_refused_requests_are_listed_searched_and_cleared(
    sandbox: RunningSandbox, page: Page
) -> None:
    sandbox.delivered()
    sandbox.send({}, transactional_message_id="nobody_knows")
    page.goto(sandbox.url)
    rows = page.locator(".request-row")
    expect(rows).to_have_count(2)
    expect(page.locator(".failure")).to_contain_text("Nothing was sent.")
    page.get_by_role("button", name="Refused").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="All", exact=True).click()
    page.keyboard.press("/")
    page.keyboard.type("user_123")
    expect(rows).to_have_count(1)
    expect(page.locator(CARD)).to_contain_text("Order 7")
    page.keyboard.press("Escape")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Clear all requests").click()
    page.get_by_role("dialog").get_by_role("button", name="Clear").click()
    expect(page.locator("#message")).to_contain_text("Nothing has been sent yet")
    assert sandbox.service.store.count() == 0


@pytest.mark.browser
def test_the_address_that_a_send_prints_shows_its_delivery(
    sandbox: RunningSandbox, page: Page
) -> None:
    first = sandbox.delivered({"order_id": "first"})
    sandbox.delivered({"order_id": "second"})
    address = sandbox_page(find_endpoint({"CIO_API_URL": sandbox.url}), first.delivery_id)
    assert address
    page.goto(address)
    expect(page.locator(".request-row")).to_have_count(1)
    expect(page.locator("#side")).to_contain_text('"order_id": "first"')


@pytest.mark.browser
def test_a_request_is_sent_again(sandbox: RunningSandbox, page: Page) -> None:
    sandbox.delivered()
    page.goto(sandbox.url)
    page.get_by_role("button", name="Resend").click()
    expect(page.locator(".request-row")).to_have_count(2)
    expect(page.locator(".toasts")).to_contain_text("Sent again: 200")
    expect(page.locator("#view")).to_contain_text("2 messages in the inbox of user_123")


@pytest.mark.browser
def test_faults_are_switched_on_and_off(sandbox: RunningSandbox, page: Page) -> None:
    page.goto(sandbox.url)
    page.get_by_role("button", name="Inject faults").click()
    fault = page.get_by_role("switch", name="Error status")
    fault.click()
    expect(fault).to_be_checked()
    assert sandbox.send().status == 503
    page.get_by_label("Status", exact=True).fill("429")
    page.keyboard.press("Tab")
    expect(page.locator(".faults")).to_contain_text("Injected 0 times")
    assert sandbox.send().status == 429
    fault.click()
    expect(fault).not_to_be_checked()
    assert sandbox.send().status == 200


@pytest.mark.browser
def test_anyones_inbox_leads_to_the_requests_that_filled_it(
    sandbox: RunningSandbox, page: Page
) -> None:
    sandbox.delivered()
    sandbox.delivered(data={"order_id": "8"})
    sandbox.delivered(identifiers={"id": "user_9"})
    page.goto(sandbox.url)
    page.get_by_role("button", name="Inbox", exact=False).first.click()
    page.get_by_role("option", name="Ada").click()
    expect(page.locator(".request-row")).to_have_count(2)
    expect(page.locator("#view")).to_contain_text("2 messages in the inbox of user_123")
    expect(page.locator(CARD)).to_contain_text("Order 8")
    page.locator(".inbox-panel li", has_text="Order 7").get_by_role("button").click()
    expect(page.locator(CARD)).to_contain_text("Order 7")
    sandbox.send(data={"order_id": "9"})
    expect(page.locator("#view")).to_contain_text("3 messages in the inbox of user_123")
    expect(page.locator(CARD)).to_contain_text("Order 7")  # what one looks at stays
    page.reload()
    expect(page.locator(CARD)).to_contain_text("Order 7")


@pytest.mark.browser
def test_a_long_list_comes_in_parts(sandbox: RunningSandbox, page: Page) -> None:
    for _ in range(60):
        sandbox.send()
    page.goto(sandbox.url)
    more = page.get_by_role("button", name="Earlier requests")
    expect(page.locator(".request-row")).to_have_count(50)
    more.click()
    expect(page.locator(".request-row")).to_have_count(60)
    expect(more).to_have_count(0)


@pytest.mark.browser
def test_keys_lead_to_all_that_is_known_of_a_request(sandbox: RunningSandbox, page: Page) -> None:
    sandbox.delivered()
    sandbox.delivered({})
    page.goto(sandbox.url)
    side = page.locator("#side")
    expect(side).to_contain_text('"transactional_message_id": "order_shipped"')
    expect(side).to_contain_text("curl --request POST")
    page.keyboard.press("o")
    expect(side).to_contain_text('"body": "Order "')
    page.keyboard.press("j")
    expect(side).to_contain_text('"link": "https://example.com/7"')
    page.keyboard.press("e")
    expect(side).to_contain_text("user_123")
    page.keyboard.press("n")
    expect(page.locator(".failure")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Follow the newest request")


@pytest.mark.browser
def test_a_lost_connection_is_said(sandbox: RunningSandbox, folder: Path, page: Page) -> None:
    with serve_sandbox(folder) as other:
        page.goto(other.url)
        expect(page.locator("#message")).to_contain_text("Nothing has been sent yet")
    expect(page.get_by_role("alert")).to_contain_text("Disconnected")
    expect(page.get_by_role("alert")).to_contain_text("inbox sandbox")


@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
@pytest.mark.browser
def test_visual_and_component_views_draw_a_delivery(tmp_path: Path, page: Page) -> None:
    with serve_sandbox(visual_project(tmp_path)) as sandbox:
        sandbox.delivered(transactional_message_id="visual")
        page.goto(f"{sandbox.url}/?view=visual")
        frame = page.frame_locator("iframe[data-frame=visual]")
        expect(frame.locator("h3")).to_have_text("Hi Ada")
        expect(frame.locator("h3")).to_have_css("color", "rgb(17, 34, 51)")
        page.keyboard.press("3")
        own = page.frame_locator("iframe[data-frame=component]")
        expect(own.locator("button")).to_have_text(["★ Hi Ada: Order 7"])
        own.locator("button").click()
        expect(page.locator(".frame-told")).to_contain_text("markOpened()")
        sandbox.send({"order_id": "8"}, transactional_message_id="visual")
        expect(own.locator("button")).to_have_text(["★ Hi Ada: Order 8", "★ Hi Ada: Order 7"])


@pytest.mark.browser
@pytest.mark.skipif(AXE is None, reason="needs axe-core (the dev group brings it)")
@pytest.mark.parametrize(("width", "scheme"), MODES)
def test_axe_finds_nothing(
    browser: Browser, sandbox: RunningSandbox, width: int, scheme: str
) -> None:
    assert AXE is not None
    assert AXE.origin is not None
    sandbox.delivered()
    sandbox.delivered({})
    with context_of(browser, width=width, dark=scheme == "dark", bypass_csp=True) as context:
        page = context.new_page()  # bypass_csp is for axe itself
        for query in ("", "side=rendered", "r=1&side=rendered", "side=events&view=component"):
            page.goto(f"{sandbox.url}/?{query}")
            page.wait_for_selector(".toolbar .glyph")
            page.evaluate((Path(AXE.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
            found = page.evaluate("axe.run()")["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
            wider = "document.documentElement.scrollWidth > innerWidth"
            assert not page.evaluate(wider), f"{query} scrolls sideways at {width}"
