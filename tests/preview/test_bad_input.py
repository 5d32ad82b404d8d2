"""What nobody means to have in a project, and somebody has: the page stays in its shape."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.page import names, shows
from tests.support.preview_server import serve_preview, small_project, template, write

pytestmark = pytest.mark.browser

LONG = "n" * 200
ODD_NAMES = {
    "long_words": "A very long name " * 12,
    "one_word": "W" * 200,
    "arabic": "مرحبا بالعالم رسالة طويلة",
    "override": "abc\u202edef",
    "emoji": "🎉👩\u200d👩\u200d👧 party",
}
WIDER = """
() => [...document.querySelectorAll(".app, #templates .rows, .failure, .failure > *, .inspector-pane")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1)
  .map((each) => `${each.className} ${each.innerText.slice(0, 60)}`)
"""
"""The parts of the page whose content is wider than they are."""


@pytest.mark.parametrize("width", [400, 1440])
def test_long_and_odd_names_widen_nothing(tmp_path: Path, page: Page, width: int) -> None:
    root = small_project(tmp_path)
    text = "{{ trigger.%s }} {{ customer.first_name }}" % ("v" * 150)
    for name, title in ODD_NAMES.items():
        properties = f'{{"title": "{text}"}}'
        write(root / f"templates/{name}.json", template(properties, name=title, topics=[title]))
        write(root / f"fixtures/message_data/{name}/{LONG}.json", {"other": "x"})
    write(root / f"fixtures/profiles/{LONG}.json", {"first_name": "x"})
    write(root / "fixtures/profiles/نور.json", {"first_name": "نور الهاشمي"})
    with serve_preview(root) as running:
        page.set_viewport_size({"width": width, "height": 900})
        for name in ODD_NAMES:
            page.goto(f"{running.url}/?t={name}&d={LONG}&p={LONG}")
            expect(page.locator(".failure-cases")).to_be_visible()
            assert page.evaluate(WIDER) == [], name
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_300_templates_are_listed_and_the_last_one_is_found(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    for number in range(300):
        one = template(f'{{"title": "Number {number}"}}', name=f"Message {number}")
        write(root / f"templates/t{number:03}.json", one)
    with serve_preview(root) as running:
        page.goto(f"{running.url}/?t=t000")
        expect(names(page)).to_have_count(302)
        page.keyboard.press("Control+k")
        page.keyboard.type("Message 299")
        page.keyboard.press("Enter")
        shows(page, "Number 299")
        expect(page.locator("#templates [aria-current]")).to_be_in_viewport()


def test_a_text_of_1_mb_is_drawn_in_part_and_kept_whole(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    text = '{"title": "Long", "body": {{ trigger.text | json }}}'
    write(root / "templates/long.json", template(text))
    write(root / "fixtures/message_data/long/huge.json", {"text": "x" * 1_000_000})
    with serve_preview(root) as running:
        page.goto(f"{running.url}/?t=long&p=ada&d=huge")
        shows(page, "997,000 more characters")
        page.keyboard.press("4")
        expect(page.locator(".outcome").first).to_contain_text("Long")
        page.goto(f"{running.url}/?t=order_shipped&p=ada&d=standard")
        shows(page, "Order ORD-5678")
        neighbor = page.locator(".inbox-panel .message", has_text="xxx")
        assert len(neighbor.inner_text()) < 3000
