"""The function that sends a template: type-checked, and run with the official client."""

import json
from pathlib import Path
from typing import Any

import pytest
from customerio import APIClient  # type: ignore[import-untyped]
from inbox_toolkit.codegen.codegen import PYTHON_STYLES, TypeGenerator
from inbox_toolkit.codegen.python import quoted
from inbox_toolkit.codegen.python_send_helper import python_send_helper
from inbox_toolkit.project.project import open_project
from inbox_toolkit.template.reader import read_templates

from tests.support.contracts import of_body
from tests.support.sandbox_server import order_project, serve_sandbox
from tests.support.typed import loaded, type_checked

SCHEMA: dict[str, Any] = {
    "properties": {
        "order_id": {"type": "string"},
        "note": {"type": ["string", "null"]},
        "lines": {"type": "array", "items": {"properties": {"n": {"type": "number"}}}},
    },
    "required": ["order_id"],
}

MADE = {
    "typeddict": '{"order_id": "7", "note": None, "lines": [{"n": 1}]}',
    "dataclass": "{data}(order_id='7', note=None, lines=[{data}LinesItem(n=1)])",
    "pydantic": "{data}(order_id='7', note=None, lines=[{data}LinesItem(n=1)])",
}

USE = """
from customerio import APIClient  # type: ignore[import-untyped]

def sent(client: APIClient) -> str:
    accepted = send_order_shipped(client, {{"id": "user_123"}}, {made}, queue_draft=False)
    return accepted["delivery_id"]
"""

WRONG = """
def wrong(client: InboxClient) -> None:
    send_order_shipped(client, {{"id": "a", "email": "b"}}, {made})
    send_order_shipped(client, {{"phone": "a"}}, {made})
    send_order_shipped(client, {{"id": "a"}}, "text")
    send_order_shipped(client, {{"id": "a"}}, {made}, send_at="now")
"""


def module_of(folder: Path, style: str) -> str:
    project = open_project(order_project(folder / "shop"))
    templates = read_templates(project.template_files, project.config)
    template = next(one for one in templates if one.name == "order_shipped")
    return TypeGenerator("python", style, with_send=True).text(SCHEMA, template)


def made(style: str) -> str:
    return MADE[style].replace("{data}", "OrderShippedData")


@pytest.mark.parametrize("style", PYTHON_STYLES)
def test_it_type_checks(style: str, tmp_path: Path) -> None:
    text = module_of(tmp_path, style)
    file = tmp_path / "order.py"
    file.write_text(text + USE.format(made=made(style)))
    checked = type_checked(file)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    file.write_text(text + WRONG.format(made=made(style)))
    lines = {line.split(":")[1] for line in type_checked(file).stdout.splitlines()}
    first = text.count("\n") + 3
    assert {str(first + n) for n in range(4)} <= lines


@pytest.mark.peer
@pytest.mark.parametrize("style", PYTHON_STYLES)
def test_the_official_client_delivers(style: str, tmp_path: Path) -> None:
    file = tmp_path / f"sending_{style}.py"
    file.write_text(module_of(tmp_path, style) + USE.format(made=made(style)))
    with serve_sandbox(tmp_path / "shop") as sandbox:
        delivery_id = loaded(file).sent(APIClient("key", url=sandbox.url))
        delivery = sandbox.outbox.assert_delivered("order_shipped", to="user_123")
    assert delivery.delivery_id == delivery_id
    request = delivery.request
    assert request["message_data"] == {"order_id": "7", "note": None, "lines": [{"n": 1}]}
    assert request["transactional_message_id"] == "Order_Shipped"
    assert request["queue_draft"] is False
    assert "language" not in request


def test_names_are_written_harmlessly() -> None:
    one = of_body("{}")
    code = python_send_helper(one, "TData", is_plain=True)
    assert f'"transactional_message_id": {quoted(one.envelope.transactional_message_id)},' in code.blocks[1]  # fmt: skip
    assert json.dumps("message_data") + ": message_data," in code.blocks[1]
