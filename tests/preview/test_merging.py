"""The matrix in a real Chromium: what looks alike is one card, and no case is lost by it."""

import random
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.preview import project_state
from playwright.sync_api import Page, expect

from tests.support.preview_server import (
    RunningPreview,
    serve_preview,
    small_project,
    template,
    write,
)

pytestmark = pytest.mark.browser

MATRIX = "/?t=order_shipped&p=ada&d=standard&view=matrix"
DATA = "fixtures/message_data/order_shipped"
FAILING = {"url": "u"}


def test_cases_alike_are_one_card(running: RunningPreview, page: Page) -> None:
    running.save(f"{DATA}/broken.json", FAILING)
    page.goto(running.url + MATRIX)
    expect(page.locator(".matrix .bar")).to_contain_text("6 cases, 5 different outcomes")
    merged = page.locator("td.merged")
    expect(merged).to_have_count(1)
    expect(merged).to_have_attribute("rowspan", "2")
    expect(merged.locator(".cell")).to_contain_text("×2")
    expect(merged.locator("li")).to_have_text(["grace × broken"])


def test_a_card_opens_its_first_case_and_lists_the_others(
    running: RunningPreview, page: Page
) -> None:
    running.save(f"{DATA}/broken.json", FAILING)
    page.goto(running.url + MATRIX)
    page.locator("td.merged .cell").click()
    expect(page.get_by_label("Profile")).to_have_value("ada")
    expect(page.get_by_label("Message data")).to_have_value("broken")
    page.keyboard.press("m")
    page.locator("td.merged .cell").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Profile")).to_have_value("grace")
    expect(page.get_by_label("Message data")).to_have_value("broken")
    expect(page.locator(".failure")).to_be_visible()


def test_an_open_list_stays_open_when_a_save_arrives(running: RunningPreview, page: Page) -> None:
    running.save(f"{DATA}/broken.json", FAILING)
    page.goto(running.url + MATRIX)
    page.locator("td.merged summary").click()
    expect(page.locator("td.merged li button")).to_be_visible()
    running.save("fixtures/profiles/zoe.json", {"first_name": "Zoe"})
    expect(page.locator("td.merged li")).to_have_text(["grace × broken", "zoe × broken"])
    expect(page.locator("td.merged li button").first).to_be_visible()


def test_profiles_alike_stand_together(running: RunningPreview, page: Page) -> None:
    running.save("fixtures/profiles/zoe.json", {"first_name": "Ada"})
    page.goto(running.url + MATRIX)
    expect(page.locator(".matrix tbody th")).to_have_text(["ada", "zoe", "grace"])
    expect(page.locator(".matrix tr.alike th")).to_have_text("zoe")


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
        page.goto(running.url + "/?t=slow&view=matrix")
        expect(page.locator(".matrix th[scope=col]")).to_have_text(["long", "short"])
        expect(page.locator(".matrix .slow")).to_contain_text(["slow: "])
        expect(page.locator(".matrix .bar")).to_contain_text("slow")


def test_all_templates_are_looked_at_at_once(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + MATRIX)
    expect(page.locator(".cell")).to_have_count(4)
    page.get_by_role("button", name="All templates").click()
    expect(page.locator(".matrix h2")).to_have_text(["order_shipped", "welcome", "welcome fr"])
    expect(page.locator(".cell")).to_have_count(8)
    expect(page.locator(".matrix .bar")).to_contain_text("8 cases, 8 different outcomes")
    assert "all=1" in page.url
    page.reload()
    expect(page.locator(".cell.here")).to_have_count(1)
    page.locator("section").nth(2).locator(".cell").nth(1).click()
    expect(page.locator(".row.this .card")).to_contain_text("Bienvenue Grace")
    expect(page.get_by_label("Language")).to_have_value("fr")


def test_what_fails_anywhere_is_seen_at_once_and_a_save_arrives(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + MATRIX + "&all=1&failing=1")
    expect(page.locator("#message")).to_contain_text("No case fails.")
    running.save("templates/welcome.json", template('{"title": "{{ trigger.name }}"}'))
    expect(page.locator(".matrix h2")).to_have_text(["welcome"])
    expect(page.locator(".cell")).to_contain_text("undefined variable: trigger.name")
    running.save("templates/welcome.json", template('{"title": "Hello"}'))
    expect(page.locator("#message")).to_contain_text("No case fails.")


def test_no_case_is_lost_or_drawn_twice(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + MATRIX)
    chance = random.Random(4)
    grids = [_grid(chance) for _ in range(300)]
    laid = page.evaluate(
        "(grids) => import('/assets/matrix.js').then(({ laid }) => grids.map(laid))", grids
    )
    for cells, found in zip(grids, laid, strict=True):
        taken = [[0] * len(found["columns"]) for _ in found["rows"]]
        shown = []
        for number, row in enumerate(found["rows"]):
            for piece in row["pieces"]:
                start = taken[number].index(0)  # where a browser puts the next cell of a row
                for down in range(piece["high"]):
                    for right in range(piece["wide"]):
                        taken[number + down][start + right] += 1
                assert len({each["outcome"] for each in piece["members"]}) <= 1
                assert len(piece["members"]) in (0, piece["high"] * piece["wide"])
                for each in piece["members"]:
                    rows = [one["profile"] for one in found["rows"]]
                    assert 0 <= rows.index(each["profile"]) - number < piece["high"]
                    assert 0 <= found["columns"].index(each["data"]) - start < piece["wide"]
                shown += piece["members"]
        assert all(times == 1 for row in taken for times in row)
        key = [(each["profile"], each["data"]) for each in shown]
        assert sorted(key) == sorted((each["profile"], each["data"]) for each in cells)


def _grid(chance: random.Random) -> list[dict[str, Any]]:
    """Cells of random outcomes, some filtered out as the failing filter does."""
    high, wide, outcomes = chance.randint(1, 6), chance.randint(1, 6), chance.randint(1, 4)
    return [
        {"profile": f"p{row}", "data": f"d{column}", "outcome": chance.randrange(outcomes)}
        for row in range(high)
        for column in range(wide)
        if chance.random() < 0.9
    ]
