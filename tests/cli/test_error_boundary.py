import errno
from pathlib import Path

import click
import pytest
from inbox_toolkit.cli.error_boundary import report_bug, run_command
from inbox_toolkit.errors import CredentialsError, ProjectError, ServiceError

from tests.support.commands import invoke
from tests.support.projects import small_project


def run(raised: BaseException | int, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    @click.command()
    def command() -> int:
        if isinstance(raised, int):
            return raised
        raise raised

    code = run_command(command, [])
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return code, err


@pytest.mark.parametrize("code", [0, 1, 5])
def test_what_a_command_returns_is_the_exit_code(
    code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(code, capsys) == (code, "")


def test_an_expected_error_is_a_sentence_and_a_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    error = ProjectError("inbox.toml: unknown key `x`", help="did you mean `y`?")
    assert run(error, capsys) == (
        2,
        "error: inbox.toml: unknown key `x`\n  help: did you mean `y`?\n",
    )
    assert run(CredentialsError("no key"), capsys)[0] == 3
    assert run(ServiceError("down"), capsys)[0] == 5


def test_ctrl_c_is_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(KeyboardInterrupt(), capsys) == (130, "\nstopped\n")
    assert run(click.Abort(), capsys)[0] == 130


def test_a_usage_error_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    code, err = run(click.UsageError("No such option: --x"), capsys)
    assert code == 2
    assert err.startswith("error: No such option: --x")


def test_a_bug_is_70_with_a_report_to_attach(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code, err = run(RuntimeError("secret details"), capsys)
    assert code == 70
    assert "this is a bug in inbox" in err
    assert "secret details" not in err
    (report,) = tmp_path.iterdir()
    assert str(report) in err
    assert "RuntimeError: secret details" in report.read_text()


def test_a_bug_that_ends_nothing_is_reported_as_well(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    report_bug(ZeroDivisionError("lost"), but="the preview goes on")
    (report,) = tmp_path.iterdir()
    err = capsys.readouterr().err
    assert "error: this is a bug in inbox; the preview goes on" in err
    assert str(report) in err
    assert "ZeroDivisionError: lost" in report.read_text()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENAMETOOLONG, "File name too long", "x" * 300), "xxx: its name is too long"),
        (OSError(errno.ENOSPC, "No space left on device"), "error: the disk is full"),
        (PermissionError(errno.EACCES, "no", "a\nb"), "a␊b: this user may not read it"),
    ],
)
def test_what_the_system_refuses_is_no_bug(
    error: OSError, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, err = run(error, capsys)
    assert code == 2
    assert said in err
    assert "  help: " in err


@pytest.mark.parametrize("name", ["a\0b", "\ud83d"])
@pytest.mark.parametrize(
    "words",
    [
        ["validate", "{}"],
        ["validate", "--since", "{}"],
        ["render", "t", "--set", "customer.x={}"],
        ["list", "--project", "{}"],
        ["explain", "{}"],
    ],
)
def test_a_name_that_no_system_has_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], name: str
) -> None:
    small_project(tmp_path, '{"a": 1}')
    ran = invoke(capsys, tmp_path, *(word.format(name) for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert "holds a character that no name can have" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["validate"],
        ["render"],
        ["fmt"],
        ["export"],
        ["prove"],
        ["contract"],
        ["types"],
        ["send", "--to", "me"],
        ["fixtures", "generate"],
        ["explain"],
        ["new"],
        ["list", "--project"],
        ["validate", "--baseline"],
        ["validate", "--write-baseline"],
        ["types", "--all", "--out"],
        ["init"],
    ],
)
def test_a_name_that_is_too_long_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    small_project(tmp_path, '{"a": 1}')
    for name in ("x" * 300, "a/" * 3000 + "b"):
        assert invoke(capsys, tmp_path, *words, name).code == 2
