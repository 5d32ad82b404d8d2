"""No page shows the preview in a frame but one that ``--embed-in`` names; in that one it works."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from inbox_toolkit.preview.server import PreviewOptions
from playwright.sync_api import Browser, expect

from tests.security.conftest import Run
from tests.support.browser import context_of
from tests.support.preview_server import serve_preview, small_project

SAVE = """async (file) => {
  const headers = { "x-inbox-token": document.querySelector("meta[name=inbox-token]").content };
  const { text, digest } = await (await fetch(`/api/file?file=${file}`)).json();
  const body = JSON.stringify({ file, text: text + "\\n", digest });
  return (await fetch("/api/file", { method: "POST", headers, body })).status;
}"""
SOCKET = """() => new Promise((done) => {
  const socket = new WebSocket(`ws://${location.host}/api/lsp`);
  socket.onopen = () => done("open");
  socket.onclose = () => done("closed");
})"""


class _Empty(BaseHTTPRequestHandler):
    """Answers every request with an empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def foreign() -> Iterator[str]:
    """The origin of a page: of another site than 127.0.0.1."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Empty)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.parametrize("named", ["it", "another", "none"])
def test_only_a_page_that_is_named_may_embed_the_preview(
    browser: Browser, foreign: str, tmp_path: Path, named: str
) -> None:
    embedders = {"it": (foreign,), "another": ("https://a.example",), "none": ()}[named]
    root = small_project(tmp_path)
    options = PreviewOptions(port=0, embedders=embedders)
    with serve_preview(root, options) as served, context_of(browser) as context:
        page = context.new_page()
        page.goto(foreign)
        page.evaluate(
            "(url) => document.body.append(Object.assign(document.createElement('iframe'), {src: url}))",
            served.url,
        )
        shown = page.frame_locator("iframe")
        if named == "it":
            expect(shown.get_by_role("button", name="Send test").first).to_be_attached()
            frame = page.frames[1]
            assert frame.evaluate(SAVE, "templates/welcome.json") == 200
            assert frame.evaluate(SOCKET) == "open"
        else:
            expect(shown.locator("body")).to_contain_text("refused to connect")


@pytest.mark.parametrize(
    "origin", ["*", "'self'", "https:", "https://a.example/x", "https://a; script-src *", "", "a b"]
)
def test_what_is_no_origin_is_refused(run: Run, tmp_path: Path, origin: str) -> None:
    small_project(tmp_path)
    done = run(tmp_path, "preview", "--no-open", "--port", "0", f"--embed-in={origin}")
    assert done.code == 2
    assert json.dumps(origin).strip('"') in done.err.replace("\\'", "'")
    assert "write it like https://host" in done.err
