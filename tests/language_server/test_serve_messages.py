"""The server inside another program: messages in, messages out, no process and no pipes."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.language_server.server import file_changes, serve_messages

from tests.language_server.conftest import TEMPLATE
from tests.support.projects import write_project

NAME = "templates/order.json.liquid"
Message = dict[str, Any]


class Client:
    """One client of ``serve_messages``, over two queues."""

    def __init__(self, root: Path | None = None) -> None:
        self.to_server: asyncio.Queue[str | None] = asyncio.Queue()
        self.from_server: asyncio.Queue[str] = asyncio.Queue()
        self.server = asyncio.create_task(
            serve_messages(self.to_server.get, self.from_server.put, root=root)
        )
        self.number = 0
        self.seen: list[Message] = []

    def say(self, text: str | None) -> None:
        self.to_server.put_nowait(text)

    def tell(self, method: str, params: object) -> None:
        self.say(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}))

    def post(self, method: str, params: object) -> int:
        self.number += 1
        message = {"jsonrpc": "2.0", "id": self.number, "method": method, "params": params}
        self.say(json.dumps(message))
        return self.number

    def answer(self, number: int, result: object) -> None:
        """Answer a question of the server; with an error where the result is one."""
        message: Message = {"jsonrpc": "2.0", "id": number}
        if isinstance(result, Exception):
            message["error"] = {"code": -32601, "message": str(result)}
        else:
            message["result"] = result
        self.say(json.dumps(message))

    async def wait(self, suits: Callable[[Message], bool]) -> Message:
        while True:
            message: Message = json.loads(await asyncio.wait_for(self.from_server.get(), 60))
            assert message["jsonrpc"] == "2.0"
            self.seen.append(message)
            if suits(message):
                return message

    async def ask(self, method: str, params: object) -> Message:
        number = self.post(method, params)
        return await self.wait(lambda one: one.get("id") == number and "method" not in one)

    async def begin(self, **capabilities: object) -> Message:
        answer = await self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})  # fmt: skip
        self.tell("initialized", {})
        return answer

    async def open(self, path: Path, text: str | None = None) -> list[str]:
        held = path.read_text() if text is None else text
        document = {"uri": path.as_uri(), "languageId": "x", "version": 1, "text": held}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return await self.rules(path)

    def change(self, path: Path, version: int, *changes: Message) -> None:
        document = {"uri": path.as_uri(), "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    async def rules(self, path: Path, version: int | None = None) -> list[str]:
        def suits(one: Message) -> bool:
            params = one.get("params", {})
            return (
                one.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == path.as_uri()
                and version in (None, params.get("version"))
            )

        await self.wait(suits)
        # Answered in turn, so whatever is known of the text has been published.
        await self.ask("textDocument/foldingRange", {"textDocument": {"uri": path.as_uri()}})
        found = next(one for one in reversed(self.seen) if suits(one))["params"]["diagnostics"]
        return sorted(one.get("code", one["message"]) for one in found)

    async def end(self) -> int:
        self.say(None)
        return await asyncio.wait_for(self.server, 30)


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(work())


def hover_at(path: Path, line: int, character: int) -> Message:
    position = {"line": line, "character": character}
    return {"textDocument": {"uri": path.as_uri()}, "position": position}


def test_a_host_hands_messages_in_and_out(project: Path) -> None:
    async def work() -> None:
        client, path = Client(project), project / NAME
        capabilities = (await client.begin())["result"]["capabilities"]
        assert capabilities["positionEncoding"] == "utf-16"
        assert capabilities["hoverProvider"] is True
        assert "missing-value" in await client.open(path)
        hover = await client.ask("textDocument/hover", hover_at(path, 8, 25))
        assert "missing in 2 of them" in hover["result"]["contents"]["value"]
        client.change(path, 2, {"text": TEMPLATE.replace("trigger.total", "1")})
        assert "missing-value" not in await client.rules(path, 2)
        await client.ask("shutdown", None)
        client.tell("exit", None)
        assert await asyncio.wait_for(client.server, 30) == 0

    run(work)


def test_a_host_tells_of_files_that_changed(project: Path) -> None:
    async def work() -> None:
        client, path = Client(project), project / NAME
        await client.begin()
        assert "missing-value" in await client.open(path)
        data = project / "fixtures/message_data/order/empty.json"
        data.write_text('{"items": [], "total": 5}')
        client.say(file_changes([data]))
        assert "missing-value" not in await client.rules(path)
        assert await client.end() == 1

    run(work)


def test_each_client_has_its_own_texts(project: Path) -> None:
    async def work() -> None:
        first, second, path = Client(project), Client(project), project / NAME
        await first.begin()
        await second.begin()
        assert "missing-value" not in await first.open(path, TEMPLATE.replace("trigger.total", "1"))
        assert "missing-value" in await second.open(path)
        await first.end()
        await second.end()

    run(work)


def test_nothing_outside_the_hosts_folder_is_looked_at(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = write_project(
        tmp_path_factory.mktemp("other"), {"inbox.toml": "", "templates/t.json": "{"}
    )

    async def work() -> None:
        client = Client(project)
        await client.begin()
        assert await client.open(other / "templates/t.json") == []
        sneaky = (
            project
            / "templates"
            / os.path.relpath(other / "templates/t.json", project / "templates")
        )
        assert await client.open(sneaky) == []
        await client.end()

    run(work)


ERRORS = (
    ("{", -32700, None),
    ("[]", -32600, None),
    ('{"id": 7}', None, None),  # an answer to nothing
    ('{"id": [], "method": "x"}', -32600, None),
    ('{"id": 8, "method": "no/such"}', -32601, 8),
    ('{"id": 9, "method": "textDocument/hover"}', -32602, 9),
    ('{"id": 9, "method": "textDocument/hover", "params": {"textDocument": 1}}', -32602, 9),
    ('{"method": "textDocument/didOpen", "params": []}', None, None),
    ('{"method": "$/cancelRequest"}', None, None),
    ('{"method": "no/such"}', None, None),
)


@pytest.mark.parametrize(("text", "code", "number"), ERRORS)
def test_what_is_no_message_is_refused_and_the_rest_goes_on(
    project: Path, text: str, code: int | None, number: int | None
) -> None:
    async def work() -> None:
        client = Client(project)
        await client.begin()
        client.say(text)
        if code is not None:
            answer = await client.wait(lambda one: "error" in one)
            assert (answer["error"]["code"], answer["id"]) == (code, number)
        assert "missing-value" in await client.open(project / NAME)
        await client.end()

    run(work)


def test_nothing_is_answered_before_initialize_and_after_shutdown(project: Path) -> None:
    async def work() -> None:
        client, path = Client(project), project / NAME
        early = await client.ask("textDocument/hover", hover_at(path, 0, 0))
        assert early["error"]["code"] == -32002
        await client.begin()
        again = await client.ask("initialize", {"capabilities": {}})
        assert again["error"]["code"] == -32600
        await client.ask("shutdown", None)
        late = await client.ask("textDocument/hover", hover_at(path, 0, 0))
        assert late["error"]["code"] == -32600
        await client.end()

    run(work)


def test_edits_may_be_parts_and_late_ones_are_left_out(project: Path) -> None:
    async def work() -> None:
        client, path = Client(project), project / NAME
        await client.begin()
        await client.open(path, TEMPLATE.replace("Hi", "😀\u2028"))
        start = {"line": 8, "character": 16}
        area = {"start": start, "end": {"line": 8, "character": 29}}
        client.change(path, 5, {"range": area, "text": "1"})
        assert "missing-value" not in await client.rules(path, 5)
        client.change(path, 4, {"text": TEMPLATE})
        client.change(path, 6, {"range": {"start": start, "end": start}, "text": "trigger.nope | plus: "})  # fmt: skip
        assert "missing-value" in await client.rules(path, 6)
        hover = await client.ask("textDocument/hover", hover_at(path, 8, 25))
        assert "trigger.nope" in hover["result"]["contents"]["value"]
        await client.end()

    run(work)


def test_a_request_can_be_cancelled(project: Path) -> None:
    async def work() -> None:
        client, path = Client(project), project / NAME
        await client.begin()
        await client.open(path)
        numbers = [client.post("textDocument/hover", hover_at(path, 8, 25)) for _ in range(20)]
        for number in numbers:
            client.tell("$/cancelRequest", {"id": number})
        answers = []
        for _ in numbers:
            answers.append(await client.wait(lambda one: one.get("id") in numbers))
        assert {one["id"] for one in answers} == set(numbers)
        assert any(one.get("error", {}).get("code") == -32800 for one in answers)
        await client.end()

    run(work)


SLOW = TEMPLATE.replace(
    '"total"',
    '"b": "{% for x in (1..600) %}{% for y in (1..9) %}{% endfor %}{% endfor %}",\n"total"',
)


@pytest.mark.parametrize(
    ("file", "before", "labels"),
    [
        (NAME, "{{ trigger.", ["items", "total"]),
        ("fixtures/message_data/order/empty.json", '"items": [],\n  ', ['"total"']),
    ],
)
def test_a_completion_does_not_wait_for_a_slow_validation(
    project: Path, file: str, before: str, labels: list[str]
) -> None:
    async def work() -> None:
        client = Client()
        await client.begin()
        await client.open(project / NAME, SLOW)
        path = project / file
        text = SLOW if file == NAME else path.read_text()
        if path != project / NAME:
            await client.open(path)
        typed = text.replace("{{ trigger.total", "{{ trigger.") if file == NAME else '{\n  "items": [],\n  \n}'  # fmt: skip
        lines = typed[: typed.rindex(before) + len(before)].split("\n")
        client.change(path, 2, {"text": typed})
        spot = {"line": len(lines) - 1, "character": len(lines[-1])}
        number = client.post("textDocument/completion", {"textDocument": {"uri": path.as_uri()}, "position": spot})  # fmt: skip
        client.seen.clear()
        await client.rules(path, version=2)
        order = [one.get("id", one.get("method")) for one in client.seen]
        published = len(order) - 1 - order[::-1].index("textDocument/publishDiagnostics")
        assert order.index(number) < published
        [answer] = [one for one in client.seen if one.get("id") == number]
        assert [one["label"] for one in answer["result"]["items"]] == labels
        await client.end()

    run(work)


def test_a_text_that_came_during_a_validation_is_validated_too(project: Path) -> None:
    async def work() -> None:
        client = Client()
        await client.begin()
        data = project / "fixtures/message_data/order/empty.json"
        assert "missing-value" in await client.open(project / NAME, SLOW)
        await client.open(data)
        client.change(project / NAME, 2, {"text": SLOW + "\n"})
        client.change(data, 2, {"text": '{"items": [], "total": 1}'})
        client.post("textDocument/completion", hover_at(data, 0, 24))
        await client.rules(data, version=2)
        published = [one["params"] for one in client.seen if one.get("method") == "textDocument/publishDiagnostics"]  # fmt: skip
        last = [one for one in published if one["uri"] == (project / NAME).as_uri()][-1]
        assert last["version"] == 2
        assert "missing-value" not in [one["code"] for one in last["diagnostics"]]
        await client.end()

    run(work)


@pytest.mark.parametrize(
    ("options", "links"),
    [
        (
            {"rulePages": "inbox-rule"},
            {"inbox-rule:/expiration.md", "inbox-rule:/missing-value.md"},
        ),
        ({"rulePages": "not a scheme"}, set()),
        ({}, set()),
        (None, set()),
    ],
)
def test_findings_link_to_the_pages_that_a_client_can_open(
    project: Path, options: object, links: set[str]
) -> None:
    async def work() -> None:
        client = Client()
        await client.ask("initialize", {"capabilities": {}, "initializationOptions": options})
        assert "missing-value" in await client.open(project / NAME)
        *_, found = [one["params"]["diagnostics"] for one in client.seen if one.get("method") == "textDocument/publishDiagnostics"]  # fmt: skip
        assert {one["codeDescription"]["href"] for one in found if "codeDescription" in one} == links  # fmt: skip
        command = {"command": "inbox.explain", "arguments": ["missing-value"]}
        answer = await client.ask("workspace/executeCommand", command)
        assert answer["result"].startswith("# missing-value (error)\n")
        command = {"command": "inbox.explain", "arguments": ["mising-value"]}
        answer = await client.ask("workspace/executeCommand", command)
        assert "missing-value" in answer["error"]["message"]
        await client.end()

    run(work)


def test_a_rename_says_what_it_does_not_reach_and_why_it_is_refused(project: Path) -> None:
    async def work() -> None:
        client = Client()
        await client.begin()
        await client.open(project / NAME)
        spot = hover_at(project / NAME, 8, 27)
        answer = await client.ask("textDocument/rename", {**spot, "newName": "sum"})
        assert len(answer["result"]["changes"]) == 3
        [said] = [one["params"]["message"] for one in client.seen if one.get("method") == "window/showMessage"]  # fmt: skip
        assert said == "Have your backend send `sum` in place of `trigger.total` as well"  # fmt: skip
        refused = await client.ask("textDocument/rename", {**spot, "newName": "a b"})
        assert refused["error"]["message"].startswith("`a b` is not a name")
        await client.end()

    run(work)


def test_a_client_that_is_gone_is_no_trouble(project: Path) -> None:
    async def work() -> None:
        messages: asyncio.Queue[str | None] = asyncio.Queue()

        async def send(_: str) -> None:
            messages.put_nowait(None)
            raise ConnectionError

        receive: Callable[[], Awaitable[str | None]] = messages.get
        messages.put_nowait(json.dumps({"id": 1, "method": "initialize", "params": {"capabilities": {}}}))  # fmt: skip
        assert await asyncio.wait_for(serve_messages(receive, send), 30) == 1

    run(work)
