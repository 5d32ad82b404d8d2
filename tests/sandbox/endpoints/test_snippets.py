"""Snippets: the project's and the API's, and what is refused with a pointer."""

import pytest

from tests.support.sandbox_server import RunningSandbox


def test_a_snippet_is_added_changed_and_deleted(sandbox: RunningSandbox) -> None:
    made = sandbox.ask("POST", "/v1/snippets", {"name": " greeting ", "value": "Hello"})
    assert (made.status, made.json()["snippet"]["name"]) == (200, "greeting")
    changed = sandbox.ask("PUT", "/v1/snippets", {"name": "greeting", "value": "Hi"})
    assert changed.json()["snippet"]["value"] == "Hi"
    names = [one["name"] for one in sandbox.ask("GET", "/v1/snippets").json()["snippets"]]
    assert names == ["footer", "greeting"]
    assert sandbox.ask("DELETE", "/v1/snippets/greeting").status == 204
    assert sandbox.ask("DELETE", "/v1/snippets/greeting").status == 404


def test_a_snippet_of_the_project_stays(sandbox: RunningSandbox) -> None:
    assert sandbox.ask("DELETE", "/v1/snippets/footer").status == 400


def test_messages_are_rendered_with_it(sandbox: RunningSandbox, folder: object) -> None:
    sandbox.ask("PUT", "/v1/snippets", {"name": "footer", "value": "Yours, {{ customer.id }}"})
    from pathlib import Path

    template = Path(str(folder)) / "templates/signed.json"
    template.write_text('{"properties": {"body": "{{ snippets.footer }}"}}')
    one = sandbox.delivered(transactional_message_id="signed")
    assert one.payload == {"body": "Yours, user_123"}


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({"name": "", "value": "x"}, "/name", "name cannot be blank"),
        ({"name": "n" * 151, "value": "x"}, "/name", "name cannot exceed 150 characters"),
        ({"name": "n", "value": " "}, "/value", "value cannot be blank"),
        ({"name": "n", "value": "v" * 16_001}, "/value", "value cannot exceed 16000 characters"),
        ({"name": "footer", "value": "v"}, "/name", "A snippet with that name already exists"),
        (
            {"name": "n", "value": "{{ snippets.footer }}"},
            "/value",
            "Snippets cannot contain Liquid code referencing other snippets.",
        ),
    ],
)
def test_what_is_refused(sandbox: RunningSandbox, body: object, pointer: str, detail: str) -> None:
    answer = sandbox.ask("POST", "/v1/snippets", body)
    assert answer.status == 422
    assert answer.json()["errors"] == [
        {"detail": detail, "status": "422", "source": {"pointer": pointer}}
    ]
