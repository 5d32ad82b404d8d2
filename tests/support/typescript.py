"""The TypeScript compiler, installed with the other peers, over files of a folder of its own."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.peers import PEERS, SECONDS, installed, surroundings, tool

_OPTIONS = {
    "strict": True,
    "exactOptionalPropertyTypes": True,
    "noUncheckedIndexedAccess": True,
    "noUnusedLocals": True,
    "verbatimModuleSyntax": True,
    "target": "es2022",
    "lib": ["es2022", "dom"],
    "module": "nodenext",
    "types": [],
    "skipLibCheck": True,
}


@contextmanager
def typescript_folder() -> Iterator[Path]:
    """A folder from which the official client can be imported."""
    installed()
    (PEERS / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=PEERS / "build") as name:
        yield Path(name)


def compiled(folder: Path) -> subprocess.CompletedProcess[str]:
    """Compile all TypeScript of a folder, strictly; what is wrong is on stdout."""
    settings = {"compilerOptions": _OPTIONS, "include": ["*.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(settings))
    return subprocess.run(
        [tool("node"), str(PEERS / "node_modules/typescript/bin/tsc"), "--project", str(folder)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env=surroundings(),
        check=False,
    )
