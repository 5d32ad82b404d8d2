"""On a real terminal: the question, the watching, and Ctrl-C."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.loopback import Loopback, Scripted, serve_loopback
from tests.support.projects import small_project
from tests.support.scripted_api import KEY, ScriptedApi
from tests.support.terminal import Terminal, on_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")

CTRL_C = "\x03"


@pytest.fixture
def api() -> ScriptedApi:
    return ScriptedApi()


@pytest.fixture
def server(api: ScriptedApi) -> Iterator[Loopback]:
    with serve_loopback() as loopback:
        loopback.route = api
        yield loopback


@pytest.fixture
def person(tmp_path: Path, server: Loopback) -> Iterator[Terminal]:
    environ = {"CIO_API_URL": server.url, "CUSTOMERIO_APP_API_KEY": KEY, "CIO_ME": "id:ada"}
    small_project(tmp_path, '{"a": "b"}')
    with on_terminal(tmp_path, environ, "send", "t", "--to", "me") as terminal:
        yield terminal


def test_no_sends_nothing(person: Terminal, server: Loopback) -> None:
    person.wait_for("Send it? [y/N]")
    person.type("n\n")
    assert person.leave() == 1
    assert "error: not sent" in person.shown
    assert server.seen == []


def test_watching_goes_on_until_it_is_opened(person: Terminal, api: ScriptedApi) -> None:
    api.stories["ada"] = [{"sent": 17}, {"sent": 17, "opened": 18}]
    person.wait_for("Send it? [y/N]")
    person.type("y\n")
    assert person.leave() == 0
    for words in ("✓ accepted", "✓ sent", "not opened yet (Ctrl-C stops watching", "✓ opened"):
        assert words in person.shown
    assert KEY not in person.shown


def test_ctrl_c_after_sent_is_fine(person: Terminal, api: ScriptedApi) -> None:
    person.wait_for("Send it? [y/N]")
    person.type("y\n")
    person.wait_for("not opened yet")
    person.type(CTRL_C)
    assert person.leave() == 0
    assert "stopped watching; the message stays sent" in person.shown
    assert "Traceback" not in person.shown
    assert len(api.sent) == 1


def test_ctrl_c_before_any_verdict_is_130(person: Terminal, api: ScriptedApi) -> None:
    api.stories["ada"] = [{"created": 17}]
    person.wait_for("Send it? [y/N]")
    person.type("y\n")
    person.wait_for("created")
    person.type(CTRL_C)
    assert person.leave() == 130
    assert "stopped watching; the message stays on its way" in person.shown


def test_ctrl_c_at_the_question_sends_nothing(person: Terminal, server: Loopback) -> None:
    person.wait_for("Send it? [y/N]")
    assert person.interrupt() == 130
    assert server.seen == []


def test_ctrl_c_while_it_is_sent_says_that_it_may_have_been(
    person: Terminal, server: Loopback
) -> None:
    server.script(Scripted(wire="hang"))
    person.wait_for("Send it? [y/N]")
    person.type("y\n")
    server.wait_for_requests(1)
    person.type(CTRL_C)
    assert person.leave() == 130
    assert "it may have been sent" in person.shown
    assert "Traceback" not in person.shown
