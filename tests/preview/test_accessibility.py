"""Nobody is shut out: axe-core finds nothing, in any view, wide or narrow, light or dark."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.previewing import Running

SPEC = find_spec("axe_playwright_python")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(SPEC is None, reason="needs axe-core (the dev group brings it)"),
]

SCREENS = (
    "view=inbox&side=variables&set=trigger.order_id=3",
    "view=matrix&side=source",
    "view=diff&vs=grace/standard&side=json",
    "view=own",
)


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(running: Running, browser: Browser, width: int, scheme: str) -> None:
    assert SPEC is not None
    assert SPEC.origin is not None
    axe = (Path(SPEC.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # for axe itself
    )
    page = context.new_page()
    running.save("fixtures/message_data/order_shipped/bad.json", {"url": "u"})
    for screen in (*SCREENS, "d=bad"):
        page.goto(f"{running.url}/?t=order_shipped&p=ada&{screen}")
        page.wait_for_selector("#problems li, #problems p")
        page.evaluate(axe)
        found = page.evaluate("axe.run()")["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        wider = "document.documentElement.scrollWidth > innerWidth"
        assert not page.evaluate(wider), f"{screen} scrolls sideways at {width}"
    context.close()
