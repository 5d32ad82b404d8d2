"""The editor is the person's own, told the line; a terminal's editor is left alone."""

from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.user_editor import editor_address, editor_command, open_in_editor


@pytest.mark.parametrize(
    ("configured", "visual", "expected"),
    [
        (None, "", []),
        (None, "code --wait", ["code", "--wait"]),
        ("subl", "code", ["subl"]),
        (None, "vim", []),
        (None, "/usr/bin/nvim -f", []),
        ("'/opt/My Editor/edit' -n", "", ["/opt/My Editor/edit", "-n"]),
    ],
)
def test_configuration_comes_before_the_environment(
    configured: str | None, visual: str, expected: list[str]
) -> None:
    assert editor_command(configured, {"VISUAL": visual}) == expected


def test_without_an_editor_there_is_an_address() -> None:
    address = open_in_editor(Path("/p/a b#c.json"), 7, [], None)
    assert address == "vscode://file/p/a%20b%23c.json:7"


def test_an_editor_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(UsageError, match="there is no program 'no-such-editor'"):
        open_in_editor(Path("/p"), 1, ["no-such-editor"], None)


def test_an_editor_that_does_not_start_is_a_sentence(tmp_path: Path) -> None:
    program = tmp_path / "editor"
    program.write_bytes(b"\x00")
    program.chmod(0o755)
    with pytest.raises(UsageError, match="does not start"):
        open_in_editor(Path("/p"), 1, [str(program)], None)


def test_an_address_may_stand_for_the_editor() -> None:
    address = editor_address("idea://open?file={path}&line={line}:{column}")
    assert address is not None
    assert (
        open_in_editor(Path("/p/a b.json"), 7, [], address)
        == "idea://open?file=/p/a%20b.json&line=7:1"
    )


@pytest.mark.parametrize(
    "text", ["javascript://%0aalert(1)", "data://x", "code -g", "", None, "JavaScript://x"]
)
def test_anything_else_is_no_address(text: str | None) -> None:
    assert editor_address(text) is None


def test_a_command_with_an_open_quote_is_a_sentence() -> None:
    with pytest.raises(UsageError, match="a quote is not closed"):
        editor_command("code 'x", {})


def test_editor_stands_in_for_visual() -> None:
    assert editor_command(None, {"EDITOR": "gedit"}) == ["gedit"]
