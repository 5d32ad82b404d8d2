"""Whatever is half typed, huge or long: every question is answered, nothing is thrown."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.language_server.documents import Document, Projects
from inbox_toolkit.language_server.server import CAPABILITIES, MAX_CHARACTERS

from tests.language_server.conftest import TEMPLATE
from tests.language_server.test_serve_messages import Client, run
from tests.support.lsp_client import LspClient
from tests.support.projects import write_project
from tests.validation.test_projects import PROJECTS, sections

NAME = "templates/order.json.liquid"
ROOT = Path(__file__).resolve().parents[2]
REQUESTS = (
    "textDocument/completion", "textDocument/hover", "textDocument/signatureHelp",
    "textDocument/codeAction", "textDocument/prepareRename", "textDocument/inlayHint",
)  # fmt: skip


def templates() -> Iterator[str]:
    """Yield the texts of this repository's templates and of the broken projects of the tests."""
    for path in sorted((ROOT / "templates").glob("*.json*")):
        yield path.read_bytes().decode()
    for file in PROJECTS:
        for name, text in sections(file.read_bytes().decode()):
            if name.startswith("templates/") and isinstance(text, str):
                yield text


def answer_everything(document: Document, offset: int, *methods: str) -> None:
    """Ask all that can be asked about a place; whatever is thrown fails the test."""
    position = document.positions.position(offset)
    params = {
        "textDocument": {"uri": document.uri}, "position": position, "positions": [position],
        "range": {"start": position, "end": position}, "newName": "other", "context": {"diagnostics": []},
    }  # fmt: skip
    state = document.state()
    assert state is not None
    assert not [crash for one in state.results for crash in one.crashes]
    for method in methods or CAPABILITIES:
        CAPABILITIES[method].answer(document, params)


def half_typed(project: Path, text: str, offsets: list[int]) -> None:
    session = Projects().find(project / NAME)
    assert session is not None
    for offset in offsets:
        rest = text[offset:].partition("\n")[2]
        for whole in (text[:offset], f"{text[:offset]}\n{rest}"):
            session.edit(NAME, whole)
            document = Document((project / NAME).as_uri(), whole, 1, "utf-16", NAME, session)
            answer_everything(document, offset, *REQUESTS)


def test_every_kind_of_half_typed_text_is_answered(project: Path) -> None:
    rng = random.Random(11)
    for text in rng.sample(list(templates()), 12):
        half_typed(project, text, rng.sample(range(len(text)), min(4, len(text))))


@pytest.mark.long
def test_half_typed_text_is_answered_all_over_every_template(project: Path) -> None:
    rng = random.Random(12)
    for text in templates():
        half_typed(project, text, rng.sample(range(len(text)), min(25, len(text))))


@pytest.mark.parametrize("text", ["\ufeff" + TEMPLATE, TEMPLATE.replace("\n", "\r\n"), TEMPLATE.replace("Hi", "😀\u2028\u0085\x0c"), TEMPLATE.replace("\n", "\r")])  # fmt: skip
def test_texts_of_every_make_are_answered_everywhere(project: Path, text: str) -> None:
    session = Projects().find(project / NAME)
    assert session is not None
    session.edit(NAME, text)
    document = Document((project / NAME).as_uri(), text, 1, "utf-16", NAME, session)
    for offset in range(0, len(text), 5):
        answer_everything(document, offset)


@pytest.mark.parametrize("name", [NAME, "fixtures/message_data/order/full.json", "inbox.toml"])
def test_a_file_that_is_too_large_is_said_to_be(project: Path, name: str) -> None:
    text = TEMPLATE + " " * 2_000_000

    async def work() -> None:
        client, path = Client(project), project / name
        await client.begin()
        await client.open(path, "")
        for version in range(2, 12):
            client.change(path, version, {"text": text})
        started = time.process_time()
        [message] = await client.rules(path, 11)
        assert "too large" in message
        params = {"textDocument": {"uri": path.as_uri()}, "position": {"line": 2, "character": 9}}
        for method in ("textDocument/completion", "textDocument/hover"):
            assert (await client.ask(method, params))["result"] is None
        assert time.process_time() - started < 1.0
        client.change(path, 12, {"text": TEMPLATE})
        assert not any("too large" in one for one in await client.rules(path, 12))
        await client.end()

    assert len(text) > MAX_CHARACTERS
    run(work)


def resident(pid: int) -> float:
    """Return the memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024  # fmt: skip


@pytest.mark.long
def test_memory_stays_flat_over_ten_thousand_edits(project: Path) -> None:
    files = {f"fixtures/message_data/order/d{number}.json": {"items": [], "total": number} for number in range(5)}  # fmt: skip
    write_project(project, files)
    rng = random.Random(5)
    with LspClient(project) as client:
        client.open(NAME)
        client.diagnostics(NAME)
        sizes = {}
        for number in range(1, 10_001):
            at = rng.randrange(len(TEMPLATE))
            text = rng.choice([TEMPLATE[:at] + rng.choice(["{{", "{%", "x", '"', "{{ customer."]) + TEMPLATE[at:], TEMPLATE])  # fmt: skip
            version = client.change(NAME, text)
            if number % 10 == 0:
                client.diagnostics(NAME, version)
                client.ask("textDocument/completion", client.at(NAME, 2, 30))
            if number in (1_000, 10_000):
                sizes[number] = resident(client.process.pid)
        assert sizes[10_000] - sizes[1_000] < 8, sizes
