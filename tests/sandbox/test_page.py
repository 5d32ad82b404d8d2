"""The page's data, its fence, and the page itself in a real browser."""

import http.client
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from inbox_toolkit.sandbox.models import AcceptedSend, new_delivery_id
from inbox_toolkit.sandbox.page import page_assets
from inbox_toolkit.web.message_frames import RENDERER
from inbox_toolkit.web.static import load_assets
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import MODES, context_of
from tests.support.sandbox_server import RunningSandbox, serve_sandbox
from tests.support.visual import visual_project

AXE = find_spec("axe_playwright_python")


def test_the_page_is_fenced_in(sandbox: RunningSandbox) -> None:
    for path in ("/", "/assets/sandbox.js", "/assets/inbox.js", "/sandbox/overview"):
        answer = sandbox.ask("GET", path, headers={})
        assert answer.status == 200, path
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert sandbox.ask("GET", "/assets/none.js").status == 404
    assert sandbox.ask("GET", "/frame/own").status == 404


def test_only_the_shell_of_the_shared_page_is_replaced() -> None:
    own = load_assets("inbox_toolkit.sandbox")
    assert set(own) & set(load_assets()) == {"index.html"}
    assert page_assets()["index.html"] == own["index.html"]


def test_other_sites_may_not_ask_for_its_data(sandbox: RunningSandbox) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert sandbox.ask("GET", "/sandbox/deliveries", headers=foreign).status == 403


def test_deliveries_with_request_render_and_findings(sandbox: RunningSandbox) -> None:
    good, bad = sandbox.delivered(), sandbox.delivered({})
    rows = sandbox.ask("GET", "/sandbox/deliveries").json()["deliveries"]
    assert [one["state"] for one in rows] == ["failed", "sent"]
    earlier = sandbox.ask("GET", f"/sandbox/deliveries?before={bad.number}").json()["deliveries"]
    assert [one["deliveryId"] for one in earlier] == [good.delivery_id]
    assert sandbox.ask("GET", "/sandbox/deliveries?person=nobody").json() == {"deliveries": []}
    detail = sandbox.ask("GET", f"/sandbox/deliveries/{bad.delivery_id}").json()
    assert detail["request"]["message_data"] == {}
    assert detail["row"]["failure"] == "undefined variable: trigger.order_id"
    assert detail["findings"][0]["rule"] == "missing-value"
    assert sandbox.ask("GET", "/sandbox/deliveries/none").status == 404


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


@pytest.mark.browser
def test_the_newest_delivery_is_followed_as_it_comes(sandbox: RunningSandbox, page: Page) -> None:
    page.goto(sandbox.url)
    expect(page.locator("#message")).to_contain_text(f"CIO_API_URL={sandbox.url}")
    sandbox.send(identifiers={"id": "<img src=x onerror=alert(1)>"})
    expect(page.locator("#top h1")).to_contain_text("order_shipped → <img src=x onerror=alert(1)>")
    expect(page.locator(".panel .row.this")).to_contain_text("Hi there")
    sandbox.send({})
    expect(page.locator("[role=alert]")).to_contain_text("undefined variable: trigger.order_id")
    expect(page.locator("#problems")).to_contain_text("missing-value")
    expect(page.locator("#say")).to_have_text("order_shipped to user_123: failed")
    expect(page.locator("#message")).to_contain_text("Nothing is in the inbox of user_123.")


@pytest.mark.browser
def test_anyones_inbox_is_the_previews(sandbox: RunningSandbox, page: Page) -> None:
    sandbox.delivered()
    first = sandbox.delivered(data={"order_id": "8"})
    sandbox.delivered(identifiers={"id": "user_9"})
    page.goto(sandbox.url)
    page.get_by_label("Inbox of").select_option(label="user_123 (Ada)")
    expect(page.locator(".rows li")).to_have_count(2)
    expect(page.locator("#message")).to_contain_text(
        "2 messages in the inbox of user_123, 2 unread"
    )
    expect(page.get_by_role("button", name="Notifications, 2 unread")).to_be_visible()
    expect(page.locator(".row.this")).to_contain_text("Order 8")
    page.locator(".row", has_text="Order 7").get_by_role("button").click()
    expect(page.locator(".row.this")).to_contain_text("Order 7")
    sandbox.service.store.touch(first.delivery_id, opened=True)
    sandbox.send(data={"order_id": "9"})
    expect(page.locator("#message")).to_contain_text(
        "3 messages in the inbox of user_123, 2 unread"
    )
    expect(page.locator(".row.this")).to_contain_text("Order 7")  # what one looks at stays
    page.reload()
    expect(page.locator(".row.this")).to_contain_text("Order 7")


