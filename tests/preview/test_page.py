"""The page in a real Chromium: it shows, follows, and never loses what one looks at."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.preview_server import (
    ORDER,
    QUIET,
    RunningPreview,
    serve_preview,
    small_project,
    template,
    write,
)

pytestmark = pytest.mark.browser

TEMPLATE = "templates/order_shipped.json"
DATA = "fixtures/message_data/order_shipped/standard.json"
ORDER_CASE = "/?t=order_shipped&p=ada&d=standard"


def card(page: Page) -> str:
    return page.locator(".row.this .card").inner_text()


def shows(page: Page, text: str) -> None:
    expect(page.locator(".row.this .card")).to_contain_text(text)


def test_the_page_shows_every_template_and_one_case(running: RunningPreview, page: Page) -> None:
    page.goto(running.url)
    expect(page.locator("#list .name")).to_have_text(["order_shipped", "welcome"])
    shows(page, "Hi Ada")
    shows(page, "Order ORD-9")
    expect(page.locator("#problems")).to_contain_text("Every variable has a value")
    expect(page.locator("#list .summary")).to_have_text("✓ 2 templates · 8 cases")


def test_a_link_reproduces_the_screen(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + "/?t=order_shipped&p=grace&d=standard&side=json")
    shows(page, "Hi Grace")
    expect(page.locator("#side .tree")).to_contain_text('"Order ORD-5678"')
    page.get_by_role("tab", name="Source").click()
    assert "side=source" in page.url


def test_profile_and_data_are_chosen(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    page.get_by_label("Profile").select_option("grace")
    shows(page, "Hi Grace")
    page.get_by_label("Message data").select_option("resend")
    shows(page, "Order ORD-9")
    assert "p=grace" in page.url
    page.go_back()
    shows(page, "Order ORD-5678")


def test_a_translation_is_chosen(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + "/?t=welcome&p=ada")
    shows(page, "Welcome Ada")
    page.get_by_label("Language").select_option("fr")
    shows(page, "Bienvenue Ada")


def test_a_saved_template_appears_by_itself(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    page.evaluate("window.notReloaded = true")
    running.save(TEMPLATE, ORDER.replace("Order", "Parcel"))
    shows(page, "Parcel ORD-5678")
    assert page.evaluate("window.notReloaded")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (DATA, {"order_id": "ORD-77", "url": "u"}, "Order ORD-77"),
        ("fixtures/profiles/ada.json", {"first_name": "Augusta"}, "Hi Augusta"),
    ],
)
def test_a_saved_fixture_appears_by_itself(
    running: RunningPreview, page: Page, name: str, content: object, expected: str
) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Hi Ada")
    running.save(name, content)
    shows(page, expected)


def test_a_saved_configuration_is_followed(running: RunningPreview, page: Page) -> None:
    running.save(DATA, {"order_id": "", "url": "u"})
    page.goto(running.url + ORDER_CASE)
    problem = page.locator("#problems li .badge").first
    expect(problem).to_have_attribute("aria-label", "error")
    running.save("inbox.toml", QUIET + 'blank-value = "warning"\n')
    expect(problem).to_have_attribute("aria-label", "warning")
    running.save("inbox.toml", "[oops]\n")
    expect(page.locator("#problems")).to_contain_text("configuration")
    shows(page, "Hi Ada")


def test_a_missing_value_is_named_with_its_place(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    running.save(DATA, {"url": "u"})
    expect(page.locator("#problems")).to_contain_text("`trigger.order_id` has no value")
    expect(page.locator("#problems")).to_contain_text("templates/order_shipped.json:6:23")
    expect(page.locator(".failure strong")).to_have_text("`trigger.order_id` has no value")
    first = page.locator("#side .variables > ul > li").first
    expect(first).to_contain_text("trigger.order_id")
    expect(first).to_contain_text("missing")
    page.locator("#problems .problem").first.click()
    expect(page.locator(".source .mark")).to_have_text("trigger.order_id")
    expect(page.locator(".source li.jumped")).to_contain_text("Order")


def test_a_broken_template_keeps_its_last_good_render(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    running.save(TEMPLATE, ORDER.replace("}}", "}", 1))
    expect(page.locator(".failure")).to_be_visible()
    expect(page.locator(".stage.stale")).to_contain_text("Order ORD-5678")
    expect(page.locator("#list a[aria-current] .badge")).to_have_attribute("aria-label", "1 error")
    running.save(TEMPLATE, ORDER)
    expect(page.locator(".failure")).to_have_count(0)
    expect(page.locator(".stage.stale")).to_have_count(0)


def test_an_update_moves_nothing(running: RunningPreview, page: Page) -> None:
    long = {"items": [{"number": number} for number in range(300)]}
    body = ORDER.replace('"link"', '"list": {{ trigger.items | json }}, "link"')
    running.save(DATA, {"order_id": "1", "url": "u", **long})
    running.save(TEMPLATE, body)
    page.goto(running.url + ORDER_CASE + "&side=json")
    shows(page, "Order 1")
    side = page.locator("#side")
    page.locator("#side summary").nth(1).click()
    expect(page.locator("#side details").nth(1)).to_have_attribute("open", "")
    side.evaluate("each => each.scrollTop = 1500")
    page.locator("#search").fill("order")
    page.locator("#search").focus()
    running.save(TEMPLATE, body.replace("Order", "Parcel"))
    shows(page, "Parcel 1")
    assert side.evaluate("each => each.scrollTop") == 1500
    expect(page.locator("#search")).to_be_focused()
    expect(page.locator("#search")).to_have_value("order")


def test_templates_come_and_go(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + "/?t=welcome")
    shows(page, "Welcome Ada")
    new = running.save("templates/new_one.json", template('{"title": "New"}'))
    expect(page.locator("#list .name")).to_have_text(["new_one", "order_shipped", "welcome"])
    new.unlink()
    expect(page.locator("#list .name")).to_have_text(["order_shipped", "welcome"])


def test_an_empty_project_shows_the_commands_that_fill_it(tmp_path: Path, page: Page) -> None:
    write(tmp_path / "inbox.toml", "")
    with serve_preview(tmp_path) as running:
        page.goto(running.url)
        expect(page.locator("#message")).to_contain_text("inbox new order_shipped")
        expect(page.locator("#list .rows")).to_have_text("No templates yet.")
        expect(page.locator("body")).not_to_contain_text("✓")


HOSTILE = '<img src=x onerror="document.title=1"></script><b>'


def test_values_are_text_everywhere(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    write(
        root / TEMPLATE,
        template('{"title": {{ customer.first_name | json }}, "k": {{ customer | json }}}'),
    )
    write(root / "fixtures/profiles/ada.json", {"first_name": HOSTILE, HOSTILE: HOSTILE})
    write(root / "fixtures/profiles/<img src=x onerror=alert(1)>.json", {"first_name": HOSTILE})
    with serve_preview(root) as running:
        for view in ("inbox", "matrix", "diff"):
            for side in ("variables", "source", "json"):
                page.goto(f"{running.url}{ORDER_CASE}&view={view}&side={side}&vs=grace/standard")
                expect(page.locator("#message")).to_contain_text(
                    "<img" if view != "diff" else "title"
                )
                expect(page.locator("#side")).to_contain_text(
                    "customer" if side != "json" else "<img"
                )
        page.keyboard.press("Control+k")
        page.locator(".find").fill("img")
        expect(page.locator("dialog")).to_contain_text("<img src=x onerror=alert(1)>")
        assert page.locator("img, #app script, #app b").count() == 0


def test_a_half_written_file_never_shows_an_error(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    page.evaluate(
        "new MutationObserver(() => { if (document.querySelector('.failure')) window.sawError = 1 })"
        ".observe(document.body, { childList: true, subtree: true })"
    )
    path = running.root / TEMPLATE
    for turn in range(5):
        text = ORDER.replace("Order", f"Round {turn}")
        with path.open("w") as file:
            for at in range(0, len(text), 40):
                file.write(text[at : at + 40])
                file.flush()
        shows(page, f"Round {turn} ORD-5678")
    scratch = write(path.with_name("scratch"), ORDER.replace("Order", "Renamed"))
    path.unlink()
    scratch.rename(path)
    shows(page, "Renamed ORD-5678")
    assert page.evaluate("window.sawError") is None


def test_the_connection_recovers(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    with serve_preview(root) as running:
        page.goto(running.url + ORDER_CASE)
        shows(page, "Order ORD-5678")
        port = running.preview.port
    expect(page.locator(".lost")).to_contain_text("Not connected for")
    shows(page, "Order ORD-5678")
    write(root / TEMPLATE, ORDER.replace("Order", "Parcel"))
    from inbox_toolkit.preview.server import PreviewOptions

    with serve_preview(root, PreviewOptions(port=port)):
        shows(page, "Parcel ORD-5678")
        expect(page.locator(".lost")).to_have_count(0)


def test_the_keys_lead_everywhere(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    page.keyboard.press("j")
    shows(page, "Welcome Ada")
    page.keyboard.press("k")
    shows(page, "Hi Ada")
    page.keyboard.press("]")
    shows(page, "Order ORD-5678")
    page.keyboard.press("]")
    shows(page, "Hi Grace")
    page.keyboard.press("m")
    expect(page.locator(".matrix .cell")).to_have_count(4)
    page.keyboard.press("1")
    page.keyboard.press("c")
    expect(page.locator("#side .source")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_contain_text("find a template")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("welc")
    page.keyboard.press("Enter")
    shows(page, "Welcome")


def test_what_if_lives_in_the_address(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    field = page.get_by_label("Value of trigger.order_id")
    field.fill("WHAT-1")
    field.press("Tab")
    shows(page, "Order WHAT-1")
    page.goto(page.url)
    shows(page, "Order WHAT-1")
    assert json.loads((running.root / DATA).read_text())["order_id"] == "ORD-5678"
    page.get_by_role("button", name="Forget").click()
    shows(page, "Order ORD-5678")


def test_the_chosen_row_stays_in_sight(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    for number in range(60):
        write(root / f"templates/z{number:02}.json", template('{"title": "z"}'))
    with serve_preview(root) as running:
        page.goto(running.url + "/?t=z40")
        expect(page.locator("#list [aria-current]")).to_be_in_viewport()
        for _ in range(15):
            page.keyboard.press("j")
        expect(page.locator("#list [aria-current]")).to_have_text("✓z55")
        expect(page.locator("#list [aria-current]")).to_be_in_viewport(ratio=1)


def test_one_press_leaves_the_finder_and_arrows_go_along_the_tabs(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Hi Ada")
    page.keyboard.press("Control+k")
    page.keyboard.type("welc")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.get_by_role("tab", name="Variables").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Source")).to_be_focused()
    expect(page.locator("#side .source")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#side .variables")).to_be_visible()


SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((each) => each.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("view", ["inbox", "matrix", "diff"])
def test_nothing_moves_by_itself(
    running: RunningPreview, page: Page, view: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    page.goto(f"{running.url}{ORDER_CASE}&view={view}&vs=grace/standard&side=source")
    expect(page.locator("#problems")).to_contain_text("Every variable has a value")
    expect(page.locator(".row.this, .cell.here, .diff li").first).to_be_visible()
    if view != "matrix":  # where cases that become alike come together
        running.save("fixtures/message_data/order_shipped/resend.json", {"url": "u"})
        expect(page.locator("#problems")).to_contain_text("`trigger.order_id` has no value")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    assert page.evaluate("window.shifts") == []
