"""Nobody is shut out: axe-core finds nothing, in any view, wide or narrow, light or dark."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.static_site import write_site
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import MODES, context_of
from tests.support.preview_server import serve_preview, write
from tests.support.rendered_projects import COMPONENT, pictured_project

SPEC = find_spec("axe_playwright_python")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(SPEC is None, reason="needs axe-core (the dev group brings it)"),
]

SCREENS = (
    "t=order_shipped&p=ada&view=inbox&side=variables&set=trigger.order_id=3",
    "t=order_shipped&p=ada&view=matrix&side=source",
    "t=order_shipped&p=ada&view=diff&vs=grace/standard&side=json",
    "t=order_shipped&p=ada&view=own",
    "t=order_shipped&p=ada&view=json",
    "t=order_shipped&p=ada&d=bad",
    "t=visual&p=ada&view=visual",
    "t=welcome&p=ada&view=visual",
)
DIALOGS = {"?": "keys", "Control+k": "finder"}


@pytest.fixture(scope="module")
def axe() -> str:
    assert SPEC is not None
    assert SPEC.origin is not None
    return (Path(SPEC.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = pictured_project(tmp_path)
    write(root / "inbox/component.js", COMPONENT)
    with (root / "inbox.toml").open("a", encoding="utf-8") as file:
        file.write('[inbox]\ncomponent = "inbox/component.js"\n')
    write(root / "fixtures/message_data/order_shipped/bad.json", {"url": "u"})
    return root


def check(page: Page, axe: str, screen: str) -> None:
    page.wait_for_selector("#problems li, #problems p")
    for drawn in page.locator("iframe").all():
        expect(drawn).to_have_attribute("style", re.compile("height"))
    page.evaluate(axe)
    for frame in page.frames[1:]:
        frame.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], screen
    wider = "document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(wider), f"{screen} scrolls sideways"


@contextmanager
def opened(browser: Browser, width: int, scheme: str) -> Iterator[Page]:
    with context_of(browser, width=width, dark=scheme == "dark", bypass_csp=True) as context:
        yield context.new_page()  # bypass_csp is for axe itself


@pytest.mark.parametrize(("width", "scheme"), MODES)
def test_axe_finds_nothing(
    project: Path, browser: Browser, axe: str, width: int, scheme: str
) -> None:
    with serve_preview(project) as running, opened(browser, width, scheme) as page:
        for screen in SCREENS:
            page.goto(f"{running.url}/?{screen}")
            check(page, axe, screen)
        for key, name in DIALOGS.items():
            page.keyboard.press(key)
            expect(page.locator("dialog")).to_be_visible()
            check(page, axe, name)
            page.keyboard.press("Escape")


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_written_pages_and_empty_projects(
    project: Path, tmp_path: Path, browser: Browser, axe: str, scheme: str
) -> None:
    state = ProjectState(project)
    state.validate_pending()
    write_site(state, tmp_path / "site")
    with opened(browser, 1280, scheme) as page:
        for screen in ("order_shipped.html?view=own", "visual.html?view=visual"):
            page.goto((tmp_path / "site").as_uri() + "/" + screen)
            check(page, axe, screen)
        write(tmp_path / "empty/inbox.toml", "")
        with serve_preview(tmp_path / "empty") as running:
            page.goto(running.url)
            check(page, axe, "empty")
