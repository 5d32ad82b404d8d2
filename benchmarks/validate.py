"""How long `inbox validate` takes, whole processes, beside Shopify's linter on the same texts.

    python benchmarks/validate.py [--templates 1000] [--runs 3]

The peer is measured where node is and `npm ci --prefix benchmarks` has been run. It parses and
lints each text once; we parse, lint and render each in 100 cases, and check every payload.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.corpus import TEMPLATE, write_corpus  # noqa: E402

INBOX = [sys.executable, "-m", "toolkit"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--templates", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="inbox-benchmark-") as folder:
        root = write_corpus(Path(folder) / "project", asked.templates)
        environ = {**os.environ, "INBOX_CACHE_DIR": str(Path(folder) / "cache")}
        rows = list(measure(root, environ, asked.runs))
        peer = theme_check(Path(folder) / "theme", asked.templates)
    wide = max(len(name) for name, _, _ in rows)
    print(
        f"{asked.templates:,} templates x 100 cases, {os.cpu_count()} processors, best of {asked.runs}\n"
    )
    for name, seconds, target in rows:
        print(f"{name:<{wide}}  {seconds:8.3f} s   target {target}")
    if peer is None:
        print("\n@shopify/theme-check-node: not installed (npm ci --prefix benchmarks)")
    else:
        cold = rows[0][1]
        print(
            f"\n{'@shopify/theme-check-node, no rendering':<{wide}}  {peer:8.3f} s   {peer / cold:.1f} x ours cold"
        )


def measure(root: Path, environ: dict[str, str], runs: int) -> list[tuple[str, float, str]]:
    where = ["--project", str(root)]
    changed = root / "templates/message_0000.json.liquid"
    count = iter(range(1_000))

    def edit() -> None:
        changed.write_text(TEMPLATE.replace("Sent by", f"Edit {next(count)} by") % {"number": 0})

    def validate(*more: str) -> list[str]:
        return [*INBOX, "validate", *where, *more]

    cold = best(validate("--no-cache"), environ, runs)
    subprocess.run(validate(), env=environ, check=True, capture_output=True)
    empty = best([sys.executable, "-c", "pass"], environ, 9)
    with_click = best([sys.executable, "-c", "import click"], environ, 9)
    floor = 3 * empty + (with_click - empty)
    return [
        ("cold, no cache", cold, "8 s"),
        ("nothing changed", best(validate(), environ, 9), "0.5 s"),
        ("one template changed", best(validate(), environ, 9, before=edit), "0.7 s"),
        ("one template asked for, warm", best(validate("message_0001"), environ, 9), "0.2 s"),
        ("inbox --version", best([*INBOX, "--version"], environ, 9), f"{floor:.3f} s"),
        ("python -c pass", empty, "-"),
        ("import click", with_click, "-"),
    ]


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
        text = TEMPLATE % {"number": number}
        (folder / f"snippets/message-{number:04}.liquid").write_text(text)
    config = folder / ".theme-check.yml"
    config.write_text("extends: theme-check:recommended\n")
    command = ["node", str(HERE / "theme_check.mjs"), str(folder), str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert found["files"] >= templates, found
    return float(found["seconds"])


if __name__ == "__main__":
    main()
