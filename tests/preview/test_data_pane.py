"""Data: every value of a case can be tried, taken away, given back and saved."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.page import ORDER_CASE, picker, shows
from tests.support.preview_server import (
    RunningPreview,
    serve_preview,
    small_project,
    template,
    write,
)

pytestmark = pytest.mark.browser

STANDARD = "fixtures/message_data/order_shipped/standard.json"
ORDER_ID = "trigger.order_id"


def field(page: Page, path: str) -> Locator:
    return page.locator("#side").get_by_label(path, exact=True)


def saved(running: RunningPreview, file: str = STANDARD) -> dict[str, object]:
    content: dict[str, object] = json.loads((running.root / file).read_text(encoding="utf-8"))
    return content


def toast(page: Page, text: str) -> Locator:
    return page.locator(".toast").filter(has_text=text)


def test_values_are_grouped_by_where_they_come_from(running: RunningPreview, page: Page) -> None:
    running.save(STANDARD, {"url": "u"})
    page.goto(running.url + ORDER_CASE)
    groups = page.locator(".data-group h3")
    expect(groups).to_have_text(["Missing 1", "Message data", "Profile"])
    expect(field(page, ORDER_ID)).to_have_attribute("placeholder", "absent")


def test_a_value_renders_as_it_is_typed_and_enter_leaves_the_field(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + ORDER_CASE)
    field(page, ORDER_ID).fill("A-1")
    shows(page, "Order A-1")
    expect(field(page, ORDER_ID)).to_be_focused()
    field(page, ORDER_ID).press("Enter")
    expect(field(page, ORDER_ID)).not_to_be_focused()
    assert "set=trigger.order_id%3DA-1" in page.url
    page.reload()
    shows(page, "Order A-1")
    expect(field(page, ORDER_ID)).to_have_value("A-1")


def test_escape_takes_back_what_was_typed_and_leaves_the_field(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + ORDER_CASE)
    field(page, ORDER_ID).fill("first")
    field(page, ORDER_ID).press("Enter")
    shows(page, "Order first")
    field(page, ORDER_ID).fill("second")
    shows(page, "Order second")
    field(page, ORDER_ID).press("Escape")
    expect(field(page, ORDER_ID)).not_to_be_focused()
    shows(page, "Order first")
    expect(field(page, ORDER_ID)).to_have_value("first")


def test_a_text_that_looks_like_json_stays_a_text(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    field(page, ORDER_ID).fill("007")
    shows(page, "Order 007")
    field(page, ORDER_ID).fill("12")
    shows(page, "Order 12")
    page.get_by_role("button", name="Save to fixture").click()
    expect(toast(page, f"Saved {STANDARD}")).to_be_visible()
    assert saved(running)["order_id"] == "12"


def test_a_value_is_taken_away_typed_again_and_given_back(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + ORDER_CASE)
    page.get_by_role("button", name=f"Remove {ORDER_ID}").click()
    expect(page.locator(".failure h2")).to_contain_text(ORDER_ID)
    assert "unset=trigger.order_id" in page.url
    page.reload()
    expect(page.locator(".failure")).to_be_visible()
    field(page, ORDER_ID).press_sequentially("back")  # the row changes its group meanwhile
    shows(page, "Order back")
    expect(field(page, ORDER_ID)).to_be_focused()
    page.get_by_role("button", name=f"Reset {ORDER_ID}").click()
    shows(page, "Order ORD-5678")
    assert "set=" not in page.url


def test_values_are_saved_into_their_fixture_and_taken_back(
    running: RunningPreview, page: Page
) -> None:
    text = '{ "url": "u",\n\n  "order_id":   "ORD-1" }\n'
    running.save(STANDARD, text)
    page.goto(running.url + ORDER_CASE)
    field(page, ORDER_ID).fill("ORD-2")
    page.get_by_role("button", name="Save to fixture").click()
    done = toast(page, f"Saved {STANDARD}")
    expect(done).to_be_visible()
    file = running.root / STANDARD
    assert file.read_text() == text.replace("ORD-1", "ORD-2")
    shows(page, "Order ORD-2")
    expect(page.locator(".variable-changed")).to_have_count(0)
    done.get_by_role("button", name="Undo").click()
    expect(toast(page, "Took back")).to_be_visible()
    assert file.read_text() == text
    expect(field(page, ORDER_ID)).to_have_value("ORD-2")  # it is only no longer saved


def test_values_are_saved_as_a_new_fixture_which_is_then_on_screen(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + ORDER_CASE)
    field(page, ORDER_ID).fill("ORD-3")
    page.get_by_role("button", name="Save as…").click()
    name = page.get_by_label("Name", exact=True)
    name.fill("no/such name")
    name.press("Enter")
    expect(page.locator(".name-popover")).to_contain_text("cannot be the name of a fixture")
    name.fill("resend")
    name.press("Enter")
    expect(page.locator(".name-popover")).to_contain_text("There is one of that name")
    name.fill("late")
    name.press("Enter")
    expect(picker(page, "Data")).to_contain_text("late")
    shows(page, "Order ORD-3")
    assert saved(running, "fixtures/message_data/order_shipped/late.json")["order_id"] == "ORD-3"
    assert saved(running)["order_id"] == "ORD-5678"


def test_a_new_case_is_made_of_the_one_on_screen(running: RunningPreview, page: Page) -> None:
    page.goto(running.url + ORDER_CASE)
    page.get_by_role("button", name="New case").click()
    page.get_by_role("radio", name="Profile").check()
    page.get_by_label("Name", exact=True).fill("augusta")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("p=augusta"))
    assert saved(running, "fixtures/profiles/augusta.json")["first_name"] == "Ada"


def test_a_fixture_that_is_gone_is_said_and_the_values_stay(
    running: RunningPreview, page: Page
) -> None:
    page.goto(running.url + ORDER_CASE)
    field(page, ORDER_ID).fill("mine")
    shows(page, "Order mine")
    (running.root / STANDARD).unlink()
    expect(picker(page, "Data")).to_contain_text("resend")
    expect(field(page, ORDER_ID)).to_have_value("mine")


def typed_project(root: Path, data: object, properties: str) -> Path:
    small_project(root)
    write(root / "templates/typed.json", template(properties))
    write(root / "fixtures/message_data/typed/standard.json", data)
    return root


TYPED = "/?t=typed&p=ada&d=standard"


def test_each_type_has_its_control(tmp_path: Path, page: Page) -> None:
    data = {"count": 3, "late": False, "at": 1_768_552_200, "tags": ["a", "b"]}
    properties = (
        '{"title": "{{ trigger.count }} {% if trigger.late %}late{% else %}due{% endif %} '
        "{{ trigger.at | date: '%H:%M' }} {{ trigger.tags | join: '+' }}\"}"
    )
    with serve_preview(typed_project(tmp_path, data, properties)) as running:
        page.goto(running.url + TYPED)
        shows(page, "3 due 08:30 a+b")
        field(page, "trigger.count").fill("four")
        expect(page.locator(".value-wrong")).to_have_text("Not a number")
        shows(page, "3 due")
        field(page, "trigger.count").fill("4.5")
        shows(page, "4.5 due")
        page.get_by_role("switch", name="trigger.late").click()
        shows(page, "4.5 late")
        field(page, "trigger.at").fill("2026-01-16T09:45:00")
        shows(page, "4.5 late 09:45")
        page.get_by_role("button", name="Edit trigger.tags").click()
        editor = page.get_by_label("trigger.tags as JSON")
        expect(editor).to_be_focused()
        editor.fill('["c",\n "d"')
        expect(page.locator(".json-field .value-wrong")).to_contain_text("Line 2, column 5")
        shows(page, "a+b")
        editor.fill('["c", "d"]')
        shows(page, "c+d")
        editor.press("Escape")
        shows(page, "a+b")
        expect(page.get_by_role("button", name="Edit trigger.tags")).to_be_focused()


def test_long_integers_stay_exact_when_what_holds_them_is_edited(
    tmp_path: Path, page: Page
) -> None:
    data = {"order": {"id": 9007199254740993, "count": 1}}
    properties = '{"title": "{{ trigger.order | size }}"}'
    with serve_preview(typed_project(tmp_path, data, properties)) as running:
        page.goto(running.url + TYPED)
        page.get_by_role("button", name="Edit trigger.order").click()
        editor = page.get_by_label("trigger.order as JSON")
        expect(editor).to_have_value(json.dumps(data["order"], indent=2))
        editor.fill(editor.input_value().replace('"count": 1', '"count": 2'))
        page.get_by_role("button", name="Done").click()
        page.get_by_role("button", name="Save to fixture").click()
        expect(toast(page, "Saved")).to_be_visible()
        (file,) = (tmp_path / "fixtures/message_data/typed").glob("*.json")
        assert json.loads(file.read_text())["order"] == {"id": 9007199254740993, "count": 2}


def test_large_values_stay_usable(tmp_path: Path, page: Page) -> None:
    items: list[object] = [{"name": f"item {number}"} for number in range(5000)]
    deep: object = "bottom"
    for _ in range(30):
        deep = {"in": deep}
    data = {"text": "x" * 1_000_000, "items": items, "deep": deep}
    properties = (
        '{"title": "{{ trigger.text | size }} '
        "{% for item in trigger.items %}{% if item.name == 'item 4999' %}found{% endif %}{% endfor %}\", "
        '"body": {{ trigger.deep | json }} }'
    )
    with serve_preview(typed_project(tmp_path, data, properties)) as running:
        page.goto(running.url + TYPED)
        shows(page, "1000000 found")
        rows = page.locator("#side .variable")
        assert rows.count() < 20
        pane = page.locator(".inspector-pane")
        assert pane.evaluate("(one) => one.scrollWidth <= one.clientWidth")  # no line widens it
        page.get_by_role("button", name="Edit trigger.text").click()
        whole = page.get_by_label("trigger.text as text")
        expect(whole).to_be_visible()
        assert len(whole.input_value()) == 1_000_000
        whole.fill("y" * 1_200_000)
        page.get_by_role("button", name="Done").click()
        shows(page, "1200000 found")
        assert len(page.url) < 10_000
        page.get_by_role("button", name="Edit trigger.deep").click()
        expect(page.get_by_label("trigger.deep as JSON")).to_have_value(json.dumps(deep, indent=2))
