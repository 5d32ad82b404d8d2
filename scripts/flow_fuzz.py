"""Hold the analysis against real renders of random templates, for as long as one likes.

    python scripts/flow_fuzz.py [FIRST] [COUNT]

Every template is rendered over some 170 worlds (each path of the data deleted, nulled, changed, and
several at once); a render that fails where the analysis says it cannot, or a read that is said to
be required and never fails, is printed with its template. So is a finding that says what is not true
of the cases it names, or of all data. Exit 1 if there was any.
"""

import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.finding_laws import false_findings, make_names
from tests.support.flow_fuzz import check_template, make


def main() -> int:
    first, count = (int(one) for one in [*sys.argv[1:], "0", "2000"][:2])
    templates = renders = wrong = conditional = 0
    makers = [make, make_names, lambda seed: make_names(seed, "legacy")]
    for seed, made in ((seed, one(seed)) for seed in range(first, first + count) for one in makers):
        found = check_template(made, Random(seed))
        templates, renders = templates + 1, renders + found.renders
        conditional += found.conditional
        if found.wrong:
            wrong += 1
            print(f"seed {seed}: {found.wrong[0]}\n  {made.source.text}")
    print(
        f"{templates} templates, {renders} renders, {conditional} conditional reads, {wrong} wrong"
    )
    with TemporaryDirectory() as folder:
        judged = [
            false_findings(seed, Path(folder) / f"{seed}") for seed in range(first, first + count)
        ]
    untrue = [one for found, _ in judged for one in found]
    print(
        *untrue, f"{sum(number for _, number in judged)} findings, {len(untrue)} untrue", sep="\n"
    )
    return 1 if wrong or untrue else 0


if __name__ == "__main__":
    raise SystemExit(main())
