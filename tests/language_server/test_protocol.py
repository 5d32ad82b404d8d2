"""``inbox lsp`` as an editor starts it: a process, pipes, and the protocol."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.language_server.conftest import TEMPLATE
from tests.support.lsp_client import LspClient
from tests.support.projects import check, write_project

NAME = "templates/order.json.liquid"
DATA = "fixtures/message_data/order/empty.json"


def codes(found: list[dict[str, Any]]) -> list[str]:
    return sorted(
        one["code"] for one in found if one["code"] not in ("expiration", "unreached-branch")
    )


def test_a_template_is_validated_as_it_is_typed(project: Path) -> None:
    with LspClient(project) as client:
        client.open(NAME)
        found = client.diagnostics(NAME)
        missing = next(one for one in found if one["code"] == "missing-value")
        assert missing["range"]["start"] == {"line": 8, "character": 16}
        assert missing["severity"] == 1
        assert "help:" in missing["message"]
        related = missing["relatedInformation"]
        assert related[0]["location"]["uri"].endswith("empty.json")

        version = client.change(
            NAME, TEMPLATE.replace("trigger.total", "trigger.total | default: 0")
        )
        assert "missing-value" not in codes(client.diagnostics(NAME, version))
        version = client.change(
            NAME, TEMPLATE.replace('    "total"', '    "x": "{{ customer.",\n    "total"')
        )
        assert {"liquid-syntax", "missing-value"} <= set(codes(client.diagnostics(NAME, version)))
        items = client.ask("textDocument/completion", client.at(NAME, 8, 22))["items"]
        assert [one["label"] for one in items] == ["id", "first_name", "tier"]


def test_a_fixture_that_is_typed_changes_its_template(project: Path) -> None:
    with LspClient(project) as client:
        client.open(NAME)
        assert "missing-value" in codes(client.diagnostics(NAME))
        client.open(DATA)
        client.diagnostics(NAME)
        assert codes(client.diagnostics(DATA)) == ["contract-fixture"]
        client.change(DATA, '{"items": [], "total": 5}')
        assert "missing-value" not in codes(client.diagnostics(NAME))
        client.change(DATA, '{"items": [], ')
        assert codes(client.diagnostics(DATA, 3)) == ["json-syntax"]


def test_files_that_change_on_disk_are_followed(project: Path) -> None:
    with LspClient(project) as client:
        client.open(NAME)
        assert "missing-value" in codes(client.diagnostics(NAME))
        registered = [one for one in client.asked if one["method"] == "client/registerCapability"]
        assert registered
        (project / DATA).write_text('{"items": [], "total": 5}')
        changes = [{"uri": client.uri(DATA), "type": 2}]
        client.tell("workspace/didChangeWatchedFiles", {"changes": changes * 500})
        assert "missing-value" not in codes(client.diagnostics(NAME))


def test_the_newest_of_many_texts_wins(project: Path) -> None:
    with LspClient(project) as client:
        client.open(NAME)
        client.diagnostics(NAME)
        for number in range(40):
            version = client.change(NAME, TEMPLATE.replace("Hi ", "Hi " + "i" * number))
        assert "missing-value" in codes(client.diagnostics(NAME, version))


@pytest.mark.parametrize("encodings", [("utf-8",), ("utf-16",), ("utf-32", "utf-8"), ()])
def test_positions_count_in_the_encoding_agreed_on(
    project: Path, encodings: tuple[str, ...]
) -> None:
    text = TEMPLATE.replace('"total": ', '"😀": "é", "total": ')
    with LspClient(project, encodings=encodings) as client:
        agreed = encodings[0] if encodings else "utf-16"
        assert client.server["capabilities"]["positionEncoding"] == agreed
        client.open(NAME, text)
        found = next(one for one in client.diagnostics(NAME) if one["code"] == "missing-value")
        before = text.splitlines()[8].partition("trigger")[0]
        width = {"utf-8": len(before.encode()), "utf-32": len(before)}.get(
            agreed, len(before.encode("utf-16-le")) // 2
        )
        assert found["range"]["start"] == {"line": 8, "character": width}


def test_a_file_outside_a_project_and_a_broken_project_are_no_trouble(tmp_path: Path) -> None:
    write_project(tmp_path, {"lone.json.liquid": '{"a": "{{ x }}"}', "p/inbox.toml": "nope"})
    write_project(tmp_path, {"p/templates/t.json": "{}"})
    with LspClient(tmp_path) as client:
        client.open("lone.json.liquid")
        assert client.diagnostics("lone.json.liquid") == []
        client.open("p/templates/t.json")
        assert "inbox.toml" in client.diagnostics("p/templates/t.json")[0]["message"]


def test_several_projects_are_served_at_once(tmp_path: Path, project: Path) -> None:
    other = tmp_path / "other"
    write_project(
        other,
        {
            "inbox.toml": "",
            "templates/t.json": '{"properties": {"a": "{{ trigger.q }}"}}',
            "fixtures/profiles/a.json": {"id": "1"},
            "fixtures/message_data/t/d.json": {},
        },
    )
    with LspClient(project) as client:
        client.open(NAME)
        assert "missing-value" in codes(client.diagnostics(NAME))
        client.open("other/templates/t.json")
        assert "missing-value" in codes(client.diagnostics("other/templates/t.json"))


REQUESTS = (
    "textDocument/completion", "textDocument/hover", "textDocument/signatureHelp",
    "textDocument/definition", "textDocument/prepareRename",
)  # fmt: skip


def test_half_typed_liquid_is_answered_at_every_offset(project: Path) -> None:
    """No request fails, and the server says nothing on stderr, wherever typing stops."""
    rng = random.Random(3)
    offsets = rng.sample(range(len(TEMPLATE)), 40)
    with LspClient(project) as client:
        client.open(NAME)
        for offset in offsets:
            text = TEMPLATE[:offset]
            client.change(NAME, text)
            line = text.count("\n")
            place = client.at(NAME, line, len(text.rpartition("\n")[2]))
            for method in REQUESTS:
                client.ask(method, place)
        client.ask("shutdown", None)
        client.tell("exit", None)
        client.process.wait(10)
        assert client.process.stderr
        errors = client.process.stderr.read().decode()
        assert "Traceback" not in errors, errors


def test_a_configuration_that_breaks_is_named_and_the_last_one_stays(project: Path) -> None:
    with LspClient(project) as client:
        client.open(NAME)
        assert "missing-value" in codes(client.diagnostics(NAME))
        good = (project / "inbox.toml").read_text()
        for text, message in (("nope", "not TOML"), ('[validate.severity]\nx = "off"', "`x`")):
            (project / "inbox.toml").write_text(text)
            client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri("inbox.toml"), "type": 2}]})  # fmt: skip
            found = client.diagnostics("inbox.toml")
            assert [one["code"] for one in found] == ["configuration"]
            assert message in found[0]["message"]
            assert "missing-value" in codes(client.diagnostics(NAME))
        client.open("inbox.toml", good)
        assert client.diagnostics("inbox.toml", 1) == []
        client.change("inbox.toml", '[validate.severity]\nmissing-value = "off"')
        assert client.diagnostics("inbox.toml", 2) == []
        assert "missing-value" not in codes(client.diagnostics(NAME))
        version = client.change("inbox.toml", "[validate")
        assert [one["code"] for one in client.diagnostics("inbox.toml", version)] == ["configuration"]  # fmt: skip
        assert "missing-value" not in codes(client.diagnostics(NAME))


def test_fixtures_that_are_deleted_under_an_open_template_are_followed(project: Path) -> None:
    with LspClient(project) as client:
        client.open(NAME)
        assert "missing-value" in codes(client.diagnostics(NAME))
        (project / DATA).unlink()
        client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri(DATA), "type": 3}]})  # fmt: skip
        assert "missing-value" not in codes(client.diagnostics(NAME))
        shutil.rmtree(project / "fixtures")
        client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri("fixtures"), "type": 3}]})  # fmt: skip
        said = [one.rule for one in check(project).diagnostics if one.file == NAME]
        assert sorted(one["code"] for one in client.diagnostics(NAME)) == sorted(said)
        client.diagnostics(NAME, client.change(NAME, TEMPLATE + " "))
        for method in REQUESTS:
            client.ask(method, client.at(NAME, 8, 26))
        write_project(project, {"fixtures/profiles/new.json": {"id": "3"}, DATA: '{"items": []}'})
        changes = [{"uri": client.uri(one), "type": 1} for one in (DATA, "fixtures/profiles/new.json")]  # fmt: skip
        client.tell("workspace/didChangeWatchedFiles", {"changes": changes})
        assert "missing-value" in codes(client.diagnostics(NAME))
