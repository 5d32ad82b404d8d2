"""Whatever the server says has the shape that the protocol's own types say it has."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.language_server import protocol, server
from lsprotocol import converters, types

from tests.language_server.conftest import TEMPLATE
from tests.language_server.test_serve_messages import Client

NAMES = (
    "templates/order.json.liquid", "templates/order.fr.json.liquid", "inbox.toml",
    "fixtures/message_data/order/full.json", "fixtures/profiles/bob.json",
    "templates/order.contract.json",
)  # fmt: skip
CONVERTER = converters.get_converter()
OFFSETS = (*range(0, len(TEMPLATE), 9), TEMPLATE.index("'you'"))


def conforms(value: Any, kind: Any) -> None:
    """Fail unless a value is of a type of the protocol and nothing of it is lost."""
    held = CONVERTER.unstructure(CONVERTER.structure(value, kind))
    for lost in _lost(value, held):
        pytest.fail(f"{kind}: {lost}")


def _lost(value: Any, held: Any) -> list[str]:
    if isinstance(value, dict) and isinstance(held, dict):
        found = [f"{key} is not known" for key in value if key not in held]
        return found + [one for key in value if key in held for one in _lost(value[key], held[key])]
    if isinstance(value, list) and isinstance(held, list):
        return [one for pair in zip(value, held, strict=True) for one in _lost(*pair)]
    return [] if value == held else [f"{value!r} became {held!r}"]


async def _ask_everything(project: Path, asked: set[str]) -> None:
    client = Client(project)
    conforms((await client.begin())["result"], types.InitializeResult)
    for name in NAMES:
        path = project / name
        await client.open(path)
        text = path.read_text(encoding="utf-8")
        if name == NAMES[0]:
            text = text.replace("{{ trigger.total }}", "{{trigger.total}}")  # something to format
            client.change(path, 2, {"text": text})
        for offset in OFFSETS:
            line = text.count("\n", 0, offset)
            position = {"line": line, "character": min(offset, len(text)) - text.rfind("\n", 0, offset) - 1}  # fmt: skip
            end = {"line": line, "character": position["character"] + 5}
            params = {
                "textDocument": {"uri": path.as_uri()}, "position": position, "newName": "other",
                "positions": [position], "range": {"start": position, "end": end},
                "context": {"diagnostics": []},
            }  # fmt: skip
            for method in server.CAPABILITIES:
                answer = await client.ask(method, params)
                if answer["result"]:
                    asked.add(method)
                    conforms(answer, types.METHOD_TO_TYPES[method][1])
    for message in client.seen:
        if message.get("method") == "textDocument/publishDiagnostics":
            conforms(message["params"], types.PublishDiagnosticsParams)
    await client.end()


def test_answers_are_of_the_protocols_types(project: Path) -> None:
    asked: set[str] = set()
    asyncio.run(_ask_everything(project, asked))
    assert asked == set(server.CAPABILITIES)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (protocol.Severity, types.DiagnosticSeverity),
        (protocol.ItemKind, types.CompletionItemKind),
        (protocol.Symbol, types.SymbolKind),
    ],
)
def test_numbers_are_the_protocols(ours: type, theirs: Any) -> None:
    known = {one.name.lower(): one.value for one in theirs}
    held = {name.lower(): value for name, value in vars(ours).items() if name.isupper()}
    assert held.items() <= known.items()


def test_what_a_client_sends_is_checked() -> None:
    place = {"line": 1, "character": 2}
    assert protocol.checked(place, protocol.Position) == place
    bad: tuple[tuple[object, Any, str], ...] = (
        (None, protocol.Position, "the parameters is not an object"),
        ({"line": 1}, protocol.Position, "the parameters has no `character`"),
        ({"line": True, "character": 0}, protocol.Position, "`line` is not an integer"),
        ({"range": place, "newText": ""}, protocol.TextEdit, "`range` has no `start`"),
        ({"changes": {}}, protocol.DidChangeFilesParams, "`changes` is not a list"),
        ({"changes": [{"uri": 1}]}, protocol.DidChangeFilesParams, "`uri` is not a str"),
    )
    for value, shape, message in bad:
        with pytest.raises(ValueError, match=message):
            protocol.checked(value, shape)
    note = {"capabilities": {"workspace": None, "general": {"positionEncodings": ["x"]}}}
    assert protocol.checked(note, protocol.InitializeParams) == note
