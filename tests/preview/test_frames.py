"""Other people's code draws in a frame of its own, and gets what the service would give it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.previewing import previewed, small_project, template, write
from toolkit.web.drawing import RENDERER
from toolkit.web.static import load_assets

COMPONENT = """
import { greet } from "./greet.js";
export default function (container, messages) {
  const [message] = messages;
  const button = document.createElement("button");
  button.textContent = greet(message.properties.title);
  button.onclick = () => { message.markOpened(); message.trackClick("open"); };
  const facts = document.createElement("pre");
  facts.textContent = Object.keys(message).sort().join(" ") + " " + (message.sentAt instanceof Date)
    + " " + message.sentAt.toISOString() + " " + message.topics + " " + message.type;
  container.append(button, facts);
  try { parent.document.title } catch { facts.append(" fenced") }
}
"""
KEYS = "expiresAt markDeleted markOpened markUnopened messageId opened properties sentAt topics trackClick type"
CARD = [{"version": "1", "root": {"type": "layout", "direction": "vertical", "children": [
    {"type": "heading", "name": "title"},
    {"type": "button", "name": "cta"},
]}}]  # fmt: skip


def own_project(root: Path) -> Path:
    small_project(root)
    write(
        root / "inbox.toml",
        '[render]\nnow = "2026-01-15T09:00:00Z"\n[inbox]\ncomponent = "inbox/component.js"\n',
    )
    write(root / "inbox/component.js", COMPONENT)
    write(root / "inbox/greet.js", "export const greet = (text) => `★ ${text}`;")
    return root


@pytest.mark.browser
def test_the_projects_own_component_gets_the_sdks_object(tmp_path: Path, page: Page) -> None:
    with previewed(own_project(tmp_path)) as running:
        page.goto(running.url + "/?t=order_shipped&p=ada&d=standard&view=own")
        frame = page.frame_locator("iframe[data-frame=own]")
        expect(frame.locator("button")).to_have_text("★ Hi Ada")
        expect(frame.locator("pre")).to_have_text(
            f"{KEYS} true 2026-01-15T08:58:00.000Z orders notification fenced"
        )
        frame.locator("button").click()
        expect(page.locator(".told")).to_contain_text("markOpened()")
        expect(page.locator(".told")).to_contain_text('trackClick("open")')
        running.save("inbox/greet.js", "export const greet = (text) => `☆ ${text}`;")
        expect(frame.locator("button")).to_have_text("☆ Hi Ada")


@pytest.mark.browser
def test_a_component_that_fails_says_so(tmp_path: Path, page: Page) -> None:
    root = own_project(tmp_path)
    write(root / "inbox/component.js", "export default () => { throw new Error('no luck') }")
    with previewed(root) as running:
        page.goto(running.url + "/?t=welcome&p=ada&view=own")
        frame = page.frame_locator("iframe[data-frame=own]")
        expect(frame.locator("body")).to_contain_text("The component failed: no luck")


@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
@pytest.mark.browser
def test_the_vendors_renderer_draws_visual_messages(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    write(
        root / "inbox.toml",
        '[visual]\ntemplates = "visual/templates.json"\ntheme = "visual/theme.json"\n',
    )
    write(root / "visual/templates.json", {"card": CARD})
    write(root / "visual/theme.json", {"heading": {"text": {"color": "#112233"}}})
    button = '{"label": "Go", "behavior": "openUrl", "action": "https://example.com"}'
    text = template('{"title": "Hi {{ customer.first_name }}", "cta": ' + button + "}", type="card")
    write(root / "templates/visual.json", text)
    with previewed(root) as running:
        page.goto(running.url + "/?t=visual&p=ada&view=visual")
        frames = page.locator("iframe[data-frame=visual]")
        expect(frames).to_have_count(2)
        light = page.frame_locator("iframe[data-frame=visual]").first
        expect(light.locator("h3")).to_have_text("Hi Ada")
        expect(light.locator("h3")).to_have_css("color", "rgb(17, 34, 51)")
        light.get_by_text("Go").click()
        expect(page.locator(".told")).to_contain_text("light: button cta")
        assert page.url.startswith(running.url)
        running.save("templates/visual.json", text.replace("Hi", "Bye"))
        expect(light.locator("h3")).to_have_text("Bye Ada")


@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
@pytest.mark.browser
def test_a_type_without_a_visual_template_is_said(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    write(root / "inbox.toml", '[visual]\ntemplates = "visual/templates.json"\n')
    write(root / "visual/templates.json", {"$schema": "x", "card": CARD})
    with previewed(root) as running:
        page.goto(running.url + "/?t=order_shipped&view=visual")
        expect(page.locator("#message")).to_contain_text("no visual template “notification”")
        expect(page.locator("#message")).to_contain_text("one of: card")


@pytest.mark.browser
def test_frames_that_are_not_set_up_say_what_to_do(tmp_path: Path, page: Page) -> None:
    with previewed(small_project(tmp_path)) as running:
        page.goto(running.url + "/?t=welcome&view=visual")
        expect(page.locator("#message")).to_contain_text("[visual] templates =")
        page.keyboard.press("3")
        expect(page.locator("#message")).to_contain_text("[inbox] component =")
