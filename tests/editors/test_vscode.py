"""The extension in VS Code itself, served to a real browser by code-server (`make test-editors`).

``CODE_SERVER`` and ``CODE_SERVER_NODE`` say where it is; ``EDITOR_PICTURES`` is a folder for
pictures of each step.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import chromium, context_of
from tests.support.commands import working_directory
from tests.support.projects import write_project

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "toolkit/vscode/inbox-toolkit.vsix"
pytestmark = [
    pytest.mark.long,
    pytest.mark.browser,
    pytest.mark.skipif("CODE_SERVER" not in os.environ, reason="run `make test-editors`"),
]
TEMPLATE = """{
  "properties": {
    "title": {{ customer.first_name | default: 'you' | json }},
    "hello": {{ customer.frist_name | json }}
  }
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose virtual environment holds the toolkit that is being tested."""
    folder = write_project(
        tmp_path / "shop",
        {
            "inbox.toml": "",
            "templates/welcome.json": TEMPLATE,
            "fixtures/profiles/ada.json": {"id": "1", "first_name": "Ada"},
        },
    )
    (folder / ".venv/bin").mkdir(parents=True)
    program = folder / ".venv/bin/inbox"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m inbox_toolkit "$@"\n')
    program.chmod(0o755)
    return folder


@pytest.fixture
def served(project: Path, tmp_path: Path) -> Iterator[str]:
    """The address of VS Code with the extension installed and the project open."""
    command = [
        os.environ["CODE_SERVER_NODE"], os.environ["CODE_SERVER"],
        "--user-data-dir", str(tmp_path / "data"), "--extensions-dir", str(tmp_path / "extensions"),
    ]  # fmt: skip
    (tmp_path / "data/User").mkdir(parents=True)
    settings = '{"workbench.startupEditor": "none", "chat.disableAIFeatures": true}'
    (tmp_path / "data/User/settings.json").write_text(settings)
    subprocess.run(
        [*command, "--install-extension", str(EXTENSION)], check=True, capture_output=True
    )
    port = free_port()
    options = [
        "--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--disable-telemetry",
        "--disable-update-check", "--disable-workspace-trust",
    ]  # fmt: skip
    with working_directory(tmp_path), (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, *options, str(project)], stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield f"http://127.0.0.1:{port}/?folder={project}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # its workers too
        server.wait(20)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("EDITOR_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/vscode-{name}.png")


def open_file(page: Page, name: str) -> None:
    page.keyboard.press("Control+P")
    page.locator(".quick-input-widget input").first.fill(name)
    page.locator(".quick-input-list .monaco-list-row").first.click()
    page.locator(f".tab[data-resource-name='{name}']").wait_for()


def test_a_misspelled_variable_is_marked_and_corrected(
    browser: Browser, served: str, project: Path
) -> None:
    with context_of(browser, width=1300, height=760) as context:
        page = context.new_page()
        for _ in range(60):
            try:
                page.goto(served)
                break
            except Exception:  # noqa: BLE001 - not listening yet
                time.sleep(0.5)
        page.locator(".monaco-workbench").wait_for(timeout=90_000)
        open_file(page, "welcome.json")
        expect(page.locator(".statusbar")).to_contain_text("JSON with Liquid")
        expect(page.locator(".squiggly-error").first).to_be_visible()
        expect(page.locator(".codelens-decoration").first).to_contain_text("1 case")
        picture(page, "finding")

        page.keyboard.press("Control+G")
        page.locator(".quick-input-widget input").first.fill(":4:27")
        page.get_by_text("line 4 and column 27").or_(page.get_by_text("Line 4")).first.wait_for()
        page.keyboard.press("Enter")
        page.locator(".quick-input-widget").wait_for(state="hidden")
        page.keyboard.press("Control+.")
        action = page.get_by_text("Change to `first_name`")
        expect(action).to_be_visible()
        picture(page, "quick-fix")
        action.click()
        expect(page.locator(".view-lines")).not_to_contain_text("frist")
        expect(page.locator(".squiggly-error")).to_have_count(0)
        page.keyboard.press("Control+S")
        for _ in range(100):
            if "frist" not in (project / "templates/welcome.json").read_text():
                break
            page.wait_for_timeout(100)
        assert "frist" not in (project / "templates/welcome.json").read_text()

        page.keyboard.press("End")
        page.keyboard.type(',\n"more": {{ customer.')
        expect(page.locator(".suggest-widget")).to_contain_text("first_name")
        picture(page, "completion")
