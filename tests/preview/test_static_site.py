"""Pages written as files work from a file, hold everything, and let nothing in or out."""

import json
import re
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.static_site import page_names, write_site
from inbox_toolkit.web.message_frames import RENDERER
from inbox_toolkit.web.static import load_assets
from playwright.sync_api import Page, expect

from tests.support.preview_server import ORDER, small_project, template, write
from tests.support.rendered_projects import KEYS, own_project, visual_project
from tests.support.repositories import git

HOSTILE = "</script><img src=x onerror=alert(1)><!--"


def committed(root: Path) -> Path:
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    return root


def written(root: Path) -> Path:
    state = ProjectState(root)
    state.validate_pending()
    write_site(state, root / "site")
    return root / "site"


CARD = ".inbox-panel li.here"


@pytest.mark.browser
def test_a_page_opens_from_a_file(tmp_path: Path, page: Page) -> None:
    site = written(small_project(tmp_path))
    page.goto((site / "order_shipped.html").as_uri() + "?p=grace&d=standard")
    expect(page.locator(CARD)).to_contain_text("Hi Grace")
    page.get_by_role("tab", name="All cases").click()
    page.keyboard.press("j")
    page.wait_for_url("**/welcome.html*")
    page.get_by_role("tab", name="Inbox").click()
    expect(page.locator(CARD)).to_contain_text("Welcome")
    page.get_by_role("link", name="French").click()
    expect(page.locator(CARD)).to_contain_text("Bienvenue")
    expect(page.get_by_role("button", name="Send test")).to_have_count(0)
    expect(page.get_by_role("button", name="Save to fixture")).to_have_count(0)
    expect(page.get_by_label("Values").locator("input:enabled, button:enabled")).to_have_count(0)


@pytest.mark.browser
def test_the_index_leads_to_every_template_and_says_what_changed(
    tmp_path: Path, page: Page
) -> None:
    root = committed(small_project(tmp_path))
    write(root / "templates/order_shipped.json", ORDER.replace("Order", "Parcel"))
    write(root / "templates/welcome.json", template('{"title": "{{ trigger.nothing }}"}'))
    page.goto((written(root) / "index.html").as_uri())
    rows = page.locator("#view tbody tr")
    expect(rows.nth(0)).to_contain_text("1 error")
    expect(rows.nth(0)).to_contain_text("2 of 4 fail")
    expect(rows.nth(1)).to_contain_text("4 of 4")
    expect(page.locator("#view header")).to_contain_text("1 changed since the last commit")
    rows.nth(1).get_by_role("link").click()
    expect(page.locator(CARD)).to_contain_text("Parcel ORD-9")
    page.get_by_role("link", name="All templates").click()
    expect(rows).to_have_count(2)


@pytest.mark.browser
def test_the_source_is_shown_without_the_editor(tmp_path: Path, page: Page) -> None:
    site = written(small_project(tmp_path))
    page.goto((site / "order_shipped.html").as_uri() + "?side=source")
    expect(page.get_by_label("Source of templates/order_shipped.json")).to_contain_text('"title"')
    assert len((site / "order_shipped.html").read_text(encoding="utf-8")) < 500_000


@pytest.mark.browser
def test_the_projects_own_component_draws_in_a_file(tmp_path: Path, page: Page) -> None:
    site = written(own_project(tmp_path))
    page.goto((site / "order_shipped.html").as_uri() + "?p=ada&d=standard&view=component")
    frame = page.frame_locator("iframe[data-frame=component]")
    expect(frame.locator("button")).to_have_text("★ Hi Ada")
    expect(frame.locator("pre")).to_have_text(
        f"{KEYS} true 2026-01-15T08:58:00.000Z orders notification fenced"
    )
    frame.locator("button").click()
    expect(page.locator(".frame-told")).to_contain_text("markOpened()")


@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
@pytest.mark.browser
def test_the_vendors_renderer_draws_in_a_file(tmp_path: Path, page: Page) -> None:
    site = written(visual_project(tmp_path))
    page.goto((site / "visual.html").as_uri() + "?p=ada&view=visual")
    frame = page.frame_locator("iframe[data-frame=visual]")
    for ground in ("rgb(255, 255, 255)", "rgb(22, 24, 28)"):
        expect(frame.locator("h3")).to_have_text("Hi Ada")
        expect(frame.locator("h3")).to_have_css("color", "rgb(17, 34, 51)")
        expect(frame.locator("html")).to_have_css("background-color", ground)
        page.get_by_role("button", name="Message on").click()


@pytest.mark.browser
def test_hostile_values_are_text_in_a_file_as_well(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    write(
        root / "templates/order_shipped.json",
        template('{"title": {{ customer.first_name | json }}}'),
    )
    write(root / "fixtures/profiles/ada.json", {"first_name": HOSTILE})
    site = written(root)
    page.goto((site / "order_shipped.html").as_uri() + "?p=ada&d=standard&side=source")
    expect(page.locator(CARD)).to_contain_text(HOSTILE)
    assert page.locator("img").count() == 0


def test_a_page_is_whole_in_itself(tmp_path: Path) -> None:
    text = (written(small_project(tmp_path)) / "order_shipped.html").read_text(encoding="utf-8")
    head = re.sub(r"<script.*?</script>|<style>.*?</style>", "", text, flags=re.S)
    assert "src=" not in head
    assert "href=" not in head.replace('href="#message"', "")
    assert "default-src 'none'" in head
    assert "inbox-token" not in head
    assert "font-display:optional" not in text  # its fonts are in it: there is nothing to wait for
    assert text.count("font-display:block") == 2
    found = re.search(r'id="inbox-data">(.*?)</script>', text, re.S)
    assert found is not None
    data = json.loads(found[1])
    assert data["template"] == "order_shipped"
    assert len(data["cases"]) == 4


def test_a_page_holds_the_findings_of_its_own_template_alone(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    for name in ("order_shipped", "welcome"):
        write(root / f"templates/{name}.json", template('{"title": "{{ trigger.nothing }}"}'))
    text = (written(root) / "welcome.html").read_text(encoding="utf-8")
    found = re.search(r'id="inbox-data">(.*?)</script>', text, re.S)
    assert found is not None
    rows = json.loads(found[1])["overview"]["templates"]
    assert [(row["name"], row["errors"], len(row["findings"])) for row in rows] == [
        ("order_shipped", 1, 0),
        ("welcome", 1, 1),
    ]


def test_names_become_files_that_differ(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    for name in ("news/a b", "news_a_b", "index"):
        write(root / f"templates/{name}.json", ORDER)
    names = page_names(ProjectState(root))
    assert len(set(names.values()) | {"index.html"}) == len(names) + 1
    assert names["order_shipped"] == "order_shipped.html"


def test_a_broken_template_has_a_page_too(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    write(root / "templates/order_shipped.json", "{")
    assert (written(root) / "order_shipped.html").is_file()


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    write(root / "site", "a file")
    with pytest.raises(ProjectError, match="cannot be written"):
        written(root)
