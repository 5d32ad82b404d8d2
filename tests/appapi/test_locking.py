import subprocess
import sys
from pathlib import Path

from inbox_toolkit.appapi.send_log import try_lock

HOLD = """
import sys
from inbox_toolkit.appapi.send_log import try_lock
with open(sys.argv[1], "ab+") as file:
    print(try_lock(file), flush=True)
    sys.stdin.read()
"""


def test_a_lock_is_one_processs_and_ends_with_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with (
        path.open("ab+") as file,
        subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).resolve().parents[2],
            text=True,
        ) as other,
    ):
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert not try_lock(file)
        other.kill()
        other.wait()
        assert try_lock(file)
