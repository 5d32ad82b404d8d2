"""The function that sends a template: compiled, and run with the official Node client."""

import subprocess
from pathlib import Path

import pytest
from inbox_toolkit.codegen.codegen import TypeGenerator
from inbox_toolkit.codegen.typescript_send_helper import typescript_send_helper
from inbox_toolkit.contract.contract import effective_contract
from inbox_toolkit.project.project import open_project
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template

from tests.support.peers import SECONDS, surroundings, tool
from tests.support.sandbox_server import order_project, serve_sandbox
from tests.support.typescript import compiled, typescript_folder

pytestmark = pytest.mark.peer

USE = """
import { APIClient } from "customerio-node";
import { sendOrderShipped } from "./order.js";

declare const process: { argv: string[] };
const client = new APIClient("key", { url: `${process.argv[2]}/v1` });
const accepted = await sendOrderShipped(client, { id: "user_123" }, { order_id: "7" }, { language: "fr" });
console.log(accepted.delivery_id);
"""

WRONG = """
export const a = () => sendOrderShipped(client, { phone: "1" }, { order_id: "7" });
export const b = () => sendOrderShipped(client, { id: "1" }, { order: "7" });
export const c = () => sendOrderShipped(client, { cio_id: "1" }, { order_id: "7" }, { send_at: "now" });
"""


def order(folder: Path) -> tuple[Template, str]:
    project = open_project(order_project(folder))
    templates = read_templates(project.template_files, project.config)
    template = next(one for one in templates if one.name == "order_shipped")
    schema = effective_contract(template, project).schema
    return template, TypeGenerator("typescript", with_send=True).text(schema, template)


def test_the_official_client_delivers(tmp_path: Path) -> None:
    _, text = order(tmp_path / "shop")
    with typescript_folder() as folder, serve_sandbox(tmp_path / "shop") as sandbox:
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "order.ts").write_text(text)
        (folder / "use.ts").write_text(USE)
        right = compiled(folder)
        assert right.returncode == 0, right.stdout
        run = subprocess.run(
            [tool("node"), str(folder / "use.js"), sandbox.url],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env=surroundings(),
            check=False,
        )
        assert run.returncode == 0, run.stderr
        delivery = sandbox.outbox.assert_delivered("order_shipped", to="user_123")
        (folder / "use.ts").write_text(USE + WRONG)
        said = compiled(folder).stdout
    assert run.stdout.strip() == delivery.delivery_id
    assert delivery.request["language"] == "fr"
    assert delivery.request["message_data"] == {"order_id": "7"}
    assert [part in said for part in ("'phone' does not exist", "'order' does not exist", "'string' is not assignable to type 'number'")] == [True] * 3  # fmt: skip


def test_its_name_is_the_templates(tmp_path: Path) -> None:
    template, _ = order(tmp_path / "shop")
    imports, function = typescript_send_helper(template, "OrderShippedData")
    assert 'from "customerio-node"' in imports
    assert "export async function sendOrderShipped(" in function
    assert 'transactional_message_id: "Order_Shipped",' in function
