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
from tests.support.page import picker
from tests.support.preview_server import serve_preview, template, write
from tests.support.rendered_projects import COMPONENT, pictured_project

SPEC = find_spec("axe_playwright_python")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(SPEC is None, reason="needs axe-core (the dev group brings it)"),
]

ORDER = "t=order_shipped&p=ada"
SCREENS = (
    f"{ORDER}&d=standard&set=trigger.order_id=3&unset=trigger.url",
    f"{ORDER}&d=bad",
    f"{ORDER}&d=bad&view=cases&side=source",
    f"{ORDER}&view=cases&all=1&failing=1",
    f"{ORDER}&view=changes&vs=case:grace/standard&side=json",
    f"{ORDER}&view=component&d=standard",
    "t=visual&p=ada",
    "t=welcome&p=ada&view=visual&l=fr&show=failing",
)
DIALOGS = {"?": "keys", "Control+k": "search", "s": "send"}


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
    lines = [{"id": number, "name": "Widget"} for number in range(3)]
    write(root / "templates/lines.json", template('{"title": {{ trigger.lines | size }}}'))
    write(root / "fixtures/message_data/lines/three.json", {"lines": lines})
    return root


def check(page: Page, axe: str, screen: str) -> None:
    page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
    page.evaluate(axe)
    for frame in page.frames[1:]:
        frame.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], screen
    wider = "document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(wider), f"{screen} scrolls sideways"


def wait_until_drawn(page: Page) -> None:
    drawn = ".failure, .inbox-panel, .frame-view, .frame-note, .outcome, .cases-none, .changes"
    expect(page.locator(drawn).first).to_be_visible()
    for frame in page.locator("iframe").all():
        expect(frame).to_have_attribute("style", re.compile("height"))


def edit_json(page: Page) -> None:
    """Open the editor of a list in Data, which is a sheet on a phone."""
    if page.locator(".phone-bar").is_visible():
        page.locator(".phone-bar").get_by_role("button", name="Data").click()
    page.get_by_role("button", name="Edit trigger.lines").click()
    expect(page.locator(".json-field")).to_be_visible()


@contextmanager
def opened(browser: Browser, width: int, scheme: str) -> Iterator[Page]:
    with context_of(browser, width=width, dark=scheme == "dark", bypass_csp=True) as context:
        yield context.new_page()  # bypass_csp is for axe itself


@pytest.mark.parametrize(("width", "scheme"), MODES)
def test_axe_finds_nothing(
    project: Path, browser: Browser, axe: str, width: int, scheme: str
) -> None:
    with opened(browser, width, scheme) as page:
        with serve_preview(project) as running:
            for screen in SCREENS:
                page.goto(f"{running.url}/?{screen}")
                wait_until_drawn(page)
                check(page, axe, screen)
            page.goto(f"{running.url}/?{SCREENS[1]}")
            wait_until_drawn(page)
            for key, name in DIALOGS.items():
                page.keyboard.press(key)
                expect(page.get_by_role("dialog")).to_be_visible()
                check(page, axe, name)
                page.keyboard.press("Escape")
            picker(page, "Data").click()
            check(page, axe, "picker")
            page.keyboard.press("Escape")
            page.get_by_role("button", name="More").click()
            check(page, axe, "menu")
            page.keyboard.press("Escape")
            page.keyboard.press("p")
            expect(page.locator("#problems")).to_contain_text("trigger.order_id")
            check(page, axe, "problems")
            page.keyboard.press("Escape")
            page.goto(f"{running.url}/?t=lines&p=ada")
            wait_until_drawn(page)
            edit_json(page)
            check(page, axe, "JSON editor")
            page.get_by_label("trigger.lines as JSON").fill('[{"id": }]')
            expect(page.locator(".json-field .value-wrong")).to_be_visible()
            check(page, axe, "JSON editor with a mistake")
        expect(page.locator(".banner")).to_be_visible()
        check(page, axe, "disconnected")


def test_axe_finds_nothing_in_an_empty_project(tmp_path: Path, browser: Browser, axe: str) -> None:
    write(tmp_path / "inbox.toml", "")
    with serve_preview(tmp_path) as running, opened(browser, 1440, "light") as page:
        page.goto(running.url)
        expect(page.locator(".empty-project")).to_be_visible()
        check(page, axe, "empty")


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_written_pages(
    project: Path, tmp_path: Path, browser: Browser, axe: str, scheme: str
) -> None:
    state = ProjectState(project)
    state.validate_pending()
    write_site(state, tmp_path / "site")
    with opened(browser, 1280, scheme) as page:
        for screen in (
            "index.html",
            "order_shipped.html?view=component&side=source",
            "visual.html?view=visual",
        ):
            page.goto((tmp_path / "site").as_uri() + "/" + screen)
            page.wait_for_selector("#view > *")
            check(page, axe, screen)
