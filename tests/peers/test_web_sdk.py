"""The vendor's web SDK in Chromium shows what the official client sent, and reports back."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from customerio import APIClient, SendInboxMessageRequest  # type: ignore[import-untyped]
from playwright.sync_api import Page, Route

from tests.support.browser import chromium
from tests.support.peers import PEERS, installed, served
from tests.support.sandboxing import QUICK, Played
from toolkit.sandbox.outbox import Outbox
from toolkit.sandbox.running import Sandbox, Wishes
from toolkit.sandbox.service import Setup

pytestmark = [pytest.mark.peer, pytest.mark.browser]

UMD = "/node_modules/@customerio/cdp-analytics-browser/dist/umd"


@pytest.fixture
def sdk_sandbox(folder: Path) -> Iterator[Played]:
    """A sandbox where the SDK looks for one; its ports cannot be chosen."""
    wishes = Wishes(port=0, setup=Setup(behaviour=QUICK), for_sdk=True)
    with Sandbox(folder, wishes) as sandbox:
        yield Played(sandbox.url, sandbox.service, Outbox(sandbox.service))


@pytest.fixture
def page() -> Iterator[Page]:
    hosts: set[str | None] = set()
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
        yield page
    assert hosts <= {"127.0.0.1", "localhost"}


def test_a_message_sent_by_the_official_client_is_shown(sdk_sandbox: Played, page: Page) -> None:
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


def _bundle(route: Route) -> None:
    """Serve a part of the SDK from where npm has put it."""
    name = urlsplit(route.request.url).path.rsplit("/", 1)[1]
    route.fulfill(path=f"{PEERS}{UMD}/{name}", content_type="text/javascript")
