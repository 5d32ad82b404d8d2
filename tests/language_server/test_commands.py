"""Preview, prove and send a test: what the lenses above a template do."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.language_server.test_serve_messages import Client, Message, run
from tests.support.projects import write_project
from tests.support.sandbox_server import RunningSandbox, order_project, serve_sandbox

KEY = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"
NAME = "templates/order_shipped.json.liquid"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    files = {
        "fixtures/message_data/order_shipped/standard.json": {"order_id": "7"},
        "inbox.toml": '[send]\nrecipients = ["id:user_123"]\n',
    }
    return write_project(order_project(tmp_path), files)


async def execute(
    client: Client, command: str, path: Path, answer: Callable[[Message], object] = lambda _: None
) -> Message:
    """Return the answer to a command; questions of the server are answered on the way."""
    number = client.post("workspace/executeCommand", {"command": command, "arguments": [path.as_uri()]})  # fmt: skip
    while True:
        message = await client.wait(lambda one: "id" in one)
        if "method" in message:
            client.answer(message["id"], answer(message))
        elif message["id"] == number:
            return message


def shown(client: Client, method: str = "window/showMessage") -> list[str]:
    return [one["params"]["message"] for one in client.seen if one.get("method") == method]


def sends(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[Message], object],
    check: Callable[[Client, Message, RunningSandbox], None],
    name: str = NAME,
) -> None:
    async def work(sandbox: RunningSandbox) -> None:
        client = Client(root)
        await client.begin()
        await client.open(root / name)
        result = await execute(client, "inbox.sendTest", root / name, answer)
        check(client, result, sandbox)
        await client.end()

    with serve_sandbox(root) as sandbox:
        monkeypatch.setenv("CIO_API_URL", sandbox.url)
        run(lambda: work(sandbox))


def test_a_test_is_sent_once_the_person_confirmed_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[Message] = []

    def answer(message: Message) -> object:
        questions.append(message)
        return {"title": "Send"}

    def check(client: Client, result: Message, sandbox: RunningSandbox) -> None:
        assert result["result"] == 0
        (delivery,) = sandbox.outbox.deliveries()
        assert delivery.request["message_data"] == {"order_id": "7"}
        (question,) = questions
        assert question["method"] == "window/showMessageRequest"
        assert "id:user_123" in question["params"]["message"]
        assert "`standard`" in question["params"]["message"]
        assert any(text.startswith("accepted") for text in shown(client, "window/logMessage"))
        assert not any(KEY in str(one) for one in client.seen)

    sends(root, monkeypatch, answer, check)


@pytest.mark.parametrize("given", [None, {"title": "Cancel"}, {"title": "send"}, "Send", {}, []])
def test_nothing_is_sent_without_a_yes(
    root: Path, monkeypatch: pytest.MonkeyPatch, given: object
) -> None:
    def check(client: Client, result: Message, sandbox: RunningSandbox) -> None:
        assert result["result"] is None
        assert not sandbox.outbox.deliveries()
        assert "not sent: you did not confirm it" in shown(client)[-1]

    sends(root, monkeypatch, lambda _: given, check)


def test_a_client_that_cannot_ask_sends_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(client: Client, result: Message, sandbox: RunningSandbox) -> None:
        assert not sandbox.outbox.deliveries()

    refusal = RuntimeError("method not found")
    sends(root, monkeypatch, lambda _: refusal, check)


def test_the_guards_of_send_stand_before_the_question(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Message] = []
    broken = '{"transactional_message_id": 3, "properties": {"a": "{{ trigger.nope }}"}}'
    write_project(root, {NAME: broken})

    def check(client: Client, result: Message, sandbox: RunningSandbox) -> None:
        assert not sandbox.outbox.deliveries()
        assert not asked
        assert "not sent: the message would fail" in shown(client)[-1]

    sends(root, monkeypatch, lambda one: asked.append(one), check)
    write_project(root, {"inbox.toml": ""})

    def nobody(client: Client, result: Message, sandbox: RunningSandbox) -> None:
        assert not sandbox.outbox.deliveries()
        assert "nobody may get a test" in shown(client)[-1]

    sends(root, monkeypatch, lambda one: asked.append(one), nobody)


def test_of_several_recipients_one_is_chosen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_project(root, {"inbox.toml": '[send]\nrecipients = ["id:other", "id:user_123"]\n'})

    def answer(message: Message) -> object:
        titles = [one["title"] for one in message["params"]["actions"]]
        return {"title": "id:user_123" if "id:user_123" in titles else "Send"}

    def check(client: Client, result: Message, sandbox: RunningSandbox) -> None:
        (delivery,) = sandbox.outbox.deliveries()
        assert delivery.request["identifiers"] == {"id": "user_123"}

    sends(root, monkeypatch, answer, check)


def test_the_preview_is_started_once_and_ends_with_the_server(root: Path) -> None:
    opened: list[str] = []

    def answer(message: Message) -> object:
        opened.append(message["params"]["uri"])
        return {"success": True}

    async def work() -> None:
        client = Client(root)
        await client.begin()
        await client.open(root / NAME)
        url = (await execute(client, "inbox.preview", root / NAME, answer))["result"]
        assert url.endswith("/?t=order_shipped")
        assert opened == [url]
        assert b"<html" in await asyncio.to_thread(lambda: urlopen(url).read())
        again = await execute(client, "inbox.preview", root / NAME, lambda _: None)
        assert again["result"] == url
        assert f"The preview is at {url}" in shown(client)
        await client.end()
        with pytest.raises(OSError, match="refused"):
            await asyncio.to_thread(urlopen, url)

    run(work)


def test_what_the_editor_opens_itself_is_not_opened_twice(root: Path) -> None:
    async def work() -> None:
        client = Client(root)
        await client.ask("initialize", {"capabilities": {}, "initializationOptions": {"opensPreview": True, "embedders": ["vscode-webview:"]}})  # fmt: skip
        await client.open(root / NAME)
        url = (await execute(client, "inbox.preview", root / NAME))["result"]
        with await asyncio.to_thread(urlopen, url) as page:
            assert page.headers["content-security-policy"].endswith("frame-ancestors vscode-webview:")  # fmt: skip
        assert not [one for one in client.seen if one.get("method") == "window/showDocument"]
        await client.end()

    run(work)


def test_a_proof_is_shown(root: Path) -> None:
    async def work() -> None:
        client = Client(root)
        await client.begin()
        await client.open(root / NAME)
        assert (await execute(client, "inbox.prove", root / NAME))["result"] in (0, 1)
        assert shown(client)
        await client.end()

    run(work)


def test_what_is_no_command_is_refused(root: Path) -> None:
    async def work() -> None:
        client = Client(root)
        await client.begin()
        for params in ({"command": "rm"}, {"command": "inbox.prove"}, {"command": "inbox.prove", "arguments": [7]}):  # fmt: skip
            answer = await client.ask("workspace/executeCommand", params)
            assert answer["error"]["code"] == -32602
        await client.open(root / "inbox.toml")
        for name in ("inbox.toml", "nothing.json"):
            assert (await execute(client, "inbox.prove", root / name))["result"] is None
        refusals = shown(client)
        assert any("inbox.toml is not a template of a project" in one for one in refusals)
        await client.end()

    run(work)


def test_a_preview_that_is_starting_ends_with_the_server(root: Path) -> None:
    async def work() -> None:
        client = Client(root)
        await client.begin()
        await client.open(root / NAME)
        client.post("workspace/executeCommand", {"command": "inbox.preview", "arguments": [(root / NAME).as_uri()]})  # fmt: skip
        while not running_previews(root):
            await asyncio.sleep(0.02)
        await client.end()
        for _ in range(100):
            if not running_previews(root):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(running_previews(root))

    run(work)


def running_previews(root: Path) -> list[str]:
    """Return the processes that preview a project."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if (words := path.read_bytes().split(b"\0")) and str(root).encode() in words:
                found.append(path.parent.name)
    return found
