"""Feeds random and mutated text to the parser: no crash, no hang, spans inside the text.

python -m scripts.liquid_fuzz --count 1000000 --seed 7
"""

import argparse
import json
import multiprocessing
import random
import signal
import sys
from types import FrameType

from tests.support.liquid_corpus import CORPUS
from tests.support.liquid_fuzz import check, inputs

BATCH = 5_000
PATIENCE = 5  # seconds for one text, thousands of times what the longest takes


def templates() -> list[str]:
    """Return the corpus's templates, which the mutations start from."""
    return [
        case["template"]
        for path in sorted(CORPUS.glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))
    ]


def _hung(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"one text took longer than {PATIENCE} s")


def run_batch(job: tuple[int, int]) -> list[str]:
    """Check one batch; return what went wrong with which text."""
    seed, count = job
    signal.signal(signal.SIGALRM, _hung)
    problems: list[str] = []
    for text in inputs(seed, count, templates()):
        signal.alarm(PATIENCE)
        try:
            check(text)
        except Exception as error:  # noqa: BLE001 - finding any exception at all is the purpose
            problems.append(f"{type(error).__name__}: {error} <- {text!r}")
    signal.alarm(0)
    return problems


def main() -> int:
    """Run from the command line; the exit code is 1 if any text went wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=None, help="a new one if not given")
    chosen = options.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10**9)
    batches = [(seed + at, BATCH) for at in range(-(-chosen.count // BATCH))]
    found = 0
    with multiprocessing.Pool() as pool:
        for problems in pool.imap_unordered(run_batch, batches):
            found += len(problems)
            for problem in problems[:3]:
                print(problem[:600], file=sys.stderr)
    print(f"{len(batches) * BATCH} texts, seed {seed}: {found} went wrong")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
