import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import invoke


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_script_calls_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shell: str
) -> None:
    ran = invoke(capsys, tmp_path, "completion", shell)
    assert ran.code == 0
    assert "_INBOX_COMPLETE" in ran.out
    assert ran.err.startswith("to enable it: ")


def test_another_shell_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(capsys, tmp_path, "completion", "tcsh").code == 2


def test_the_command_line_completes_its_commands(tmp_path: Path) -> None:
    asked = {"_INBOX_COMPLETE": "bash_complete", "COMP_WORDS": "inbox expl", "COMP_CWORD": "1"}
    script = "import sys; sys.argv[0] = 'inbox'; from inbox_toolkit.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, **asked},
    )
    assert done.stdout.strip() == "plain,explain"