@pytest.mark.browser
def test_a_long_list_is_cut_with_a_word(sandbox: RunningSandbox, page: Page) -> None:
    ada = sandbox.delivered().person
    sends = [
        AcceptedSend(new_delivery_id(), "order_shipped", 1, ada, {}, 0.0, None) for _ in range(1200)
    ]
    sandbox.service.store.accept(sends)
    page.goto(sandbox.url)
    more = page.get_by_role("button", name="Earlier ones")
    expect(page.locator(".rows a")).to_have_count(50)
    for count in (100, 200, 400, 800, 1000):
        more.click()
        expect(page.locator(".rows a")).to_have_count(count)
    expect(more).to_have_count(0)
    expect(page.locator("#list")).to_contain_text("The newest 1,000 are listed")
    expect(page.locator("#list")).to_contain_text("1,201 deliveries kept")


@pytest.mark.browser
def test_keys_lead_to_all_that_is_known_of_a_delivery(sandbox: RunningSandbox, page: Page) -> None:
    sandbox.delivered()
    sandbox.delivered({})
    page.goto(sandbox.url)
    side = page.locator("#side")
    expect(side).to_contain_text('transactional_message_id: "order_shipped"')
    page.keyboard.press("o")
    expect(side).to_contain_text('"body": "Order "')
    page.keyboard.press("j")
    expect(page.locator("#problems")).to_contain_text("✓ Rendered clean.")
    page.keyboard.press("c")
    expect(side).to_contain_text('link: "https://example.com/7"')
    page.keyboard.press("e")
    expect(side).to_contain_text("user_123")
    page.keyboard.press("n")
    expect(page.locator("[role=alert]")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("follow the newest delivery")


@pytest.mark.browser
def test_a_lost_connection_counts_and_recovers(
    sandbox: RunningSandbox, folder: Path, page: Page
) -> None:
    with serve_sandbox(folder) as other:
        page.goto(other.url)
        expect(page.locator("#top h1")).to_contain_text("Sandbox of shop")
    expect(page.get_by_text("Not connected for")).to_be_visible()


@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
@pytest.mark.browser
def test_visual_and_own_views_draw_a_delivery(tmp_path: Path, page: Page) -> None:
    with serve_sandbox(visual_project(tmp_path)) as sandbox:
        one = sandbox.delivered(transactional_message_id="visual")
        page.goto(f"{sandbox.url}/?view=visual&delivery={one.delivery_id}")
        light = page.frame_locator("iframe[data-frame=visual]").first
        expect(light.locator("h3")).to_have_text("Hi Ada")
        expect(light.locator("h3")).to_have_css("color", "rgb(17, 34, 51)")
        page.keyboard.press("3")
        own = page.frame_locator("iframe[data-frame=own]")
        expect(own.locator("button")).to_have_text(["★ Hi Ada: Order 7"])
        own.locator("button").click()
        expect(page.locator(".told")).to_contain_text("markOpened()")
        sandbox.send(transactional_message_id="visual", identifiers={"id": "another"})
        expect(page.locator(".rows a")).to_have_count(2)
        expect(own.locator("button")).to_have_text(["opened"])  # what one did there stays
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
    good, _ = sandbox.delivered(), sandbox.delivered({})
    with context_of(browser, width=width, dark=scheme == "dark", bypass_csp=True) as context:
        page = context.new_page()  # bypass_csp is for axe itself
        for query in (
            "",
            "side=rendered",
            f"delivery={good.delivery_id}&side=json",
            "side=events&view=own",
        ):
            page.goto(f"{sandbox.url}/?{query}")
            page.wait_for_selector("#problems li, #problems p")
            page.evaluate((Path(AXE.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
            found = page.evaluate("axe.run()")["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
            wider = "document.documentElement.scrollWidth > innerWidth"
            assert not page.evaluate(wider), f"{query} scrolls sideways at {width}"
