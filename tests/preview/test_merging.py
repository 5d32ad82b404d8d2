"""Cases that look alike are one card of a written page, and no case is lost by it."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.preview_server import RunningPreview

pytestmark = pytest.mark.browser


def test_no_case_is_lost_or_drawn_twice(running: RunningPreview, page: Page) -> None:
    page.goto(running.url)
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
