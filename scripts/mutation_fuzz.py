"""Mutate templates, fixtures, contracts and configuration, for as long as one likes.

    python scripts/mutation_fuzz.py [FIRST] [COUNT]

Each mutant is validated with every rule; every fifth is reported in every format as well, and its
contracts and types are inferred. One that raises anything but an error that says what to do is printed. Exit 1 if any did.
"""

import sys
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.mutations import base_project, mutants, own_templates, validate_mutant


def main() -> int:
    first, count = (int(one) for one in [*sys.argv[1:], "0", "50000"][:2])
    causes: Counter[str] = Counter()
    refused = findings = 0
    with TemporaryDirectory(prefix="inbox-mutants-") as name:
        folder = base_project(Path(name), with_translation=True)
        found = mutants(Random(first), folder, own_templates())
        for number, mutant in zip(range(count), found, strict=False):
            try:
                report = validate_mutant(folder, mutant, thorough=number % 5 == 0)
            except Exception:  # noqa: BLE001 - what is looked for
                trace = traceback.format_exc()
                cause = trace.strip().splitlines()[-1]
                if not causes[cause]:
                    print(f"mutant {number} of seed {first}\n{mutant.text}\n{trace}")
                causes[cause] += 1
                continue
            refused += report is None
            findings += len(report.diagnostics) if report else 0
    wrong = sum(causes.values())
    print(f"{count} mutants, {refused} refused, {findings} findings, {wrong} crashed")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
