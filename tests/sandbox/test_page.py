"""The page's data, its fence, and the page itself in a real browser."""

import http.client
from urllib.parse import urlsplit

import pytest

from tests.support.browser import chromium, page_of
from tests.support.sandboxing import Played


def test_the_page_is_fenced_in(sandbox: Played) -> None:
    for path in ("/", "/assets/sandbox.js", "/sandbox/overview"):
        answer = sandbox.ask("GET", path, headers={})
        assert answer.status == 200, path
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert sandbox.ask("GET", "/assets/none.js").status == 404


def test_other_sites_may_not_ask_for_its_data(sandbox: Played) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert sandbox.ask("GET", "/sandbox/deliveries", headers=foreign).status == 403


def test_deliveries_with_request_render_and_findings(sandbox: Played) -> None:
    good, bad = sandbox.delivered(), sandbox.delivered({})
    rows = sandbox.ask("GET", "/sandbox/deliveries").json()["deliveries"]
    assert [one["state"] for one in rows] == ["failed", "sent"]
    earlier = sandbox.ask("GET", f"/sandbox/deliveries?before={bad.number}").json()["deliveries"]
    assert [one["delivery_id"] for one in earlier] == [good.delivery_id]
    detail = sandbox.ask("GET", f"/sandbox/deliveries/{bad.delivery_id}").json()
    assert detail["request"]["message_data"] == {}
    assert detail["failure"] == "undefined variable: trigger.order_id"
    assert detail["findings"][0]["rule"] == "missing-value"
    assert sandbox.ask("GET", "/sandbox/deliveries/none").status == 404


def test_the_inbox_of_anyone(sandbox: Played) -> None:
    one = sandbox.delivered()
    people = sandbox.ask("GET", "/sandbox/overview").json()["people"]
    assert [each["label"] for each in people] == ["user_123", "user_9"]
    assert people[0]["name"] == "Ada"
    found = sandbox.ask("GET", f"/sandbox/inbox/{people[0]['cio_id']}").json()["messages"]
    assert [each["deliveryId"] for each in found] == [one.delivery_id]


def test_open_pages_hear_of_changes(sandbox: Played) -> None:
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    connection.request("GET", "/sandbox/events")
    stream = connection.getresponse()
    assert [stream.readline() for _ in range(5)][2] == b"event: changed\n"
    sandbox.send()
    assert stream.readline() == b"event: changed\n"
    connection.close()


@pytest.mark.browser
def test_the_page_shows_a_delivery_as_it_comes(sandbox: Played) -> None:
    with chromium() as browser, page_of(browser) as page:
        page.goto(sandbox.url)
        page.wait_for_selector("#empty:not([hidden])")
        sandbox.service.put_person(
            sandbox.delivered(identifiers={"id": "<img src=x onerror=alert(1)>"}).person
        )
        page.get_by_role("button", name="<img src=x onerror=alert(1)>").wait_for()
        sandbox.send({})
        page.get_by_text("✗ failed").click()
        page.get_by_text("error[missing-value]").first.wait_for()
        assert not {"null", "false"} & set(page.inner_text("#detail").splitlines())
        page.get_by_label("Inbox of").select_option(label="user_123 (Ada)")
        page.get_by_text("0 in the inbox").wait_for()
        sandbox.send()
        page.get_by_text("1 in the inbox, 1 unread").wait_for()
        page.get_by_text("Hi Ada").wait_for()
