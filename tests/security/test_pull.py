"""What a person's attributes hold is not ours to choose: pulling them ends well, and soon."""

import json
import time
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.fault_server import http, says, serve_faults
from tests.support.projects import small_project
from tests.support.scripted_api import KEY

DEEP = "[" * 900 + "1" + "]" * 900


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = {"first_name": [value]}
    return value


ATTRIBUTES: dict[str, dict[str, object]] = {
    "lone surrogates": {"first_name": "\ud800", "note": "a\udfff", "\udc00": "\ud800"},
    "surrogates in JSON in a text": {"x": '{"a": "\\ud800", "\\udc00": 1}'},
    "controls": {"note": "a\x00b\x1b[2J\n\u202e", "na\nme": "x"},
    "3 MB of text": {"diary": "Lorem ipsum " * 250_000},
    "3 MB of one digit": {"passport": "1" * 3_000_000},
    "deep JSON in a text": {"x": DEEP},
    "deep objects in a text": {"x": json.dumps(nested(200))},
    "JSON in JSON in JSON": {"x": json.dumps(json.dumps([json.dumps([json.dumps(["Ada"])])]))},
    "5,000 digits": {"x": "9" * 5000, "y": f"[{'9' * 5000}]"},
    "numbers JSON lacks": {"x": "[NaN, Infinity, -Infinity]", "y": "1e999", "z": "[1e999]"},
    "odd identifiers": {"id": "\x1b[2J\ud800", "email": "a@b.c", "cio_id": "\u202e"},
    "100,000 attributes": {f"a{n}": "x" for n in range(100_000)},
    "no attributes": {},
}


@pytest.mark.parametrize("redact", [True, False])
@pytest.mark.parametrize("name", ATTRIBUTES)
def test_any_attributes_can_be_pulled(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    redact: bool,
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    small_project(tmp_path, '{"a": "b"}')
    customer = {"customer": {"id": "1", "identifiers": {}, "attributes": ATTRIBUTES[name]}}
    began = time.monotonic()
    with serve_faults(says(b""), says(http(json.dumps(customer).encode()))) as server:
        monkeypatch.setenv("CIO_API_URL", server.url)
        options = ["--redact"] if redact else ["--types"]
        ran = invoke(
            capsys, tmp_path, "fixtures", "pull", "--id", "1", "--name", "pulled", *options
        )
    assert ran.code == 0, ran
    assert time.monotonic() - began < 15
    shown = ran.out + ran.err
    assert all(one.isprintable() or one == "\n" for one in shown), shown
    written = (tmp_path / "fixtures/profiles/pulled.json").read_bytes()
    pulled = json.loads(written, parse_constant=pytest.fail)
    assert redact or pulled.get("first_name") == ATTRIBUTES[name].get("first_name")
    listed = invoke(capsys, tmp_path, "list")
    assert listed.code in {0, 1, 2}
