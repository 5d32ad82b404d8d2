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


def written(root: Path) -> Path:
    state = ProjectState(root)
    state.validate_pending()
    write_site(state, root / "site")
    return root / "site"


@pytest.mark.browser
def test_a_page_opens_from_a_file(tmp_path: Path, page: Page) -> None:
    site = written(small_project(tmp_path))
    page.goto((site / "index.html").as_uri() + "?p=grace&d=standard")
    expect(page.locator(".row.this .card")).to_contain_text("Hi Grace")
    page.keyboard.press("m")
    expect(page.locator(".cell")).to_have_count(4)
    page.keyboard.press("j")
    page.wait_for_url("**/welcome.html*")
    expect(page.locator(".row.this .card, .cell").first).to_contain_text("Welcome")
    page.keyboard.press("1")
    page.get_by_label("Language").select_option("fr")
    expect(page.locator(".row.this .card")).to_contain_text("Bienvenue")
    expect(page.locator("[data-do=send], [data-do=edit]")).to_have_count(0)
    page.keyboard.press("2")
    expect(page.locator("#message")).to_contain_text("[visual] templates =")


@pytest.mark.browser
def test_a_written_page_compares_cases(tmp_path: Path, page: Page) -> None:
    root = small_project(tmp_path)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    write(root / "templates/order_shipped.json", ORDER.replace("Order", "Parcel"))
    site = written(root)
    page.goto((site / "order_shipped.html").as_uri() + "?p=ada&d=standard&view=diff")
    expect(page.locator(".diff .removed code")).to_have_text('  "body": "Order ORD-5678",')
    expect(page.locator(".diff .added code")).to_have_text('  "body": "Parcel ORD-5678",')
    expect(page.get_by_label("Against").locator("option").first).to_have_text("the last commit")
    page.get_by_label("Against").select_option("grace/standard")
    expect(page.locator(".diff .removed code")).to_have_text('  "title": "Hi Grace",')
    page.get_by_label("Profile").select_option("grace")
    expect(page.locator(".diff")).to_contain_text("No difference.")


@pytest.mark.browser
def test_the_projects_own_component_draws_in_a_file(tmp_path: Path, page: Page) -> None:
    site = written(own_project(tmp_path))
    page.goto((site / "order_shipped.html").as_uri() + "?p=ada&d=standard&view=own")
    frame = page.frame_locator("iframe[data-frame=own]")
    expect(frame.locator("button")).to_have_text("★ Hi Ada")
    expect(frame.locator("pre")).to_have_text(
        f"{KEYS} true 2026-01-15T08:58:00.000Z orders notification fenced"
    )
    frame.locator("button").click()
    expect(page.locator(".told")).to_contain_text("markOpened()")


@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
@pytest.mark.browser
def test_the_vendors_renderer_draws_in_a_file(tmp_path: Path, page: Page) -> None:
    site = written(visual_project(tmp_path))
    page.goto((site / "visual.html").as_uri() + "?p=ada&view=visual")
    expect(page.locator("iframe[data-frame=visual]")).to_have_count(2)
    for mode, ground in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(22, 24, 28)")):
        frame = page.frame_locator(f"iframe[title='visual {mode}']")
        expect(frame.locator("h3")).to_have_text("Hi Ada")
        expect(frame.locator("h3")).to_have_css("color", "rgb(17, 34, 51)")
        expect(frame.locator("html")).to_have_css("background-color", ground)
    page.frame_locator("iframe").first.get_by_text("Go").click()
    expect(page.locator(".told")).to_contain_text("light: button cta")


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
    expect(page.locator(".row.this strong")).to_have_text(HOSTILE)
    assert page.locator("img").count() == 0


def test_a_page_is_whole_in_itself(tmp_path: Path) -> None:
    text = (written(small_project(tmp_path)) / "order_shipped.html").read_text(encoding="utf-8")
    head = re.sub(r"<script.*?</script>|<style>.*?</style>", "", text, flags=re.S)
    assert "src=" not in head
    assert "href=" not in head.replace('href="#message"', "")
    assert "default-src 'none'" in head
    assert "inbox-token" not in head
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
