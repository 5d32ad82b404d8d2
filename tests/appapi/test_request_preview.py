import json
import shutil
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inbox_toolkit.appapi.endpoints import find_endpoint
from inbox_toolkit.appapi.recipients import parse_recipient
from inbox_toolkit.appapi.request_preview import format_curl, format_request, shell_safe_json
from inbox_toolkit.appapi.send_request import SendRequest
from inbox_toolkit.project.credentials import Credentials

from tests.support.loopback import Loopback, as_json

ENDPOINT = find_endpoint({})
USER = parse_recipient("id:user_123")
HOSTILE = {"a": "it's !! \\ \\\\ \" $HOME `id` $(id) %s \n\t\x00\x7f é 👋 \u2028 ' \\'"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def request(data: dict[str, Any]) -> SendRequest:
    return SendRequest("order_shipped", USER, data)


def test_a_dry_run_shows_the_request_without_the_key(credentials: Credentials) -> None:
    shown = format_request(request({"order_id": "ORD-5678"}), ENDPOINT, credentials)
    head, _, body = shown.partition("\n\n")
    assert head.splitlines() == [
        "POST https://api.customer.io/v1/send/inbox_message",
        "Authorization: Bearer [redacted]",
        "Content-Type: application/json",
    ]
    assert json.loads(body) == request({"order_id": "ORD-5678"}).body()


def test_a_dry_run_shows_the_workspace_and_needs_no_key() -> None:
    account = Credentials("sa_live_x", 70310, "CIO_TOKEN")
    assert "X-Workspace-Id: 70310" in format_request(request({}), ENDPOINT, account)
    assert "[redacted]" in format_request(request({}), ENDPOINT, None)


def test_a_dry_run_can_show_half_a_surrogate_pair() -> None:
    format_request(request({"x": "\ud83d"}), ENDPOINT, None).encode()


@given(JSON)
def test_shell_safe_json_is_the_same_value_without_quotes(value: Any) -> None:
    safe = shell_safe_json(json.dumps(value, ensure_ascii=False))
    assert json.loads(safe) == value
    assert not {"'", "!"} & set(safe)
    assert "\\\\" not in safe


@pytest.mark.parametrize("shell", ["sh", "bash", "dash", "zsh", "fish"])
def test_any_shell_hands_curl_the_same_body(shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed here")
    command = format_curl(request(HOSTILE), ENDPOINT, None)
    fake = "function curl; printf '%s\\n' $argv; end" if shell == "fish" else (
        'curl() { for one in "$@"; do printf "%s\\n" "$one"; done; }'
    )  # fmt: skip
    done = subprocess.run([shell, "-c", f"{fake}\n{command}"], capture_output=True, check=True)
    arguments = done.stdout.decode().split("\n")
    assert json.loads(arguments[arguments.index("--data-raw") + 1]) == request(HOSTILE).body()


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=4))
def test_sh_prints_the_body_unharmed(data: dict[str, str]) -> None:
    command = format_curl(request(data), ENDPOINT, None)
    script = (
        f'curl() {{ while [ "$1" != --data-raw ]; do shift; done; printf %s "$2"; }}\n{command}'
    )
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=True)
    assert json.loads(done.stdout) == request(data).body()


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed here")
@pytest.mark.parametrize("size", [10, 300_000])
def test_curl_itself_sends_the_documented_request(server: Loopback, size: int) -> None:
    server.script(as_json({"delivery_id": "d"}))
    sent = request({**HOSTILE, "size": "é" * size})
    command = format_curl(sent, find_endpoint({"CIO_API_URL": server.url}), None)
    environ = {"CUSTOMERIO_APP_API_KEY": "k3y", "PATH": "/usr/bin:/bin"}
    subprocess.run(["sh"], input=command.encode(), env=environ, check=True, capture_output=True)
    seen = server.seen[0]
    assert (seen.method, seen.path) == ("POST", "/v1/send/inbox_message")
    assert seen.headers["authorization"] == "Bearer k3y"
    assert seen.headers["content-type"] == "application/json"
    assert seen.json() == sent.body()


def test_the_command_never_holds_the_key(credentials: Credentials) -> None:
    assert credentials.token not in format_curl(request({}), ENDPOINT, credentials)
    account = Credentials("sa_live_secret", 70310, "CIO_TOKEN")
    command = format_curl(request({}), ENDPOINT, account)
    assert "secret" not in command
    assert '"Authorization: Bearer $CIO_TOKEN"' in command
    assert "'X-Workspace-Id: 70310'" in command
