"""All cases in a real Chromium: what becomes the same is one card, and no case is lost by it."""

from pathlib import Path

import pytest
from inbox_toolkit.preview import project_state
from playwright.sync_api import Page, expect

from tests.support.page import picker, shows
from tests.support.preview_server import (
    RunningPreview,
    many_cases_project,
    serve_preview,
    small_project,
    template,
    write,
)

pytestmark = pytest.mark.browser

CASES = "/?t=order_shipped&p=ada&d=standard&view=cases"
DATA = "fixtures/message_data/order_shipped"
FAILING = {"url": "u"}


def test_cases_alike_are_one_card_and_failing_ones_come_first(
    running: RunningPreview, page: Page
) -> None:
    running.save(f"{DATA}/broken.json", FAILING)
    page.goto(running.url + CASES)
    expect(page.locator(".cases-head")).to_contain_text("6 cases, 5 different outcomes")
    first = page.locator(".outcome").first
    expect(first).to_contain_text("2 cases")
    expect(first).to_contain_text("trigger.order_id")
    expect(first.locator(".tag")).to_have_text(["ada × broken", "grace × broken"])
    expect(page.locator(".outcome.here")).to_contain_text("Order ORD-5678")


def test_a_card_opens_its_first_case_and_each_of_the_others(
    running: RunningPreview, page: Page
) -> None:
    running.save(f"{DATA}/broken.json", FAILING)
    page.goto(running.url + CASES)
    page.locator(".outcome-open").first.click()
    expect(picker(page, "Profile")).to_contain_text("Ada")
    expect(picker(page, "Data")).to_contain_text("broken")
    expect(page.locator(".failure")).to_be_visible()
    page.keyboard.press("4")
    page.get_by_role("button", name="grace × broken").click()
    expect(picker(page, "Profile")).to_contain_text("Grace")
    expect(page.locator(".failure")).to_be_visible()


def test_many_cases_of_one_outcome_are_behind_a_disclosure_that_stays_open(
    tmp_path: Path, page: Page
) -> None:
    root = small_project(tmp_path)
    write(root / DATA / "broken.json", FAILING)
    for number in range(10):
        write(root / f"fixtures/profiles/p{number}.json", {"first_name": "P"})
    with serve_preview(root) as running:
        page.goto(running.url + CASES)
        more = page.locator(".outcome").first.locator("details")
        expect(more.locator("summary")).to_have_text("and 6 more")
        more.locator("summary").click()
        write(root / "fixtures/profiles/zoe.json", {"first_name": "Zoe"})
        expect(more.locator("summary")).to_have_text("and 7 more")
        expect(more.get_by_role("button", name="zoe × broken")).to_be_visible()


def test_compact_shows_one_glyph_for_each_case_with_heads_that_stay(
    tmp_path: Path, page: Page
) -> None:
    root = small_project(tmp_path)
    write(root / DATA / "broken.json", FAILING)
    for number in range(60):
        write(root / f"fixtures/profiles/p{number:02}.json", {"first_name": f"P{number}"})
    with serve_preview(root) as running:
        page.goto(running.url + CASES)
        page.get_by_role("button", name="Compact").click()
        expect(page.locator(".case-cell")).to_have_count(62 * 3)
        expect(page.locator(".case-table thead th")).to_have_text(["broken", "resend", "standard"])
        broken = page.get_by_role("button", name="p59 × broken: ")
        broken.scroll_into_view_if_needed()
        expect(page.locator(".case-table thead th").first).to_be_in_viewport(ratio=1)
        broken.click()
        expect(page.locator(".failure")).to_be_visible()
        page.keyboard.press("4")
        expect(page.locator(".case-cell").first).to_be_visible()  # the density is remembered


def test_failing_only_is_a_switch(running: RunningPreview, page: Page) -> None:
    running.save(f"{DATA}/broken.json", FAILING)
    page.goto(running.url + CASES)
    switch = page.get_by_role("switch", name="Failing only 2")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    expect(page.locator(".outcome")).to_have_count(1)
    expect(switch).to_have_attribute("aria-checked", "true")
    assert "failing=1" in page.url
    page.reload()
    expect(page.locator(".outcome")).to_have_count(1)


def test_the_slow_case_is_marked(
    tmp_path: Path, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project_state, "SLOW_MILLISECONDS", 10.0)
    root = small_project(tmp_path)
    text = "{% for n in (1..trigger.rounds) %}{% assign a = n | times: 2 %}{% endfor %}{{ a }}"
    write(root / "templates/slow.json", template(f'{{"title": "{text}"}}'))
    write(root / "fixtures/message_data/slow/long.json", {"rounds": 80_000})
    write(root / "fixtures/message_data/slow/short.json", {"rounds": 3})
    with serve_preview(root) as running:
        page.goto(running.url + "/?t=slow&view=cases")
        expect(page.locator(".outcome .slow").first).to_contain_text("slow: ")
        expect(page.locator(".cases-head")).to_contain_text("slow")


def test_all_templates_are_looked_at_at_once(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + CASES)
    expect(page.locator(".outcome")).to_have_count(4)
    page.get_by_role("switch", name="All templates").click()
    expect(page.locator(".matrix > h3")).to_have_text(["order_shipped", "welcome", "welcomeFrench"])
    expect(page.locator(".outcome")).to_have_count(8)
    expect(page.locator(".cases-head")).to_contain_text("8 cases, 8 different outcomes")
    assert "all=1" in page.url
    page.reload()
    expect(page.locator(".outcome.here")).to_have_count(1)
    page.locator(".matrix").nth(2).get_by_role("button", name="grace", exact=True).click()
    shows(page, "Bienvenue Grace")
    expect(picker(page, "Language")).to_contain_text("French")


def test_what_fails_anywhere_is_seen_at_once_and_a_save_arrives(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + CASES + "&all=1&failing=1")
    expect(page.locator("#message")).to_contain_text("No case fails.")
    running.save("templates/welcome.json", template('{"title": "{{ trigger.name }}"}'))
    expect(page.locator(".matrix > h3")).to_have_text(["welcome"])
    expect(page.locator(".outcome")).to_contain_text("trigger.name")
    running.save("templates/welcome.json", template('{"title": "Hello"}'))
    expect(page.locator("#message")).to_contain_text("No case fails.")


@pytest.mark.parametrize("dense", [False, True], ids=["cards", "compact"])
def test_700_cases_are_all_there(tmp_path: Path, page: Page, dense: bool) -> None:
    """How soon is measured by ``benchmarks/preview_matrix.py``."""
    with serve_preview(many_cases_project(tmp_path)) as running:
        page.goto(running.url + "/?t=order_shipped")
        page.evaluate(f"localStorage.setItem('inbox.cases.dense', '{str(dense).lower()}')")
        page.goto(running.url + "/?t=order_shipped&view=cases")
        expect(page.locator(".case-cell" if dense else ".outcome")).to_have_count(700)
