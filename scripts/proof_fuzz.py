"""Hold the JSON proof, and inferred contracts, against real renders of random templates.

    python scripts/proof_fuzz.py [FIRST] [COUNT]

For each seed one template is proved and searched: one that was proved to be JSON and prints
something else, or lets data change its structure, is printed. For each seed another is inferred:
what its contract calls required is taken away (some render must fail) and what it does not is too
(none may). Exit 1 if there was any.
"""

import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.contracts import disagreements
from tests.support.flow_fuzz import make
from tests.support.json_fuzz import run_seed


def main() -> int:
    first, count = (int(one) for one in [*sys.argv[1:], "0", "1500"][:2])
    proved = cases = wrong = 0
    for seed in range(first, first + count):
        found = run_seed(seed)
        proved, cases = proved + found.proof.is_closed, cases + found.search_result.cases
        if found.is_wrong:
            wrong += 1
            print(f"seed {seed}: proved, and not so\n  {found.made.source.text}")
        template = make(seed)
        for said in disagreements(template, Random(seed))[:1]:
            wrong += 1
            print(f"seed {seed}: {said}\n  {template.source.text}")
    print(
        f"{count} templates proved {proved} times and searched with {cases} cases, "
        f"{count} contracts held against renders, {wrong} wrong"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
