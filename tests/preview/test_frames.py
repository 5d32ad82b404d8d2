"""Other people's code draws in a frame of its own, and gets what the service would give it."""

from pathlib import Path

import pytest
from inbox_toolkit.web.message_frames import RENDERER
from inbox_toolkit.web.static import load_assets
from playwright.sync_api import Page, expect

from tests.support.page import ORDER_CASE
from tests.support.preview_server import serve_preview, small_project, write
from tests.support.rendered_projects import (
    CARD,
    KEYS,
    PICTURE,
    own_project,
    pictured_project,
    visual_project,
)


@pytest.mark.browser
def test_the_projects_own_component_gets_the_sdks_object(tmp_path: Path, page: Page) -> None:
    with serve_preview(own_project(tmp_path)) as running:
        page.goto(running.url + "/?t=order_shipped&p=ada&d=standard&view=component")
        frame = page.frame_locator("iframe[data-frame=component]")
        expect(frame.locator("button")).to_have_text("★ Hi Ada")
        expect(frame.locator("pre")).to_have_text(
            f"{KEYS} true 2026-01-15T08:58:00.000Z orders notification fenced"
        )
        frame.locator("button").click()
        expect(page.locator(".frame-told")).to_contain_text("markOpened()")
        expect(page.locator(".frame-told")).to_contain_text('trackClick("open")')
        running.save("inbox/greet.js", "export const greet = (text) => `☆ ${text}`;")
        expect(frame.locator("button")).to_have_text("☆ Hi Ada")


LINK = """
export default function (container) {
  const link = document.createElement("a");
  link.href = "https://example.com/away";
  link.innerHTML = "<b>Go</b>";
  container.append(link);
}
"""


@pytest.mark.browser
def test_a_link_is_told_and_not_followed(tmp_path: Path, page: Page) -> None:
    root = own_project(tmp_path)
    write(root / "inbox/component.js", LINK)
    with serve_preview(root) as running:
        page.goto(running.url + "/?t=welcome&p=ada&view=component")
        frame = page.frame_locator("iframe[data-frame=component]")
        frame.get_by_text("Go").click()
        expect(page.locator(".frame-told")).to_have_text("link: https://example.com/away")
        expect(frame.get_by_text("Go")).to_be_visible()


@pytest.mark.browser
def test_a_component_that_fails_says_so(tmp_path: Path, page: Page) -> None:
    root = own_project(tmp_path)
    write(root / "inbox/component.js", "export default () => { throw new Error('no luck') }")
    with serve_preview(root) as running:
        page.goto(running.url + "/?t=welcome&p=ada&view=component")
        frame = page.frame_locator("iframe[data-frame=component]")
        notice = frame.get_by_role("alert")
        expect(notice).to_have_text("The component failed: no luck\ncomponent.js:1:30")
        expect(notice).to_have_css("color", "rgb(165, 29, 34)")
        write(root / "inbox/component.js", "export default () => { retrun 1 }")
        expect(notice).to_contain_text("The component does not load: Unexpected number")
        expect(notice).to_contain_text("component.js:1:31")
        write(root / "inbox/component.js", "export default (box) => box.append('fine')")
        expect(frame.locator("body")).to_have_text("fine")
        expect(notice).to_have_count(0)


@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
@pytest.mark.browser
def test_the_vendors_renderer_draws_visual_messages(tmp_path: Path, page: Page) -> None:
    root = visual_project(tmp_path)
    text = (root / "templates/visual.json").read_text(encoding="utf-8")
    with serve_preview(root) as running:
        page.goto(running.url + "/?t=visual&p=ada")  # a visual message opens in Visual
        light = page.frame_locator("iframe[data-frame=visual]")
        expect(light.locator("h3")).to_have_text("Hi Ada")
        expect(light.locator("h3")).to_have_css("color", "rgb(17, 34, 51)")
        light.get_by_text("Go").click()
        expect(page.locator(".frame-told")).to_contain_text("light: button cta")
        assert page.url.startswith(running.url)
        running.save("templates/visual.json", text.replace("Hi", "Bye"))
        expect(light.locator("h3")).to_have_text("Bye Ada")


@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
@pytest.mark.browser
def test_a_picture_from_elsewhere_is_a_box_of_its_size(tmp_path: Path, page: Page) -> None:
    with serve_preview(pictured_project(tmp_path)) as running:
        page.goto(running.url + "/?t=visual&p=ada&view=visual")
        expect(page.locator("#view")).to_contain_text("2 pictures are not loaded here")
        boxes = page.frame_locator("iframe").first.locator(".elsewhere")
        expect(boxes).to_have_count(2)
        expect(boxes.first).to_contain_text("A cat")
        expect(boxes.first).to_contain_text(PICTURE)
        expect(boxes.first).to_have_css("height", "120px")
        expect(boxes.first).to_have_css("border-radius", "8px")
        expect(boxes.nth(1)).to_contain_text("no size declared")
        expect(page.frame_locator("iframe").first.locator("img")).to_have_count(1)


@pytest.mark.browser
def test_what_a_person_did_in_a_component_stays(tmp_path: Path, page: Page) -> None:
    root = own_project(tmp_path)
    with serve_preview(root) as running:
        page.goto(running.url + "/?t=order_shipped&p=ada&d=standard&view=component")
        frame = page.frame_locator("iframe[data-frame=component]")
        frame.locator("button").evaluate("each => each.dataset.touched = 'yes'")
        frame.locator("button").click()
        expect(page.locator(".frame-told")).to_contain_text("markOpened()")
        page.keyboard.press("t")
        expect(frame.locator("button[data-touched]")).to_have_count(1)


@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
@pytest.mark.browser
def test_a_type_without_a_visual_template_is_said(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    write(root / "inbox.toml", '[visual]\ntemplates = "visual/templates.json"\n')
    write(root / "visual/templates.json", {"$schema": "x", "card": CARD})
    with serve_preview(root) as running:
        page.goto(running.url + "/?t=order_shipped&view=visual")
        expect(page.locator("#message")).to_contain_text("no visual template “notification”")
        expect(page.locator("#message")).to_contain_text("one of: card")


@pytest.mark.browser
def test_the_device_and_the_theme_apply_to_a_component(tmp_path: Path, page: Page) -> None:
    with serve_preview(own_project(tmp_path)) as running:
        page.goto(running.url + ORDER_CASE + "&view=component")
        frame = page.frame_locator("iframe[data-frame=component]")
        expect(frame.locator("html")).to_have_attribute("data-mode", "light")
        page.get_by_role("button", name="400").click()
        expect(page.locator(".device")).to_have_css("width", "400px")
        page.get_by_role("button", name="Message on dark").click()
        expect(frame.locator("html")).to_have_attribute("data-mode", "dark")
        expect(frame.locator("button")).to_have_text("★ Hi Ada")
