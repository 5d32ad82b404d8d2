import io

import pytest
from inbox_toolkit.cli.console import (
    console_style,
    echo,
    echo_err,
    print_error,
    supports_unicode,
    use_color,
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_results_and_talk_go_to_their_own_streams(capsys: pytest.CaptureFixture[str]) -> None:
    echo("payload")
    echo_err("by the way")
    print_error("no", help="do this")
    assert capsys.readouterr() == ("payload\n", "by the way\nerror: no\n  help: do this\n")


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert use_color(Terminal())
    assert not use_color(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not use_color(Terminal())
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert use_color(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not use_color(Terminal())


def test_an_ascii_stream_gets_ascii() -> None:
    assert not supports_unicode(io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert supports_unicode(io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))


def test_without_a_terminal_a_report_is_plain() -> None:
    found = console_style(seconds=1.5)
    assert (found.colour, found.width, found.seconds) == (False, 100, 1.5)
