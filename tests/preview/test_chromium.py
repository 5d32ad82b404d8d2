"""An installed browser does what it is told, and says what went wrong."""

import sys
from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.chromium import Chromium, find_chromium, open_page

pytestmark = pytest.mark.browser


def test_a_page_is_opened_and_asked(tmp_path: Path) -> None:
    page = tmp_path / "page é.html"
    page.write_text('<meta charset=utf-8><main id="message"><p>Grüße</p></main>', encoding="utf-8")
    with Chromium(find_chromium()) as browser:
        open_page(browser, page, "t=a%20b")
        assert browser.evaluate("document.querySelector('p').textContent") == "Grüße"
        assert browser.evaluate("location.search") == "?t=a%20b"
        assert len(browser.evaluate("'x'.repeat(3_000_000)")) == 3_000_000
        with pytest.raises(UsageError, match="the page failed: Error: no luck"):
            browser.evaluate("(() => { throw new Error('no luck') })()")
        with pytest.raises(UsageError, match=r"refused No\.such"):
            browser.page("No.such")


def test_a_browser_that_ends_is_a_sentence(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    with pytest.raises(UsageError, match="Chromium ended"):
        Chromium(str(program))


def test_no_browser_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="no Chromium"):
        find_chromium()
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(UsageError, match="not made on Windows"):
        find_chromium()
