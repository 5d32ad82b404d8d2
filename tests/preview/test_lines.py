"""The page's own comparison of lines, run where it runs: in a browser."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.preview_server import RunningPreview

pytestmark = pytest.mark.browser

COMPARE = "([then, now]) => import('/assets/lines.js').then((each) => each.compareLines(then, now))"


def compared(page: Page, then: str, now: str) -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = page.evaluate(COMPARE, [then, now])
    return [(one["kind"], one["text"]) for one in found]


def test_lines_are_marked_and_both_sides_come_back(running: RunningPreview, page: Page) -> None:
    page.goto(running.url)
    assert compared(page, "a\nb\nc\nd", "a\nx\nc\nd\ne") == [
        ("same", "a"),
        ("removed", "b"),
        ("added", "x"),
        ("same", "c"),
        ("same", "d"),
        ("added", "e"),
    ]
    assert compared(page, "a", "a") == [("same", "a")]
    assert compared(page, "a\na", "a") == [("same", "a"), ("removed", "a")]
    chance = random.Random(1)
    for _ in range(60):
        then, now = ("\n".join(chance.choices("abc", k=chance.randint(1, 12))) for _ in "12")
        found = compared(page, then, now)
        assert "\n".join(text for kind, text in found if kind != "added") == then
        assert "\n".join(text for kind, text in found if kind != "removed") == now
    found = compared(page, "\n".join("a" * 2500), "\n".join("b" * 2500))
    assert [kind for kind, _ in found] == ["removed"] * 2500 + ["added"] * 2500
