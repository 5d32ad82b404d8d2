"""Source: an editor that speaks to the language server, and never loses what was typed."""

import re
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.preview.server import PreviewOptions
from inbox_toolkit.project.config import Config
from playwright.sync_api import Locator, Page, expect

from tests.support.page import ORDER_CASE, shows
from tests.support.preview_server import (
    ORDER,
    RunningPreview,
    serve_preview,
    small_project,
    write,
)

pytestmark = pytest.mark.browser

TEMPLATE = "templates/order_shipped.json"
SOURCE = f"{ORDER_CASE}&side=source"


def content(page: Page) -> Locator:
    return page.locator(".cm-content")


@pytest.fixture
def source(running: RunningPreview, page: Page) -> Page:
    page.goto(running.url + SOURCE)
    expect(content(page)).to_contain_text("order_id")
    return page


def put_cursor_before(page: Page, text: str) -> None:
    """Search for a text, which selects it, and go to its start."""
    content(page).click()
    page.keyboard.press("Control+f")
    page.locator(".cm-search input[name=search]").fill("")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")


def test_the_editor_is_loaded_when_it_is_first_opened(running: RunningPreview, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    assert not [url for url in asked if "/source-" in url]
    page.get_by_role("tab", name="Source").click()
    expect(content(page)).to_be_visible()
    assert [url for url in asked if "/source-" in url]


def test_what_is_typed_renders_at_once_and_is_saved_by_its_key(
    running: RunningPreview, source: Page
) -> None:
    put_cursor_before(source, "Order {{")
    source.keyboard.type("Parcel and ")
    shows(source, "Parcel and Order ORD-5678")
    expect(source.locator(".source-head")).to_contain_text("unsaved")
    assert (running.root / TEMPLATE).read_text() == ORDER
    source.keyboard.press("Control+s")
    done = source.locator(".toast").filter(has_text=f"Saved {TEMPLATE}")
    expect(done).to_be_visible()
    assert (running.root / TEMPLATE).read_text() == ORDER.replace("Order {{", "Parcel and Order {{")
    expect(source.locator(".source-head")).not_to_contain_text("unsaved")
    done.get_by_role("button", name="Undo").click()
    shows(source, "Order ORD-5678")
    expect(content(source)).not_to_contain_text("Parcel")
    assert (running.root / TEMPLATE).read_text() == ORDER


def test_no_key_is_lost_in_fast_typing(source: Page) -> None:
    put_cursor_before(source, "Order {{")
    words = "the quick brown fox jumps over the lazy dog "
    source.keyboard.type(words, delay=2)
    expect(content(source)).to_contain_text(words)
    shows(source, words)


def test_line_ends_are_kept(running: RunningPreview, page: Page) -> None:
    (running.root / TEMPLATE).write_bytes(ORDER.replace("\n", "\r\n").encode())
    page.goto(running.url + SOURCE)
    put_cursor_before(page, "Order {{")
    page.keyboard.type("X")
    page.keyboard.press("Control+s")
    expect(page.locator(".toast").filter(has_text="Saved")).to_be_visible()
    expected = ORDER.replace("Order {{", "XOrder {{").replace("\n", "\r\n")
    assert (running.root / TEMPLATE).read_bytes() == expected.encode()


def test_findings_come_with_their_fixes(running: RunningPreview, source: Page) -> None:
    running.save("fixtures/message_data/order_shipped/resend.json", {"url": "u"})
    mark = source.locator(".cm-lintRange-error")
    expect(mark).to_have_text("trigger.order_id")
    mark.hover()
    finding = source.locator(".cm-diagnostic")
    expect(finding).to_contain_text("has no value in 2 of 4 cases")
    expect(finding.locator("code").first).to_have_text("trigger.order_id")
    finding.get_by_role("button", name=re.compile("fallback")).click()
    expect(content(source)).to_contain_text("trigger.order_id | default:")
    expect(mark).to_have_count(0)


def test_completion_names_what_the_fixtures_hold(source: Page) -> None:
    put_cursor_before(source, "Order {{")
    source.keyboard.type("{{ trigger.")
    options = source.locator(".cm-tooltip-autocomplete li")
    expect(options.filter(has_text="order_id")).to_be_visible()
    expect(options.filter(has_text="url")).to_be_visible()


def test_hover_shows_the_value_of_each_case_as_text(running: RunningPreview, page: Page) -> None:
    hostile = "<img src=x onerror=window.ran=1>"
    data = {"order_id": hostile, "url": "u"}
    running.save("fixtures/message_data/order_shipped/standard.json", data)
    page.goto(running.url + SOURCE)
    content(page).get_by_text("order_id").first.hover()
    tip = page.locator(".cm-tooltip-hover")
    expect(tip).to_contain_text(hostile)
    expect(tip).to_contain_text("grace × standard")
    expect(tip.locator("img")).to_have_count(0)
    assert page.evaluate("window.ran") is None


def test_a_definition_in_another_file_opens_that_file(source: Page) -> None:
    put_cursor_before(source, "order_id")
    source.keyboard.press("F12")
    expect(source.locator(".source-file")).to_have_text(re.compile("fixtures/message_data/"))
    expect(content(source)).to_contain_text("ORD-")
    source.get_by_role("button", name="Back to the template").click()
    expect(source.locator(".source-file")).to_have_text(TEMPLATE)


def renamed(page: Page, name: str) -> None:
    put_cursor_before(page, "order_id")
    page.keyboard.press("F2")
    page.locator(".rename input").fill(name)
    page.keyboard.press("Enter")


def test_a_rename_reaches_every_file_and_can_be_undone(
    running: RunningPreview, source: Page
) -> None:
    data = [
        running.root / f"fixtures/message_data/order_shipped/{name}.json"
        for name in ("standard", "resend")
    ]
    before = [file.read_text() for file in data]
    renamed(source, "order number")
    expect(source.get_by_text("is not a name")).to_be_visible()
    put_cursor_before(source, "Order {{")
    source.keyboard.type("The ")
    renamed(source, "number")
    toast = source.locator(".toast", has_text=re.compile("^Renamed in"))
    expect(toast).to_contain_text("standard.json")
    expect(source.get_by_text("Have your backend send number")).to_be_visible()
    expect(content(source)).to_contain_text("The Order {{ trigger.number }}")
    expect(source.get_by_text("unsaved")).to_have_count(0)
    assert "The Order {{ trigger.number }}" in (running.root / TEMPLATE).read_text()
    assert [file.read_text() for file in data] == [
        each.replace("order_id", "number") for each in before
    ]
    shows(source, "The Order ORD-5678")
    toast.get_by_role("button", name="Undo").click()
    expect(source.get_by_text("Took back the change to")).to_be_visible()
    expect(content(source)).to_contain_text("trigger.order_id")
    assert [file.read_text() for file in data] == before


def test_a_rename_leaves_a_text_alone_that_is_not_saved(
    running: RunningPreview, source: Page
) -> None:
    put_cursor_before(source, "order_id")
    source.keyboard.press("F12")
    expect(source.locator(".source-file")).to_have_text(re.compile("fixtures/message_data/"))
    content(source).click()
    source.keyboard.press("Control+End")
    source.keyboard.type(" ")
    source.get_by_role("button", name="Back to the template").click()
    expect(source.locator(".source-file")).to_have_text(TEMPLATE)
    renamed(source, "number")
    expect(source.get_by_text(re.compile("Not renamed: save .* first"))).to_be_visible()
    assert "order_id" in (running.root / TEMPLATE).read_text()


def test_a_text_that_the_disk_overtook_is_shown_beside_it(
    running: RunningPreview, source: Page
) -> None:
    put_cursor_before(source, "Order {{")
    source.keyboard.type("Mine ")
    shows(source, "Mine Order")
    running.save(TEMPLATE, ORDER.replace("Hi ", "Theirs "))
    bar = source.locator(".source-bar")
    expect(bar).to_contain_text(f"{TEMPLATE} has been changed on disk")
    expect(source.locator(".cm-deletedChunk").first).to_contain_text("Theirs")
    source.keyboard.press("Control+s")
    assert (running.root / TEMPLATE).read_text() == ORDER.replace("Hi ", "Theirs ")
    bar.get_by_role("button", name="Save this text").click()
    expect(bar).to_have_count(0)
    expect(source.locator(".toast").filter(has_text="Saved")).to_be_visible()
    assert (running.root / TEMPLATE).read_text() == ORDER.replace("Order {{", "Mine Order {{")


def test_two_tabs_that_edit_one_file_never_overwrite_each_other(
    running: RunningPreview, source: Page
) -> None:
    other = source.context.new_page()
    other.goto(running.url + SOURCE)
    put_cursor_before(other, "Order {{")
    other.keyboard.type("Other ")
    put_cursor_before(source, "Order {{")
    source.keyboard.type("Mine ")
    other.keyboard.press("Control+s")
    expect(other.locator(".toast").filter(has_text="Saved")).to_be_visible()
    expect(source.locator(".source-bar")).to_be_visible()
    source.get_by_role("button", name="Take the one on disk").click()
    expect(content(source)).to_contain_text("Other Order")
    expect(content(source)).not_to_contain_text("Mine")
    put_cursor_before(source, "Order {{")
    source.keyboard.type("Again ")
    source.keyboard.press("Control+s")
    expect(content(other)).to_contain_text("Other Again Order")  # it had nothing unsaved


def test_a_full_disk_keeps_the_text_with_the_reason(
    running: RunningPreview, source: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_cursor_before(source, "Order {{")
    source.keyboard.type("Kept ")

    def full(*_: object, **__: object) -> None:
        raise ProjectError(f"{TEMPLATE}: No space left on device", help="make room")

    with monkeypatch.context() as patched:
        patched.setattr(Config, "write", full)
        source.keyboard.press("Control+s")
        bar = source.locator(".source-bar.failed")
        expect(bar).to_contain_text("No space left on device")
        expect(content(source)).to_contain_text("Kept Order")
    bar.get_by_role("button", name="Save again").click()
    expect(bar).to_have_count(0)
    assert "Kept Order" in (running.root / TEMPLATE).read_text()


def test_a_read_only_preview_shows_the_text_and_takes_none(tmp_path: Path, page: Page) -> None:
    options = PreviewOptions(port=0, read_only=True)
    with serve_preview(small_project(tmp_path), options) as running:
        page.goto(running.url + SOURCE)
        expect(page.locator(".source-head")).to_contain_text("read-only")
        content(page).click()
        page.keyboard.type("xyz")
        expect(content(page)).not_to_contain_text("xyz")
        expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)


def test_the_language_server_is_found_again(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    with serve_preview(root) as first:
        page.goto(first.url + SOURCE)
        expect(content(page)).to_contain_text("order_id")
        port = first.preview.port
    expect(page.locator(".source-head")).to_contain_text("offline")
    write(root / "fixtures/message_data/order_shipped/resend.json", {"url": "u"})
    with serve_preview(root, PreviewOptions(port=port)):
        expect(page.locator(".cm-lintRange-error")).to_have_text("trigger.order_id")
        expect(page.locator(".source-head")).not_to_contain_text("offline")
