"""The page sends by the command's own line, to nobody but those on the list."""

import sys
from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.send_subprocess import (
    Step,
    check_wish,
    command,
    has_key,
    send,
    send_offer,
    step_of,
)
from inbox_toolkit.preview.views.overview import SendCapability
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.project.config import Config, SendSettings

KEY = {"CUSTOMERIO_APP_API_KEY": "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"}
CONFIG = Config(Path(), send=SendSettings(("id:user_123", "me")))


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


def test_everything_in_place_is_an_offer() -> None:
    offer = send_offer(CONFIG, KEY | {"CIO_ME": "id:me"}, loopback=True)
    assert offer == SendCapability(ready=True, why="", recipients=("id:user_123", "me"))


@pytest.mark.parametrize(
    ("config", "environ", "loopback", "why"),
    [
        (CONFIG, {}, True, "no key"),
        (CONFIG, {"CUSTOMERIO_APP_API_KEY": "not a key"}, True, "no key"),
        (Config(Path()), KEY, True, "Nobody may get a test"),
        (CONFIG, KEY, False, "reached from elsewhere"),
    ],
)
def test_what_is_missing_is_said(
    config: Config, environ: dict[str, str], loopback: bool, why: str
) -> None:
    offer = send_offer(config, environ, loopback=loopback)
    assert not offer.ready
    assert why in offer.why
    with pytest.raises(UsageError, match="sending is off"):
        check_wish("id:user_123", offer)


def test_only_the_list_is_sent_to() -> None:
    offer = SendCapability(ready=True, recipients=("me",))
    check_wish("me", offer)
    with pytest.raises(UsageError, match="not on the list"):
        check_wish("id:anyone", offer)


def test_a_key_is_found_where_the_command_finds_it() -> None:
    assert has_key(KEY)
    assert not has_key({})


def test_the_command_line_holds_the_case_and_nothing_can_slip_into_it() -> None:
    wanted = Selection("--force", "ada", "standard", "fr", ("trigger.a=1",))
    words = command(Path("/p"), wanted, "me")
    assert words[-2:] == ["--", "--force"]
    assert words[3:] == [
        *("send", "--to", "me", "--yes", "--project", "/p", "--data", "standard"),
        *("--profile", "ada", "--language", "fr", "--set", "trigger.a=1", "--", "--force"),
    ]


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("  ✓ accepted   delivery x", Step("done", "accepted   delivery x")),
        ("  ✗ failed     after 1.8 s", Step("failed", "failed     after 1.8 s")),
        ("  · not opened yet", Step("note", "not opened yet")),
        ("error: not sent", Step("failed", "not sent")),
        ("Order shipped → me", Step("note", "Order shipped → me")),
    ],
)
def test_lines_become_steps(line: str, step: Step) -> None:
    assert step_of(line) == step


def test_the_last_word_is_the_exit_code() -> None:
    code = "import sys; print('  ✓ one', flush=True); print(file=sys.stderr); sys.exit(3)"
    assert list(send([sys.executable, "-c", code])) == [Step("done", "one"), Step("end", "3")]
