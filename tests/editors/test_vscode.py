"""The extension in VS Code itself, served to a real browser by code-server (`make test-editors`).

``CODE_SERVER`` and ``CODE_SERVER_NODE`` say where it is; ``EDITOR_PICTURES`` is a folder for
pictures of each step.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

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
SETTINGS = {
    "workbench.startupEditor": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "chat.disableAIFeatures": True,
    "editor.minimap.enabled": False,
}


def installed(folder: Path) -> Path:
    """Put the toolkit that is being tested into a project's virtual environment."""
    (folder / ".venv/bin").mkdir(parents=True)
    program = folder / ".venv/bin/inbox"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m inbox_toolkit "$@"\n')
    program.chmod(0o755)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "inbox.toml": "",
        "templates/welcome.json": TEMPLATE,
        "templates/goodbye.json": '{"properties": {"title": "Bye {{ customer.first_name }}"}}',
        "fixtures/profiles/ada.json": {"id": "1", "first_name": "Ada"},
    }
    return installed(write_project(tmp_path / "shop", files))


@pytest.fixture(scope="module")
def vscode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of VS Code with the extension installed."""
    tmp_path = tmp_path_factory.mktemp("vscode")
    command = [
        os.environ["CODE_SERVER_NODE"], os.environ["CODE_SERVER"],
        "--user-data-dir", str(tmp_path / "data"), "--extensions-dir", str(tmp_path / "extensions"),
    ]  # fmt: skip
    (tmp_path / "data/User").mkdir(parents=True)
    (tmp_path / "data/User/settings.json").write_text(json.dumps(SETTINGS))
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
            [*command, *options], stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield f"http://localhost:{port}"  # another site than 127.0.0.1, where previews are
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


@contextmanager
def opened(browser: Browser, vscode: str, project: Path, file: str) -> Iterator[Page]:
    """Open a project and one of its files in VS Code."""
    expect.set_options(timeout=30_000)
    with context_of(browser, width=1300, height=760) as context:
        page = context.new_page()
        for _ in range(60):
            try:
                page.goto(f"{vscode}/?folder={project}")
                break
            except Exception:  # noqa: BLE001 - not listening yet
                time.sleep(0.5)
        page.locator(".monaco-workbench").wait_for(timeout=90_000)
        open_file(page, file)
        lens(page, "Preview").wait_for()  # until then, VS Code moves lines and ends what was begun
        yield page


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("EDITOR_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/vscode-{name}.png")


def open_file(page: Page, name: str) -> None:
    page.keyboard.press("Control+P")
    page.locator(".quick-input-widget input").first.fill(name)
    page.locator(".quick-input-list .monaco-list-row").first.click()
    page.locator(f".tab[data-resource-name='{name}']").wait_for()


def go_to(page: Page, line: int, column: int) -> None:
    page.keyboard.press("Control+G")
    page.locator(".quick-input-widget input").first.fill(f":{line}:{column}")
    page.get_by_text(f"line {line} and column").or_(
        page.get_by_text(f"Line {line}")
    ).first.wait_for()
    page.keyboard.press("Enter")
    expect(page.locator(".statusbar")).to_contain_text(f"Ln {line}, Col {column}")
    page.locator(".monaco-editor.focused").wait_for()


def is_saved(page: Page, file: Path, text: str) -> bool:
    """Save the file in the editor; return whether it holds a text, after a while."""
    page.keyboard.press("Control+S")
    for _ in range(100):
        if text in file.read_text():
            return True
        page.wait_for_timeout(100)
    return False


def lens(page: Page, title: str) -> Locator:
    return page.locator(".codelens-decoration a", has_text=title)


def test_findings_fixes_completion_and_hover(browser: Browser, vscode: str, project: Path) -> None:
    with opened(browser, vscode, project, "welcome.json") as page:
        expect(page.locator(".statusbar")).to_contain_text("JSON with Liquid")
        expect(page.locator(".squiggly-error").first).to_be_visible()
        expect(page.locator(".codelens-decoration").first).to_contain_text("1 case")
        picture(page, "finding")

        page.locator(".view-line").get_by_text("customer.frist_name").hover()
        hover = page.locator(".monaco-hover:visible").first
        expect(hover).to_contain_text("in 1 case, missing")
        expect(hover).to_contain_text("A variable that is printed has no value in some case.")
        picture(page, "hover")
        hover.locator(".code-link", has_text="missing-value").click()
        expect(page.locator(".tab[data-resource-name='missing-value.md']")).to_be_visible()
        expect(page.locator(".view-lines")).to_contain_text("inbox-ignore-next-line")
        picture(page, "rule")
        page.locator(".tab[data-resource-name='welcome.json']").click()

        go_to(page, 4, 27)
        page.keyboard.press("Control+.")
        action = page.get_by_text("Change to `first_name`")
        expect(action).to_be_visible()
        picture(page, "quick-fix")
        action.click()
        expect(page.locator(".view-lines")).not_to_contain_text("frist")
        expect(page.locator(".squiggly-error")).to_have_count(0)
        assert is_saved(page, project / "templates/welcome.json", '"hello": {{ customer.first_name')

        page.keyboard.press("End")
        page.keyboard.type(',\n"more": {{ customer.')
        expect(page.locator(".suggest-widget")).to_contain_text("first_name")
        picture(page, "completion")


def test_a_rename_reaches_every_file(browser: Browser, vscode: str, project: Path) -> None:
    with opened(browser, vscode, project, "welcome.json") as page:
        expect(page.locator(".squiggly-error").first).to_be_visible()
        go_to(page, 3, 27)
        page.keyboard.press("F2")
        page.locator(".rename-box input").fill("given_name")
        picture(page, "rename")
        page.keyboard.press("Enter")
        expect(page.locator(".notifications-toasts")).to_contain_text("in Customer.io as well")
        expect(page.locator(".view-lines")).to_contain_text("given_name")
        picture(page, "renamed")
        page.keyboard.press("Control+K")
        page.keyboard.press("S")  # save all
        for file in (
            "templates/welcome.json",
            "templates/goodbye.json",
            "fixtures/profiles/ada.json",
        ):
            assert is_saved(page, project / file, "given_name"), file


def test_the_lenses_preview_and_send(browser: Browser, vscode: str, project: Path) -> None:
    with opened(browser, vscode, project, "welcome.json") as page:
        lens(page, "Send test").click()
        expect(page.locator(".notifications-toasts")).to_contain_text("nobody may get a test")
        picture(page, "send-test")
        lens(page, "Preview").click()
        expect(page.locator(".tab", has_text="Simple Browser")).to_be_visible(timeout=60_000)
        shown = page.frame_locator("iframe.webview").frame_locator("iframe").frame_locator("iframe")
        expect(shown.get_by_role("button", name="Send test").first).to_be_visible(timeout=60_000)
        picture(page, "preview")
        page.locator(".tab[data-resource-name='welcome.json']").click()
        open_file(page, "goodbye.json")
        expect(shown.locator("body")).to_contain_text("Bye Ada", timeout=60_000)
        picture(page, "preview-follows")


def test_a_strangers_first_minute(browser: Browser, vscode: str, tmp_path: Path) -> None:
    """A project made by ``inbox init``; a variable is misspelled, the quick fix corrects it."""
    project = tmp_path / "messages"
    subprocess.run(
        [sys.executable, "-m", "inbox_toolkit", "init", str(project)],
        check=True,
        capture_output=True,
    )
    installed(project)
    lines = (project / "templates/welcome.json").read_text().split("\n")
    [number] = [number for number, line in enumerate(lines) if "trigger.trial_days" in line]
    column = lines[number].index("trial_days")
    with opened(browser, vscode, project, "welcome.json") as page:
        expect(page.locator(".codelens-decoration").first).to_contain_text("all render")
        go_to(page, number + 1, column + 3)
        page.keyboard.press("Delete")
        expect(page.locator(".squiggly-error").first).to_be_visible()
        picture(page, "first-minute")
        page.keyboard.press("Control+.")
        page.get_by_text("Change to `trial_days`").click()
        expect(page.locator(".squiggly-error")).to_have_count(0)
        expect(page.locator(".view-lines")).to_contain_text("trigger.trial_days | round")
        expect(page.locator(".codelens-decoration").first).to_contain_text("all render")
        picture(page, "first-minute-fixed")
