import io

import pytest
from inbox_toolkit.cli.console import coloured, fail, look, result, talk, unicode_drawn


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_results_and_talk_go_to_their_own_streams(capsys: pytest.CaptureFixture[str]) -> None:
    result("payload")
    talk("by the way")
    fail("no", help="do this")
    assert capsys.readouterr() == ("payload\n", "by the way\nerror: no\n  help: do this\n")


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert coloured(Terminal())
    assert not coloured(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not coloured(Terminal())
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert coloured(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured(Terminal())


def test_an_ascii_stream_gets_ascii() -> None:
    assert not unicode_drawn(io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert unicode_drawn(io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))


def test_without_a_terminal_a_report_is_plain() -> None:
    found = look(seconds=1.5)
    assert (found.colour, found.width, found.seconds) == (False, 100, 1.5)
