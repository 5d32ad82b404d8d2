"""The page in a real Chromium: it shows, follows, and never loses what one looks at."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.page import ORDER_CASE, message, names, pick, picker, shows
from tests.support.preview_server import (
    ORDER,
    RunningPreview,
    serve_preview,
    small_project,
    template,
    write,
)

pytestmark = pytest.mark.browser

TEMPLATE = "templates/order_shipped.json"
DATA = "fixtures/message_data/order_shipped/standard.json"


def test_the_page_shows_every_template_and_one_case(running: RunningPreview, page: Page) -> None:
    page.goto(running.url)
    expect(names(page)).to_have_text(["order_shipped", "welcome"])
    shows(page, "Hi Ada")
    shows(page, "Order ORD-9")
    expect(page.locator(".chip.all")).to_have_text("All 2")
    expect(page.locator(".chip.failing")).to_have_text("Failing 0")
    expect(page).to_have_title(f"order_shipped · {running.root.name}")


def test_human_names_are_shown_with_the_file_where_it_is_named_otherwise(
    running: RunningPreview, page: Page
) -> None:
    running.save(TEMPLATE, ORDER.replace("{", '{"name": "Parcel on its way",', 1))
    running.save("templates/welcome.json", template('{"title": "W"}', name="Welcome!"))
    page.goto(running.url)
    row = page.locator("#templates .row").filter(has_text="Parcel on its way")
    expect(row.locator("code")).to_have_text("order_shipped")
    welcome = page.locator("#templates .row").filter(has_text="Welcome!")
    expect(welcome.locator("code")).to_have_count(0)


def test_templates_stand_in_groups_that_fold(running: RunningPreview, page: Page) -> None:
    page.goto(running.url)
    group = page.locator("#templates .group button")
    expect(group).to_have_text("orders")
    group.click()
    expect(names(page)).to_have_text(["welcome"])
    group.click()
    expect(names(page)).to_have_text(["order_shipped", "welcome"])


def test_a_link_reproduces_the_screen(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + "/?t=order_shipped&p=grace&d=standard&side=json")
    shows(page, "Hi Grace")
    expect(page.locator("#side")).to_contain_text("Order ORD-5678")
    page.get_by_role("tab", name="Source").click()
    assert "side=source" in page.url


def test_profile_and_data_are_chosen(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    pick(page, "Profile", "grace")
    shows(page, "Hi Grace")
    pick(page, "Data", "resend")
    shows(page, "Order ORD-9")
    assert "p=grace" in page.url
    page.go_back()
    shows(page, "Order ORD-5678")


def test_a_picker_is_searched_and_shows_what_fails(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    for number in range(12):
        data = {"url": "u"} if number == 7 else {"order_id": f"ORD-{number}", "url": "u"}
        write(root / f"fixtures/message_data/order_shipped/case_{number:02}.json", data)
    with serve_preview(root) as running:
        page.goto(running.url + ORDER_CASE)
        picker(page, "Data").click()
        broken = page.get_by_role("option", name="case_07")
        expect(broken.get_by_role("img")).to_have_attribute("aria-label", "fails")
        expect(page.get_by_role("option", name="case_06").get_by_role("img")).to_have_count(0)
        page.keyboard.type("07")
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.locator(".failure")).to_be_visible()
        expect(picker(page, "Data")).to_be_focused()
        expect(picker(page, "Data")).to_have_class("picker failing")
        picker(page, "Data").press("ArrowDown")
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_have_count(0)
        expect(picker(page, "Data")).to_be_focused()


def test_a_translation_is_chosen(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + "/?t=welcome&p=ada")
    shows(page, "Welcome Ada")
    pick(page, "Language", "French")
    shows(page, "Bienvenue Ada")
    child = page.locator("#templates .children .row")
    expect(child).to_have_attribute("aria-current", "page")
    page.locator("#templates .row").filter(has_text="welcome").first.click()
    shows(page, "Welcome Ada")
    child.click()
    shows(page, "Bienvenue Ada")


def test_a_saved_template_appears_by_itself(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    page.evaluate("window.notReloaded = true")
    running.save(TEMPLATE, ORDER.replace("Order", "Parcel"))
    shows(page, "Parcel ORD-5678")
    assert page.evaluate("window.notReloaded")
    expect(message(page).locator(".glow")).to_have_text("Parcel ORD-5678")


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


def test_a_broken_configuration_keeps_the_last_good_one_and_says_so(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Hi Ada")
    before = (running.root / "inbox.toml").read_text()
    running.save("inbox.toml", before + "[oops]\n")
    banner = page.locator(".banner")
    expect(banner).to_contain_text("oops")
    expect(banner).to_contain_text("inbox.toml:")
    expect(banner).to_contain_text("The last good settings stay")
    shows(page, "Hi Ada")
    running.save("inbox.toml", before)
    expect(banner).to_have_count(0)


def test_a_broken_template_keeps_its_last_good_render(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    running.save(TEMPLATE, ORDER.replace("}}", "}", 1))
    expect(page.locator(".failure")).to_be_visible()
    expect(page.locator(".inbox.stale")).to_contain_text("Order ORD-5678")
    expect(page.get_by_text("The last good render")).to_be_visible()
    glyph = page.locator("#templates .row[aria-current] .glyph")
    expect(glyph).to_have_attribute("aria-label", "cannot be read")
    running.save(TEMPLATE, ORDER)
    expect(page.locator(".failure")).to_have_count(0)
    expect(page.locator(".inbox.stale")).to_have_count(0)


SCROLLED = """() => [...document.querySelectorAll("#side, #side *")]
  .reduce((sum, each) => sum + each.scrollTop, 0)"""
SCROLL = f"""(to) => {{
  for (const each of document.querySelectorAll("#side, #side *")) each.scrollTop = to;
  return ({SCROLLED})();
}}"""


def test_an_update_moves_nothing(running: RunningPreview, page: Page) -> None:
    long = {"items": [{"number": number} for number in range(300)]}
    body = ORDER.replace('"link"', '"list": {{ trigger.items | json }}, "link"')
    running.save(DATA, {"order_id": "1", "url": "u", **long})
    running.save(TEMPLATE, body)
    page.goto(running.url + ORDER_CASE + "&side=json")
    shows(page, "Order 1")
    expect(page.locator("#side")).to_contain_text('"number"')
    scrolled = page.evaluate(SCROLL, 900)
    picker(page, "Profile").click()
    page.keyboard.type("gra")
    running.save(TEMPLATE, body.replace("Order", "Parcel"))
    shows(page, "Parcel 1")
    assert page.evaluate(SCROLLED) == scrolled > 0
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("combobox")).to_have_value("gra")


def test_templates_come_and_go(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + "/?t=welcome")
    shows(page, "Welcome Ada")
    new = running.save("templates/new_one.json", template('{"title": "New"}'))
    expect(page.locator(".chip.all")).to_have_text("All 3")
    expect(names(page).filter(has_text="new_one")).to_be_visible()
    new.unlink()
    expect(page.locator(".chip.all")).to_have_text("All 2")


def test_an_empty_project_shows_the_commands_that_fill_it(tmp_path: Path, page: Page) -> None:
    write(tmp_path / "inbox.toml", "")
    with serve_preview(tmp_path) as running:
        page.goto(running.url)
        expect(page.locator("#message")).to_contain_text("inbox new order_shipped")
        expect(page.locator("#message .snippet")).to_have_count(3)
        expect(page.locator("#templates")).to_contain_text("No templates yet.")
        expect(page.locator(".glyph.clean")).to_have_count(0)


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
        for view in ("inbox", "cases", "changes"):
            for side in ("data", "source", "json"):
                page.goto(
                    f"{running.url}{ORDER_CASE}&view={view}&side={side}&vs=case:grace/standard"
                )
                expect(page.locator("#message")).to_contain_text(
                    "<img" if view != "changes" else "title"
                )
                expect(page.locator("#side")).to_contain_text(
                    "customer" if side != "json" else "<img"
                )
        picker(page, "Profile").click()
        expect(page.get_by_role("listbox")).to_contain_text("<img src=x")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        page.keyboard.type("img")
        expect(page.get_by_role("dialog")).to_contain_text("<img src=x onerror=alert(1)>")
        assert page.locator("img, #app script, #app b > b").count() == 0


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
    banner = page.locator(".banner")
    expect(banner).to_contain_text("Disconnected")
    expect(banner.locator("code")).to_have_text("inbox preview")
    expect(page.locator(".pill.live")).to_have_text("Disconnected")
    shows(page, "Order ORD-5678")
    write(root / TEMPLATE, ORDER.replace("Order", "Parcel"))
    from inbox_toolkit.preview.server import PreviewOptions

    with serve_preview(root, PreviewOptions(port=port)):
        shows(page, "Parcel ORD-5678")
        expect(banner).to_have_count(0)


def test_nothing_renders_forever_when_the_preview_is_gone(tmp_path: Path, page: Page) -> None:
    with serve_preview(small_project(tmp_path)) as running:
        page.goto(running.url + ORDER_CASE)
        shows(page, "Order ORD-5678")
    expect(page.locator(".banner")).to_be_visible()
    page.locator("#templates .row").filter(has_text="welcome").first.click()
    expect(page.locator("#message")).to_contain_text("The preview does not answer.")
    expect(page.locator("body")).not_to_contain_text("Rendering")


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
    page.keyboard.press("4")
    expect(page.locator(".outcome")).to_have_count(4)
    page.keyboard.press("1")
    shows(page, "Hi Grace")
    page.keyboard.press("c")
    expect(page.get_by_role("tab", name="Source")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Next failing case")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("welc")
    page.keyboard.press("Enter")
    shows(page, "Welcome")


def test_a_search_puts_names_and_beginnings_first(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    for name in ("broken_liquid", "contributions", "big_trial", "trip_started"):
        write(root / f"templates/{name}.json", template('{"title": "t"}'))
    with serve_preview(root) as running:
        page.goto(running.url)
        expect(page.locator(".toolbar-title")).to_be_visible()  # keys before that go nowhere
        page.keyboard.press("/")
        page.keyboard.type("tri")
        labels = page.get_by_role("dialog").locator(".search-label")
        expect(labels).to_have_text(["trip_started", "big_trial", "contributions"])
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".toolbar-title")).to_have_text("big_trial")


def test_the_chosen_row_stays_in_sight(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    for number in range(60):
        write(root / f"templates/z{number:02}.json", template('{"title": "z"}'))
    with serve_preview(root) as running:
        page.goto(running.url + "/?t=z40")
        current = page.locator("#templates [aria-current]")
        expect(current).to_be_in_viewport()
        for _ in range(15):
            page.keyboard.press("j")
        expect(current).to_have_text("z55")
        expect(current).to_be_in_viewport(ratio=1)


def test_one_press_leaves_the_search_and_arrows_go_along_the_tabs(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Hi Ada")
    page.keyboard.press("Control+k")
    page.keyboard.type("welc")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("tab", name="Data").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Source")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Data")).to_be_focused()


def test_a_neighbor_is_for_looks_only(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE + "&set=trigger.order_id=WHAT-1")
    shows(page, "Order WHAT-1")
    page.locator(".neighbor").first.click(force=True)
    shows(page, "Order WHAT-1")
    assert "set=" in page.url
    assert "t=order_shipped" in page.url
    expect(page.locator(".neighbor").first).to_have_attribute("inert", "")


def test_a_message_is_opened_and_the_count_follows(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    expect(page.locator(".inbox-panel .count")).to_have_text("2")
    page.locator(".inbox-panel .here button").click()
    expect(page.locator(".inbox-panel .count")).to_have_text("1")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitemcheckbox", name="Bell and badge").click()
    bell = page.get_by_role("button", name="Notifications, 1 unread")
    bell.click()
    expect(page.locator(".inbox-panel")).to_have_count(0)
    bell.click()
    shows(page, "Hi Ada")


def test_widths_themes_and_panes_are_remembered(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    page.get_by_role("button", name="320").click()
    expect(page.locator(".inbox")).to_have_css("width", "320px")
    page.keyboard.press("t")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Message on light").click()
    expect(page.locator(".inbox")).to_have_attribute("data-theme", "light")
    sidebar = page.get_by_role("separator", name="Width of the sidebar")
    sidebar.focus()
    page.keyboard.press("ArrowRight")
    expect(sidebar).to_have_attribute("aria-valuenow", "280")
    page.get_by_role("separator", name="Width of the inspector").dblclick()
    expect(page.get_by_role("tab", name="Data")).to_have_count(0)
    page.reload()
    expect(page.locator(".inbox")).to_have_css("width", "320px")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator(".inbox")).to_have_attribute("data-theme", "light")
    expect(sidebar).to_have_attribute("aria-valuenow", "280")
    expect(page.get_by_role("tab", name="Data")).to_have_count(0)
    page.keyboard.press("d")
    expect(page.get_by_role("tab", name="Data")).to_be_visible()


def test_a_pane_is_dragged_and_folds_at_its_edge(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    shows(page, "Hi Ada")
    handle = page.get_by_role("separator", name="Width of the sidebar")
    box = handle.bounding_box()
    assert box
    page.mouse.move(box["x"] + 3, 400)
    page.mouse.down()
    page.mouse.move(box["x"] + 53, 400, steps=5)
    page.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", "306")
    page.mouse.move(box["x"] + 53, 400)
    page.mouse.down()
    page.mouse.move(20, 400, steps=5)
    page.mouse.up()
    expect(names(page)).to_have_count(0)
    page.get_by_role("button", name="Templates", exact=True).click()
    expect(names(page)).to_have_count(2)


def test_the_last_viewed_template_opens_where_none_fails(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + "/?t=welcome")
    shows(page, "Welcome Ada")
    page.goto(running.url)
    shows(page, "Welcome Ada")


def test_shortcuts_are_written_as_on_this_machine(running: RunningPreview, page: Page) -> None:
    page.goto(running.url)
    expect(page.locator(".find kbd")).to_have_text("Ctrl K")
    page.add_init_script("Object.defineProperty(navigator, 'platform', { get: () => 'MacIntel' })")
    page.reload()
    expect(page.locator(".find kbd")).to_have_text("⌘K")


def test_a_view_that_is_not_set_up_is_no_dead_tab(running: RunningPreview, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(running.url + ORDER_CASE)
    expect(page.get_by_role("tablist", name="Views").get_by_role("tab")).to_have_text(
        ["Inbox", "All cases", "Changes"]
    )
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Set up the Component view").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("pre")).to_contain_text('component = "inbox/component.js"')
    dialog.get_by_role("button", name="Copy the settings").click()
    expect(page.locator(".toast")).to_contain_text("Copied the settings")
    assert "[inbox]" in page.evaluate("navigator.clipboard.readText()")


SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((each) => each.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("view", ["inbox", "cases"])
def test_nothing_moves_by_itself(
    running: RunningPreview, page: Page, view: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    page.goto(f"{running.url}{ORDER_CASE}&view={view}")
    expect(page.locator(".inbox, .outcome.here").first).to_be_visible()
    running.save("fixtures/message_data/order_shipped/standard.json", {"order_id": "7", "url": "u"})
    expect(page.locator("#message")).to_contain_text("Order 7")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("width", [901, 1024, 1440])
def test_every_tool_is_in_sight(running: RunningPreview, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    running.save(DATA, {"url": "u"})
    page.goto(running.url + "/?t=order_shipped&p=ada&d=standard&set=trigger.url=3")
    expect(page.locator(".failure")).to_be_visible()
    for tool in page.locator(".toolbar button, .bar button").all():
        expect(tool).to_be_in_viewport(ratio=0.99)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_phone_has_one_row_of_tools_and_the_panes_as_sheets(
    running: RunningPreview, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(running.url + ORDER_CASE)
    shows(page, "Order ORD-5678")
    toolbar = page.locator(".toolbar").bounding_box()
    assert toolbar
    assert toolbar["height"] < 60
    panes = page.get_by_role("navigation", name="Panes")
    panes.get_by_role("button", name="Data").click()
    expect(page.get_by_role("tab", name="Data")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.get_by_role("tab", name="Data")).not_to_be_visible()
    page.get_by_role("button", name="Templates", exact=True).click()
    page.locator("#templates .row").filter(has_text="welcome").first.click()
    expect(page.locator("#templates .row").first).not_to_be_visible()
    shows(page, "Welcome Ada")
    pick(page, "View", "All cases")
    expect(page.locator(".outcome")).to_have_count(2)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
