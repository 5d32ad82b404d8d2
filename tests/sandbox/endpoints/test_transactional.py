"""Templates as the App API lists them."""

import pytest

from tests.support.sandbox_server import RunningSandbox


def test_templates_are_listed_by_number(sandbox: RunningSandbox) -> None:
    messages = sandbox.ask("GET", "/v1/transactional").json()["messages"]
    assert [(one["id"], one["name"]) for one in messages] == [(1, "Order shipped"), (44, "welcome")]
    one = sandbox.ask("GET", "/v1/transactional/44").json()["message"]
    assert one == messages[1]


@pytest.mark.parametrize("wanted", ["2", "order_shipped", "-1", "9" * 30, "%F0%9F%A6%86"])
@pytest.mark.parametrize("rest", ["", "/contents", "/messages", "/metrics", "/metrics/links"])
def test_only_a_known_number_names_a_template(
    sandbox: RunningSandbox, wanted: str, rest: str
) -> None:
    assert sandbox.ask("GET", f"/v1/transactional/{wanted}{rest}").status == 404


def test_contents_are_the_languages(sandbox: RunningSandbox) -> None:
    contents = sandbox.ask("GET", "/v1/transactional/44/contents").json()["contents"]
    assert [one["language"] for one in contents] == ["", "fr"]
    assert contents[1]["body"] == '{"title": "Bienvenue"}'
    number = contents[1]["id"]
    one = sandbox.ask("GET", f"/v1/transactional/44/contents/{number}").json()
    assert one == {"content": contents[1]}
    foreign = sandbox.ask("GET", f"/v1/transactional/1/contents/{number}")
    assert (foreign.status, list(foreign.json())) == (400, ["meta"])


@pytest.mark.parametrize(("language", "status"), [("fr", 200), ("FR", 200), ("de", 400)])
def test_one_language(sandbox: RunningSandbox, language: str, status: int) -> None:
    assert sandbox.ask("GET", f"/v1/transactional/44/language/{language}").status == status


@pytest.mark.parametrize("path", ["content/44000", "language/fr"])
def test_content_cannot_be_written(sandbox: RunningSandbox, path: str) -> None:
    answer = sandbox.ask("PUT", f"/v1/transactional/44/{path}", {"body": "x"})
    assert answer.status == 400
    assert "cannot be changed" in answer.json()["meta"]["error"]


def test_deliveries_of_one_template(sandbox: RunningSandbox) -> None:
    sandbox.delivered()
    sandbox.delivered({})
    assert len(sandbox.ask("GET", "/v1/transactional/1/messages").json()["messages"]) == 2
    failed = sandbox.ask("GET", "/v1/transactional/1/messages?state=failed").json()["messages"]
    assert len(failed) == 1
    assert sandbox.ask("GET", "/v1/transactional/44/messages").json()["messages"] == []


def test_metrics_count_by_period(sandbox: RunningSandbox) -> None:
    sandbox.delivered()
    sandbox.delivered({})
    answer = sandbox.ask("GET", "/v1/transactional/1/metrics?period=hours&steps=3")
    series = answer.json()["metric"]["series"]
    assert series["sent"] == [0, 0, 1]
    assert series["failed"] == [0, 0, 1]
    assert series["opened"] == [0, 0, 0]
    assert sandbox.ask("GET", "/v1/transactional/1/metrics?period=years").status == 400
    assert sandbox.ask("GET", "/v1/transactional/1/metrics/links").json() == {"links": []}
