"""The programs of ``inbox send --copy-as`` and of the pages, run with the vendor's own clients.

Ruby and Go are run where they are installed, with the gem and the module.
"""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from inbox_toolkit.appapi.send_snippets import CLIENT_LANGUAGES, send_snippet

from tests.support.peers import PEERS, installed, surroundings
from tests.support.sandbox_server import RunningSandbox

pytestmark = pytest.mark.peer

GO_MODULE = """\
module snippet

go 1.18

require github.com/customerio/go-customerio/v3 v3.11.0
"""
PIECES = [
    '"', "'", "\\", "\\\\", "\n", "\r\n", "\t", "\0", "\x7f", "\x85", "`", "$", "${x}", "$(x)",
    "#{exit}", "#$0", "#@x", "#", "%s", "{x}", "{{ x }}", "//", "/*", "\\u0041", "\\x41", "\\N{DASH}",
    "é", "👩\u200d👧", "\u2028", "\u2029", "\u202e", "\ufeff", "\uffff", "\U0010ffff", "שלום", "</script>",
]  # fmt: skip


def hostile_values() -> dict[str, object]:
    draw = random.Random(7)
    texts = ["".join(draw.choices(PIECES, k=draw.randint(1, 5))) for _ in range(200)]
    return {
        "order_id": "7",
        "__proto__": {"constructor": 1},
        "texts": texts,
        "keys": {text: index for index, text in enumerate(texts)},
        "numbers": [0, -1, 1.5, -2.5e-7, 1e22, 2**53 + 1, -(2**63), 2**64 + 1],
        "nothing": [None, True, False, {}, [], "", [[[{"": [""]}]]]],
    }


@pytest.mark.parametrize("language", CLIENT_LANGUAGES)
def test_the_program_sends_the_same_request(
    language: str, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    body = {
        "transactional_message_id": "order_shipped",
        "identifiers": {"id": "user_123"},
        "message_data": hostile_values(),
        "language": "fr",
        "disable_message_retention": True,
    }
    program = send_snippet(language, body, sandbox.url)
    printed = RUNS[language](program, tmp_path)
    one = sandbox.outbox.assert_delivered("order_shipped", to="user_123")
    assert one.delivery_id == printed.strip()
    assert one.request == body


def python(program: str, _: Path) -> str:
    return run([sys.executable, "-"], program)


def node(program: str, _: Path) -> str:
    installed()
    found = [shutil.which("node", path=one) for one in surroundings()["PATH"].split(os.pathsep)]
    for command in filter(None, found):
        if run([command, "-p", "typeof JSON.rawJSON"], "") == "function\n":
            return run([command, "--input-type=module", "-"], program, PEERS)
    pytest.skip("no Node with JSON.rawJSON (21 or newer) is installed here")


def ruby(program: str, _: Path) -> str:
    if (
        not shutil.which("ruby")
        or subprocess.run(["ruby", "-e", "require 'customerio'"]).returncode
    ):
        pytest.skip("Ruby with the gem customerio is not installed here")
    return run(["ruby", "-"], program)


def go(program: str, folder: Path) -> str:
    if not shutil.which("go"):
        pytest.skip("Go is not installed here")
    (folder / "main.go").write_text(program, encoding="utf-8")
    (folder / "go.mod").write_text(GO_MODULE)
    if subprocess.run(["go", "mod", "download"], cwd=folder).returncode:
        pytest.skip("the module of the Go client cannot be downloaded here")
    return run(["go", "run", "-mod=mod", "."], "", folder)


RUNS = {"python": python, "node": node, "ruby": ruby, "go": go}


def run(command: list[str], program: str, folder: Path | None = None) -> str:
    done = subprocess.run(
        command,
        input=program,
        cwd=folder,
        env={**surroundings(), "CUSTOMERIO_APP_API_KEY": "key"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
