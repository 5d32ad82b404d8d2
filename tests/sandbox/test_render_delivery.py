"""What a delivery becomes: a payload, or the service's words for why there is none."""

import json
from pathlib import Path

import pytest
from inbox_toolkit.sandbox.catalog import catalog_of
from inbox_toolkit.sandbox.models import Delivery, RenderResult
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.render_delivery import DAY, DeliveryContext, render_delivery
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import write_project

NOW = 1_768_467_600.0
ADA = Person("c1", {"id": "user_123", "first_name": 'A"da'})


def judged(folder: Path, body: str, data: object = None, **envelope: object) -> RenderResult:
    members = "".join(
        f"{json.dumps(key)}: {json.dumps(value)}, " for key, value in envelope.items()
    )
    write_project(
        folder,
        {"inbox.toml": "", "templates/t.json.liquid": f'{{{members}"properties": {body}}}'},
    )
    request = {} if data is None else {"message_data": data}
    delivery = Delivery(5, "x=", "t", 1, ADA, request, NOW)
    return render_delivery(
        delivery, ADA, DeliveryContext(catalog_of(open_workspace(folder))), now=NOW
    )


def test_a_payload(tmp_path: Path) -> None:
    verdict = judged(tmp_path, '{"a": {{ trigger.n }}}', {"n": 2}, topics=["x"], type="k")
    assert (verdict.number, verdict.failure, verdict.payload) == (5, None, {"a": 2})
    assert (verdict.topics, verdict.type, verdict.text) == (("x",), "k", '{"a": 2}')
    assert verdict.findings == ()


@pytest.mark.parametrize("data", [None, {}])
def test_a_missing_value(tmp_path: Path, data: object) -> None:
    verdict = judged(tmp_path, '{"a": "{{ trigger.n }}", "b": "{{ trigger.m }}"}', data)
    assert verdict.failure == "undefined variable: trigger.n"
    assert verdict.payload is None
    found = [(one.rule, one.line, one.column) for one in verdict.findings]
    assert found == [("missing-value", 1, 26), ("missing-value", 1, 50)]  # each cause once


def test_a_quote_in_a_name_breaks_the_json(tmp_path: Path) -> None:
    verdict = judged(tmp_path, '{"a": "{{ customer.first_name }}"}')
    assert (verdict.failure or "").startswith("the rendered message is not JSON: ")
    assert verdict.text == '{"a": "A"da"}'


def test_a_template_that_does_not_parse(tmp_path: Path) -> None:
    verdict = judged(tmp_path, '{"a": "{% if trigger.n %}"}')
    assert verdict.failure
    assert verdict.findings


def test_a_template_that_has_gone(tmp_path: Path) -> None:
    write_project(tmp_path, {"inbox.toml": ""})
    delivery = Delivery(5, "x=", "t", 1, ADA, {}, NOW)
    verdict = render_delivery(
        delivery, ADA, DeliveryContext(catalog_of(open_workspace(tmp_path))), now=NOW
    )
    assert verdict.failure == "the template t is no longer in the project"


@pytest.mark.parametrize(
    ("expiration", "expected"),
    [
        ({"type": "relative", "value": 2, "unit": "hours"}, NOW + 7200),
        ({"type": "absolute", "value": 1_800_000_000}, 1_800_000_000.0),
        (None, NOW + 30 * DAY),
    ],
)
def test_when_it_expires(tmp_path: Path, expiration: object, expected: float) -> None:
    envelope = {} if expiration is None else {"expiration": expiration}
    assert judged(tmp_path, '{"a": 1}', **envelope).expires_at == expected


def test_what_holds_of_the_template_whatever_is_sent_is_left_to_validate(tmp_path: Path) -> None:
    body = '{"a": "{% if trigger.n %}x{% else %}y{% endif %}"}'
    assert judged(tmp_path, body, {"n": 1}).findings == ()
