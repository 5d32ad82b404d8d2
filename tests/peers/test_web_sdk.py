"""The vendor's web SDK in Chromium shows what the official client sent, and reports back."""

import base64
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from customerio import APIClient, SendInboxMessageRequest  # type: ignore[import-untyped]
from inbox_toolkit.sandbox.endpoints.inbox_queue import BRANDING
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.browser import context_of
from tests.support.peers import PEERS, installed, served
from tests.support.sandbox_server import RunningSandbox, serve_sandbox_for_sdk
from tests.support.visual import visual_project

pytestmark = [pytest.mark.peer, pytest.mark.browser]

UMD = "/node_modules/@customerio/cdp-analytics-browser/dist/umd"


@pytest.fixture
def sdk_sandbox(folder: Path) -> Iterator[RunningSandbox]:
    with serve_sandbox_for_sdk(folder) as sandbox:
        yield sandbox


@pytest.fixture
def visual_sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with serve_sandbox_for_sdk(visual_project(tmp_path)) as sandbox:
        yield sandbox


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    hosts: set[str | None] = set()
    with context_of(browser) as context:
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
        yield page
    assert hosts <= {"127.0.0.1", "localhost"}


def test_a_message_sent_by_the_official_client_is_shown(
    sdk_sandbox: RunningSandbox, page: Page
) -> None:
    installed()
    with served(PEERS) as site:
        page.route("**/analytics-next/bundles/*", _bundle)
        page.goto(f"{site}/web_sdk.html?api={urlsplit(sdk_sandbox.url).netloc}")
        page.evaluate("start('user_123')")
        APIClient("key", url=sdk_sandbox.url).send_inbox_message(
            SendInboxMessageRequest(
                transactional_message_id="order_shipped",
                identifiers={"id": "user_123"},
                message_data={"order_id": "7"},
            )
        )
        one = sdk_sandbox.outbox.assert_delivered("order_shipped", to="user_123")
        page.wait_for_function("window.shown.length === 1")
        (message,) = page.evaluate(
            "window.shown.map(({properties, topics, type, opened}) => ({properties, topics, type, opened}))"
        )
        assert message == {
            "properties": one.payload,
            "topics": ["orders"],
            "type": "notification",
            "opened": False,
        }
        with page.expect_response("**/v1/t"):
            page.evaluate("window.shown[0].markOpened()")
        opened = sdk_sandbox.outbox.assert_one("order_shipped")
        assert opened.opened
        assert {"opened", "delivered"} <= set(opened.metrics)
        page.evaluate("window.shown[0].markDeleted()")
        page.wait_for_function("window.shown.length === 0")
        page.reload()
        page.evaluate("start('user_123')")
        assert page.evaluate("inbox.total()") == 0


COUNT_PIXELS = """async ([png, [red, green, blue]]) => {
  const bytes = Uint8Array.from(atob(png), (each) => each.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) found++;
  }
  return found;
}"""


def test_the_visual_inbox_draws_what_the_project_designed(
    visual_sandbox: RunningSandbox, page: Page
) -> None:
    """Templates, theme and branding as the sandbox serves them, drawn by the vendor's own code."""
    installed()
    with served(PEERS) as site:
        page.route("**/analytics-next/bundles/*", _bundle)
        page.goto(f"{site}/web_sdk.html?api={urlsplit(visual_sandbox.url).netloc}")
        page.evaluate("start('user_123')")
        _visual_send(visual_sandbox, "7")
        badge = page.locator("#gist-inbox-badge")
        expect(badge).to_have_text("1")
        assert _pixels(page, badge, BRANDING_RED) > 50
        page.locator("#gist-inbox-button").click()
        title = page.locator("jist-template h3")
        expect(title).to_have_text("Hi Ada")
        expect(title).to_have_css("color", "rgb(17, 34, 51)")
        assert _pixels(page, title, (17, 34, 51)) > 10
        expect(page.locator("jist-template")).to_contain_text("Order 7")
        expect(badge).to_be_hidden()
        _visual_send(visual_sandbox, "8")
        expect(page.locator("jist-template")).to_have_count(2)
        expect(page.locator("jist-template").first).to_contain_text("Order 8")
        drawn = page.locator("jist-template").first.inner_html()
    first, _ = visual_sandbox.outbox.deliveries()
    assert first.opened  # the vendor's panel marks what it shows
    page.goto(f"{visual_sandbox.url}/?view=visual")
    light = page.frame_locator("iframe[data-frame=visual]").first.locator("jist-template")
    expect(light).to_contain_text("Order 8")
    assert light.inner_html() == drawn  # and our own page draws the same


def test_a_message_for_no_visual_inbox_gets_no_bell(
    sdk_sandbox: RunningSandbox, page: Page
) -> None:
    installed()
    with served(PEERS) as site:
        page.route("**/analytics-next/bundles/*", _bundle)
        page.goto(f"{site}/web_sdk.html?api={urlsplit(sdk_sandbox.url).netloc}")
        page.evaluate("start('user_123')")
        sdk_sandbox.send()
        page.wait_for_function("window.shown.length === 1")
        assert page.locator("#gist-inbox-button").count() == 0


BRANDING_RED = tuple(
    bytes.fromhex(BRANDING["patterns"]["inbox"]["unreadIndicator"]["background"][1:])
)


def _visual_send(sandbox: RunningSandbox, order: str) -> None:
    sandbox.send({"order_id": order}, transactional_message_id="visual")


def _pixels(page: Page, what: Locator, colour: tuple[int, ...]) -> int:
    """Count the pixels of one colour where something is drawn."""
    png = base64.b64encode(what.screenshot()).decode()
    found: int = page.evaluate(COUNT_PIXELS, [png, list(colour)])
    return found


def _bundle(route: Route) -> None:
    """Serve a part of the SDK from where npm has put it."""
    name = urlsplit(route.request.url).path.rsplit("/", 1)[1]
    route.fulfill(path=f"{PEERS}{UMD}/{name}", content_type="text/javascript")
