"""Hold proofs and inferred contracts against real renders of random templates.

    python scripts/proof_fuzz.py [FIRST] [COUNT]

Each seed makes two templates: one of JSON, one of control flow. Both are proved and searched: one
that was proved to be JSON and prints something else (or lets data change its structure), or that
was proved to have every value and lacks one, is printed. The contract of the second is checked
both ways: what it requires is taken away (some render must fail), and data that it allows must not
fail for want of a value. What a search finds, ``validate`` must report once it is a fixture, and
a comma or an injection without it. Exit 1 if anything is wrong.
"""

import sys
from pathlib import Path
from random import Random
from tempfile import mkdtemp

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from inbox_toolkit.contract.inference.infer import infer

from tests.support.contracts import disagreements, missing_values
from tests.support.flow_fuzz import make
from tests.support.json_fuzz import run_seed, run_template
from tests.support.laws import random_template, unreported


def main() -> int:
    folder = mkdtemp()
    first, count = (int(one) for one in [*sys.argv[1:], "0", "1500"][:2])
    json = values = cases = wrong = 0
    for seed in range(first, first + count):
        flow = make(seed)
        for found in (run_seed(seed), run_template(flow, seed=seed, cases=60)):
            json, values = json + found.json.is_closed, values + found.values.is_closed
            cases += found.search.cases
            if found.is_wrong:
                wrong += 1
                print(f"seed {seed}: proved, and not so\n  {found.template.source.text}")
        said = disagreements(flow, Random(seed))
        # of a path that is used as two types, the contract says that no data is right
        contested = tuple(f"undefined variable: {one.path}" for one in infer(flow).contradictions)
        said += [
            f"allowed, and fails: {message} for {data}"
            for message, data in missing_values(flow, seed=seed, draws=20).items()
            if message.startswith("undefined variable: trigger")
            and not message.startswith(contested)
        ]
        said += unreported(random_template(seed), Path(folder), seed=seed)
        if said:
            wrong += 1
            print(f"seed {seed}: {said[0]}\n  {flow.source.text}")
    print(
        f"{2 * count} templates: {json} proved to be JSON, {values} to have every value, searched "
        f"with {cases} cases; {count} contracts checked against renders; {wrong} wrong"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
