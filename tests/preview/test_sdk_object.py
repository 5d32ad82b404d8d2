"""The Own view hands a component what the real web SDK hands an app, for every template here."""

import json
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.case import case_view
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.project.config import parse_time
from inbox_toolkit.web.wire import to_plain
from playwright.sync_api import Browser, Route

from tests.support.browser import context_of
from tests.support.npm_package import unpacked
from tests.support.preview_server import NOW, serve_preview, write

pytestmark = [pytest.mark.browser, pytest.mark.peer]

SDK = "@customerio/cdp-analytics-browser@0.5.11"
INTEGRITY = (
    "sha512-EIHaNVsfI3QAWWEri56b05pwmS4XgQBY8qSXFUeTZO6Y"
    "TBY8nKpy7J+JIBhg+DibY/wnriO8bVkT1eXU3fjrLA=="
)
APP = "https://app.test"
QUEUE = "https://consumer.cloud.gist.build"
DESCRIBE = """
const describe = (message) => {
  const plain = {};
  for (const key of Object.keys(message).sort()) {
    const value = message[key];
    plain[key] = typeof value === "function" ? "function"
      : value instanceof Date ? `Date ${value.toISOString()}`
      : value === undefined ? "undefined" : value;
  }
  plain.messageId = typeof plain.messageId;
  return plain;
};
"""
PAGE = """<!doctype html><script>window.analytics = { _cdn: location.origin };</script>
<script src="/umd/index.js"></script>"""
LOAD = """
async () => {
  const integrations = { "Customer.io Data Pipelines": { apiHost: location.host + "/v1", protocol: "https" } };
  const [analytics] = await AnalyticsNext.AnalyticsBrowser.load(
    { writeKey: "wk", cdnSettings: { integrations } },
    { integrations: { "Customer.io In-App Plugin": { siteId: "site" } } });
  await analytics.identify("user-1");
  for (let tries = 0; tries < 100; tries++) {
    const messages = await analytics.inbox().messages();
    if (messages.length) return messages.map(describe);
    await new Promise((done) => setTimeout(done, 100));
  }
  return [];
}
"""
COMPONENT = (
    DESCRIBE
    + """
export default function (container, [message]) {
  container.textContent = JSON.stringify(describe(message));
}
"""
)
OPEN = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "*",
    "access-control-allow-methods": "*",
    "access-control-expose-headers": "*",
}


def queue_item(message: dict[str, Any], number: int) -> dict[str, Any]:
    """A message as the service's queue gives it to the SDK (inbox.md 1.2)."""
    return {
        "queueId": f"queue-{number}",
        "sentAt": message["sentAt"],
        "expiry": message["expiresAt"],
        "opened": message["opened"],
        "topics": message["topics"],
        "type": message["type"],
        "properties": message["properties"],
    }


def from_the_sdk(browser: Browser, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Let the real SDK fetch messages from a queue that is played here; nothing leaves."""
    umd = unpacked(SDK, INTEGRITY) / "dist/umd"

    def play(route: Route) -> None:
        url = route.request.url
        if route.request.method == "OPTIONS":
            route.fulfill(status=204, headers=OPEN)
        elif url.startswith(f"{QUEUE}/api/v4/users"):
            body = json.dumps({"inAppMessages": [], "inboxMessages": items})
            route.fulfill(status=200, body=body, content_type="application/json", headers=OPEN)
        elif url == f"{APP}/":
            route.fulfill(status=200, body=PAGE, content_type="text/html")
        elif url.startswith(APP) and (umd / Path(url.partition("?")[0]).name).is_file():
            script = (umd / Path(url.partition("?")[0]).name).read_bytes()
            route.fulfill(status=200, body=script, content_type="text/javascript")
        else:
            route.fulfill(status=200, body="{}", content_type="application/json", headers=OPEN)

    with context_of(browser) as context:
        page = context.new_page()
        page.clock.install(time=parse_time(NOW, "NOW"))
        page.route("**/*", play)
        page.goto(f"{APP}/")
        page.evaluate(DESCRIBE + "globalThis.describe = describe; true")
        found: list[dict[str, Any]] = page.evaluate(LOAD)
    return found


def test_an_app_and_a_component_get_the_same(
    browser: Browser, tmp_path: Path, repository: Path
) -> None:
    import shutil

    for folder in ("templates", "fixtures"):
        shutil.copytree(repository / folder, tmp_path / folder)
    write(tmp_path / "inbox/component.js", COMPONENT)
    write(
        tmp_path / "inbox.toml",
        f'[render]\nnow = "{NOW}"\n[inbox]\ncomponent = "inbox/component.js"\n',
    )
    state = ProjectState(tmp_path)
    state.validate_pending()
    chosen = {name: Selection(name, "dwayne") for name in state.names}
    messages = [to_plain(case_view(state, one).message) for one in chosen.values()]
    by_app = from_the_sdk(browser, [queue_item(one, at) for at, one in enumerate(messages)])
    with serve_preview(tmp_path) as running, context_of(browser) as context:
        page = context.new_page()
        for name in state.names:
            page.goto(f"{running.url}/?t={name}&p=dwayne&view=component")
            text = page.frame_locator("iframe").locator("div", has_text="{").inner_text()
            assert json.loads(text) in by_app, name
    assert len(by_app) == len(state.names)
