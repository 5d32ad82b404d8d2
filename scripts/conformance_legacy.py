"""Our legacy Liquid against Customer.io's own Ruby fork, on random templates.

    LEGACY_LIQUID=/path/to/liquid make conformance-legacy N=20000

``LEGACY_LIQUID`` is a copy of https://github.com/customerio/liquid, which needs Ruby and is not part of
this repository. Half of the cases are sane, half are wild (``legacy_generator.py``). A case agrees if
both print the same, or both fail. Why cases may differ is listed by hand in
``tests/liquid/legacy/reasons.json``. The exit code is 1 below 99.5 % of sane or 97 % of wild cases.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from inbox_toolkit.errors import LiquidError
from inbox_toolkit.liquid.render import render

from scripts.legacy_generator import Kind, LegacyCase, case_at

ORACLE = Path(__file__).with_name("legacy_oracle.rb")
REASONS = Path(__file__).parents[1] / "tests/liquid/legacy/reasons.json"
BATCH = 2_000
WANTED: dict[Kind, float] = {"sane": 0.995, "wild": 0.97}
UNEXPLAINED = "not explained yet"

Answer = dict[str, str]


def theirs(cases: list[LegacyCase], fork: str) -> list[Answer]:
    """Ask the fork about a batch, in a process of its own."""
    lines = "".join(json.dumps(case._asdict()) + "\n" for case in cases)
    command = ["ruby", "-W0", "-EUTF-8:UTF-8", str(ORACLE), fork]
    done = subprocess.run(
        command, input=lines.encode(), capture_output=True, check=True, timeout=600
    )
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def ours(case: LegacyCase, now: datetime) -> Answer:
    """Return our answer in the same form; a crash agrees with nothing."""
    try:
        return {"out": render(case.template, case.data, version="legacy", now=now)}
    except LiquidError as error:
        return {"err": error.message}
    except Exception as error:  # noqa: BLE001 - any exception at all is a finding
        return {"crash": repr(error)}


def agree(expected: Answer, found: Answer) -> bool:
    """Return True if both print the same, or both fail."""
    if "skip" in expected:
        return True
    return found.get("out") == expected["out"] if "out" in expected else "err" in found


def reason_for(case: LegacyCase, expected: Answer, found: Answer) -> str:
    """Return why a case differs, as far as it is known."""
    for one in json.loads(REASONS.read_text(encoding="utf-8")):
        is_it = re.search(one["template"], case.template) and re.search(
            one["theirs"], json.dumps(expected)
        )
        if is_it and re.search(one["ours"], json.dumps(found)):
            return str(one["reason"])
    return UNEXPLAINED


def main() -> int:
    """Run from the command line; see the module's own text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, help="a new one if not given")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--failures", type=Path, default=Path("build/conformance-legacy.jsonl"))
    options = parser.parse_args()
    fork = os.environ.get("LEGACY_LIQUID", "")
    if not (Path(fork) / "lib/liquid.rb").is_file():
        print(
            "LEGACY_LIQUID must be a copy of https://github.com/customerio/liquid", file=sys.stderr
        )
        return 2
    seed = options.seed or random.SystemRandom().randrange(1, 10**9)
    options.failures.parent.mkdir(parents=True, exist_ok=True)
    passed = True
    with options.failures.open("w", encoding="utf-8") as failures:
        for kind in get_args(Kind):
            count = options.count // 2
            why: Counter[str] = Counter()
            for start in range(0, count, BATCH):
                cases = [
                    case_at(kind, seed, index) for index in range(start, min(start + BATCH, count))
                ]
                now = datetime.now(UTC)
                for case, expected in zip(cases, theirs(cases, fork), strict=True):
                    found = ours(case, now)
                    if not agree(expected, found):
                        why[reason_for(case, expected, found)] += 1
                        failures.write(
                            json.dumps(
                                [kind, case.template, case.data, expected, found],
                                ensure_ascii=False,
                            )
                            + "\n"
                        )
            share = 1 - why.total() / count
            print(f"{kind}: {count:,} cases of seed {seed}, {share:.2%} agree")
            for reason, times in why.most_common():
                print(f"{times:>6}  {reason}")
            passed = passed and share >= WANTED[kind]
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
