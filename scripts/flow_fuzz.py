"""Hold the analysis against real renders of random templates, for as long as one likes.

    python scripts/flow_fuzz.py [FIRST] [COUNT]

Every template is rendered over some 170 worlds (each path of the data deleted, nulled, changed, and
several at once); a render that fails where the analysis says it cannot, or a read that is said to
be required and never fails, is printed with its template. Exit 1 if there was any.
"""

import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.flow_fuzz import check_template, make


def main() -> int:
    first, count = (int(one) for one in [*sys.argv[1:], "0", "2000"][:2])
    templates = renders = wrong = conditional = 0
    for seed in range(first, first + count):
        made = make(seed)
        found = check_template(made, Random(seed))
        templates, renders = templates + 1, renders + found.renders
        conditional += found.conditional
        if found.wrong:
            wrong += 1
            print(f"seed {seed}: {found.wrong[0]}\n  {made.source.text}")
    print(
        f"{templates} templates, {renders} renders, {conditional} conditional reads, {wrong} wrong"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
