"""An installed browser does what it is told, and says what went wrong."""

import sys
from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.chromium import open_browser, open_file, require_browser

from tests.support.browser import in_own_thread


@pytest.mark.browser
@in_own_thread
def test_a_page_is_opened_and_asked(tmp_path: Path) -> None:
    file = tmp_path / "page é.html"
    file.write_text('<meta charset=utf-8><main id="message"><p>Grüße</p></main>', encoding="utf-8")
    with open_browser() as page:
        open_file(page, file, "t=a%20b")
        assert page.text_content("p") == "Grüße"
        assert page.evaluate("location.search") == "?t=a%20b"
    with pytest.raises(UsageError, match=r"the browser failed: .*no luck"), open_browser() as page:
        page.evaluate("(() => { throw new Error('no luck') })()")


@pytest.mark.browser
@in_own_thread
def test_a_browser_that_ends_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(UsageError, match="the browser failed"), open_browser():
        pass


def test_a_missing_package_is_a_sentence_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright", None)
    with pytest.raises(UsageError) as caught:
        require_browser()
    assert caught.value.help == 'pip install "inbox-toolkit[screenshots]"'
