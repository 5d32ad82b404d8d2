"""Posted message data against what its template asks for, inferred or kept in a file."""

from pathlib import Path

import pytest
from inbox_toolkit.contract.message_data import check_message_data
from inbox_toolkit.sandbox.catalog import Catalog, catalog_of
from inbox_toolkit.sandbox.message_data_checks import RULE
from inbox_toolkit.sandbox.models import Finding
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import write_project
from tests.support.sandbox_server import RunningSandbox


def findings(catalog: Catalog, data: object) -> list[str]:
    known = catalog.find("order_shipped")
    assert known is not None
    found = catalog.message_data_checks.findings(known.base, data)
    assert all((one.rule, one.severity) == (RULE, "warning") for one in found)
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"order_id": "7"}, []),
        ({"order_id": 7, "more": 1}, []),
        ({}, ["the message data lacks the key `order_id`"]),
        ({"order_id": {}}, ["`order_id` is an object"]),
    ],
)
def test_what_the_template_asks_for(folder: Path, data: object, expected: list[str]) -> None:
    assert findings(catalog_of(open_workspace(folder)), data) == expected


def test_each_lacking_key_is_said_once(folder: Path) -> None:
    body = '{"a": "{{ trigger.x }}", "b": "{{ trigger.y }}"}'
    (folder / "templates/order_shipped.json.liquid").write_text(f'{{"properties": {body}}}')
    assert findings(catalog_of(open_workspace(folder)), {}) == [
        "the message data lacks the key `x`",
        "the message data lacks the key `y`",
    ]


def test_what_is_known_to_have_no_value_is_not_said_again(folder: Path) -> None:
    body = '{"a": "{{ trigger.x.y }}{% for i in trigger.z %}{{ i.n }}{% endfor %}", "b": "{{ trigger.w }}"}'
    (folder / "templates/order_shipped.json.liquid").write_text(f'{{"properties": {body}}}')
    catalog = catalog_of(open_workspace(folder))
    known = catalog.find("order_shipped")
    assert known is not None
    data = {"x": {}, "z": [{"n": 1}, {}]}
    said = catalog.message_data_checks.findings(
        known.base, data, reported={"trigger.x.y", "trigger.z[1].n"}
    )
    assert [one.message for one in said] == ["the message data lacks the key `w`"]
    assert len(catalog.message_data_checks.findings(known.base, data)) == 3


def test_a_fixture_says_more(folder: Path) -> None:
    write_project(folder, {"fixtures/message_data/order_shipped/standard.json": {"order_id": "7"}})
    assert findings(catalog_of(open_workspace(folder)), {"order_id": 7}) == ["`order_id` is 7"]


@pytest.mark.parametrize("data", [{}, {"order_id": {}}, {"order_id": "7"}])
def test_a_backend_that_asks_beforehand_hears_the_same(
    folder: Path, data: dict[str, object]
) -> None:
    asked = check_message_data("order_shipped", data, project=folder)
    assert findings(catalog_of(open_workspace(folder)), data) == [one.message for one in asked]


@pytest.mark.parametrize("text", ["{", '{"$ref": "https://example.com/x.json"}', '{"type": 7}'])
def test_a_kept_contract_that_is_none_is_said(folder: Path, text: str) -> None:
    from inbox_toolkit.contract.merge import contract_name

    known = catalog_of(open_workspace(folder)).find("order_shipped")
    assert known is not None
    write_project(folder, {contract_name(known.base): text})
    (said,) = findings(catalog_of(open_workspace(folder)), {"order_id": "7"})
    assert contract_name(known.base) in said


def test_it_is_kept_beside_the_delivery(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered({"order_id": {"a": 1}})
    assert isinstance(one.findings[-1], Finding)
    assert one.findings[-1].rule == RULE
    assert not one.is_clean
