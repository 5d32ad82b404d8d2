"""How long `inbox validate` takes, whole processes, beside Shopify's linter on the same texts.

    python -m benchmarks validate

The peer is measured where node is and `npm ci --prefix benchmarks` has been run. It parses and
lints each text once; we parse, lint and render each in 100 cases, and check every payload.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import template_text, write_corpus
from benchmarks.rows import Aim, Peer, Row

HERE = Path(__file__).resolve().parent
INBOX = [sys.executable, "-m", "inbox_toolkit"]
PEER = "@shopify/theme-check-node, rendering nothing"


def rows(*, quick: bool = False) -> list[Row]:
    """Return the shortest wall times of whole processes, in seconds."""
    templates, runs, many = (5, 1, 1) if quick else (1_000, 3, 9)
    with TemporaryDirectory(prefix="inbox-benchmark-") as folder:
        root = write_corpus(Path(folder) / "project", templates)
        environ = {**os.environ, "INBOX_CACHE_DIR": str(Path(folder) / "cache")}
        found = measure(root, environ, runs, many)
        peer = theme_check(Path(folder) / "theme", templates)
    cold = found["cold"]
    size = f"{templates:,} templates x 100 cases"
    return [
        Row("validate.cold", f"validate {size}, cold", cold, "s", Aim("at most", 8)),
        Row("validate.peer", f"validate {size}, cold, beside a linter", cold, "s", Aim("ratio", 3.5), Peer(PEER, peer)),
        Row("validate.warm", "validate, nothing changed", found["warm"], "s", Aim("at most", 0.2)),
        Row("validate.edit", "validate, one template changed", found["edit"], "s", Aim("at most", 0.7)),
        Row("validate.one", "validate one template, warm", found["one"], "s", Aim("at most", 0.15)),
        Row("validate.version", "`inbox --version`", found["version"], "s", Aim("at most", found["floor"])),
    ]  # fmt: skip


def measure(root: Path, environ: dict[str, str], runs: int, many: int) -> dict[str, float]:
    """Return the seconds of each way to run; ``floor`` is what the start of Python allows."""
    where = ["--project", str(root)]
    changed = root / "templates/message_0000.json.liquid"
    count = iter(range(1_000))

    def edit() -> None:
        changed.write_text(template_text(0).replace("Sent by", f"Edit {next(count)} by"))

    def validate(*more: str) -> list[str]:
        return [*INBOX, "validate", *where, *more]

    cold = best(validate("--no-cache"), environ, runs)
    subprocess.run(validate(), env=environ, check=True, capture_output=True, cwd=HERE.parent)
    empty = best([sys.executable, "-c", "pass"], environ, many)
    with_click = best([sys.executable, "-c", "import click"], environ, many)
    return {
        "cold": cold,
        "warm": best(validate(), environ, many),
        "edit": best(validate(), environ, many, before=edit),
        "one": best(validate("message_0001"), environ, many),
        "version": best([*INBOX, "--version"], environ, many),
        # three bare starts of Python, and the one library that is imported
        "floor": 3 * empty + (with_click - empty),
    }


def best(
    command: list[str],
    environ: dict[str, str],
    runs: int,
    before: Callable[[], None] = lambda: None,
) -> float:
    """Return the shortest wall time of a whole process, in seconds."""
    times = []
    for _ in range(runs):
        before()
        started = time.perf_counter()
        subprocess.run(command, env=environ, check=True, capture_output=True, cwd=HERE.parent)
        times.append(time.perf_counter() - started)
    return min(times)


def theme_check(folder: Path, templates: int) -> float | None:
    """Return the seconds the peer takes over the same texts; None where it is not installed."""
    if not shutil.which("node") or not (HERE / "node_modules/@shopify/theme-check-node").is_dir():
        return None
    (folder / "snippets").mkdir(parents=True)
    for number in range(templates):
        file = folder / f"snippets/message-{number:04}.liquid"
        file.write_text(template_text(number))
    config = folder / ".theme-check.yml"
    config.write_text("extends: theme-check:recommended\n")
    command = ["node", str(HERE / "theme_check.mjs"), str(folder), str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert found["files"] >= templates, found
    return float(found["seconds"])
