"""What the page may have done: fixtures saved, the editor opened, a test sent."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.preview.app import preview_app
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.session import Session
from inbox_toolkit.preview.views.overview import Capabilities
from playwright.sync_api import Page, expect

from tests.support.asgi import Answer, ask
from tests.support.loopback import serve_loopback
from tests.support.preview_server import RunningPreview, serve_preview, small_project, write
from tests.support.scripted_api import KEY, ScriptedApi

ORDER_CASE = "/?t=order_shipped&p=ada&d=standard"
DATA = "fixtures/message_data/order_shipped"


@pytest.mark.browser
def test_what_if_values_become_a_fixture(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE + "&set=trigger.order_id=WHAT-1")
    page.get_by_label("Name of the new fixture").fill("what_one")
    page.get_by_role("button", name="Save as fixture").click()
    expect(page.get_by_label("Message data")).to_have_value("what_one")
    expect(page.locator(".row.this .card")).to_contain_text("Order WHAT-1")
    saved = json.loads((running.root / DATA / "what_one.json").read_text())
    assert saved == {"order_id": "WHAT-1", "url": "https://track.example.com/5678"}


@pytest.mark.browser
def test_a_fixture_is_not_written_over_without_asking(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE + "&set=trigger.order_id=WHAT-1")
    asked: list[str] = []

    def answer(dialog) -> None:  # type: ignore[no-untyped-def]
        asked.append(dialog.message)
        dialog.accept() if len(asked) > 1 else dialog.dismiss()

    page.on("dialog", answer)
    page.get_by_label("Name of the new fixture").fill("resend")
    page.get_by_role("button", name="Save as fixture").click()
    expect(page.get_by_label("Name of the new fixture")).to_be_visible()
    assert json.loads((running.root / DATA / "resend.json").read_text())["order_id"] == "ORD-9"
    page.get_by_role("button", name="Save as fixture").click()
    expect(page.get_by_label("Message data")).to_have_value("resend")
    assert json.loads((running.root / DATA / "resend.json").read_text())["order_id"] == "WHAT-1"
    assert len(asked) == 2


@pytest.mark.browser
def test_a_template_opens_in_the_editor(
    tmp_path: Path, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_project(tmp_path / "project")
    editor = write(tmp_path / "code", f'#!/bin/sh\necho "$@" > {tmp_path}/opened\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    with serve_preview(root) as running:
        page.goto(running.url + ORDER_CASE + "&side=source")
        expect(page.locator(".source")).to_be_visible()
        with page.expect_response("**/api/edit") as answer:
            page.keyboard.press("e")
        assert answer.value.json() == {"url": None}
        opened = tmp_path / "opened"
        while not (opened.exists() and opened.read_text()):
            page.wait_for_timeout(20)
    assert opened.read_text().strip() == f"-g {root}/templates/order_shipped.json:1"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedApi]:
    played = ScriptedApi()
    with serve_loopback() as server:
        server.route = played
        monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
        monkeypatch.setenv("CIO_API_URL", server.url)
        yield played


@pytest.mark.browser
def test_a_test_is_sent_as_the_command_sends_it(
    tmp_path: Path, page: Page, api: ScriptedApi
) -> None:
    root = small_project(tmp_path)
    write(root / "inbox.toml", '[send]\nrecipients = ["id:user_123"]\n')
    with serve_preview(root) as running:
        page.goto(running.url + ORDER_CASE)
        page.get_by_role("button", name="Send a test").click()
        expect(page.locator("select[name=to]")).to_have_value("id:user_123")
        page.get_by_role("button", name="Send", exact=True).click()
        steps = page.locator(".steps li")
        expect(steps.filter(has_text="accepted")).to_have_class("done", timeout=20_000)
        expect(steps.filter(has_text="the list in inbox.toml")).to_have_class("done")
        assert KEY not in page.content()


@pytest.mark.browser
def test_nothing_is_sent_without_a_key(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    button = page.locator("[data-do=send]")
    expect(button).to_be_disabled()
    expect(button).to_have_attribute(
        "aria-label", "There is no key to send with: inbox doctor says what to set."
    )


def post(root: Path, name: str, body: bytes, **headers: str) -> Answer:
    session = Session(ProjectState(root), capabilities=Capabilities())
    sent = {
        "origin": "http://127.0.0.1:4600",
        "x-inbox-token": session.token,
        "cookie": f"inbox_preview={session.token}",
        **headers,
    }
    return ask(preview_app(session), f"/api/{name}", method="POST", headers=sent, body=body)


@pytest.mark.parametrize("name", ["fixture", "edit", "send"])
def test_another_site_can_do_nothing(tmp_path: Path, name: str) -> None:
    root = small_project(tmp_path)
    assert post(root, name, b"{}", origin="http://evil.example").status == 403
    assert post(root, name, b"{}", **{"x-inbox-token": "guess"}).status == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"[" * 100_000, b"\xff"])
def test_a_strange_request_is_refused_in_a_sentence(tmp_path: Path, body: bytes) -> None:
    answer = post(small_project(tmp_path), "fixture", body)
    assert answer.status == 400
    assert "not a JSON object" in answer.text


@pytest.mark.parametrize("name", ["../escape", "a/b", "", ".hidden", "a" * 100, "con\x00"])
def test_a_fixture_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    body = {"template": "order_shipped", "profile": "ada", "data": "standard"}
    full = {**body, "name": name, "set": ["trigger.order_id=1"]}
    answer = post(small_project(tmp_path), "fixture", json.dumps(full).encode())
    assert answer.status == 400
    assert not list(tmp_path.rglob("*escape*"))


@pytest.mark.parametrize("template", ["../../etc/passwd", "no_such", ""])
def test_only_templates_of_the_project_are_opened(tmp_path: Path, template: str) -> None:
    answer = post(small_project(tmp_path), "edit", json.dumps({"template": template}).encode())
    assert answer.status == 400
    assert "there is no template" in answer.text


def test_sending_that_is_off_stays_off(tmp_path: Path) -> None:
    body = json.dumps({"template": "order_shipped", "to": "id:anyone"}).encode()
    answer = post(small_project(tmp_path), "send", body)
    assert answer.status == 400
    assert "sending is off" in answer.text
