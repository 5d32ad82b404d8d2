"""A short run of the fuzzer over every command; ``make fuzz`` runs the long one."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="starts workers by forking")
def test_no_command_ends_as_a_bug_or_has_to_be_killed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.command_fuzz", "0", "300"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-5_000:] + done.stderr[-5_000:]
    assert done.stdout.startswith("300 inputs, exit codes 0: ")
