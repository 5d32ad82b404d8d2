"""Our engine against liquidjs on random templates that nobody has seen before.

    python -m scripts.conformance --count 200000 --seed 7 --report tests/liquid/last_run.json

Every case is rendered strict and lax by both; a case agrees if both outcomes do. It is compared with
liquidjs 10.26.0 and with 10.16.1, the service's engine of September 2026. Disagreements go
to ``--failures`` as JSON lines that ``scripts/record_liquid_corpus.mjs`` can read. Why cases differ
is kept by hand in ``tests/liquid/reasons.json``: the first entry whose patterns are found in the
template and in our outcome explains a case; what none explains is counted as such. The exit code is
1 if that is more than one case in a thousand.
"""

import argparse
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from inbox_toolkit.liquid.catalog.sources import LIQUIDJS_10_16
from inbox_toolkit.liquid.filters.registry import specs

from scripts.liquid_generator import Case, case_at
from tests.support.liquid_corpus import Outcome, Refused, agree, compiled, ours, outcome

BATCH = 2_000
ENOUGH = 0.999
ORACLE = Path(__file__).with_name("liquid_oracle.mjs")
LIMIT = "limit exceeded"
MODES = ("strict", "lax")
MOST_LISTED = 100
REASONS = Path(__file__).parents[1] / "tests" / "liquid" / "reasons.json"
UNEXPLAINED = "not explained yet"
VERSIONS = {"10.26.0": "latest", "10.16.1": LIQUIDJS_10_16}
"""Our version of Liquid for each version of liquidjs."""

# Customer.io's own filters, of which liquidjs knows nothing; broken templates stumble on some.
OWN_FILTER = re.compile(
    r"\|\s*(?:" + "|".join(spec.name for spec in specs() if spec.is_own) + r")\b"
)


class Difference(NamedTuple):
    """One case that came out differently in one mode."""

    at: int
    case: Case
    mode: str
    theirs: Outcome
    mine: Outcome


class Tally(NamedTuple):
    """What one batch came to; ``skipped`` cases are those the reference cannot judge."""

    cases: int
    rendered: int
    skipped: int
    differences: list[Difference]


class Reason(NamedTuple):
    """Why cases differ, and the patterns they are known by: in the template, in the outcomes.

    ``engine`` is the version of liquidjs that it holds for; empty for both.
    """

    reason: str
    template: str
    ours: str
    engine: str = ""
    theirs: str = ""

    def explains(self, one: Difference, engine: str = "10.26.0") -> bool:
        """Return True if all patterns are found."""
        if self.engine not in ("", engine):
            return False
        found = re.search(self.template, one.case.template)
        outcomes = re.search(self.ours, str(one.mine)) and re.search(self.theirs, str(one.theirs))
        return bool(found and outcomes)


def answers(cases: list[Case], engine: str = "10.26.0") -> list[dict[str, Outcome]]:
    """Ask the reference engine, in a process of its own, about a batch.

    10.16.1 builds any range that a template asks for, and dies of it: such a case counts as one that
    the reference cannot judge, and another process goes on behind it.
    """
    read: list[dict[str, Outcome]] = []
    while len(read) < len(cases):
        lines = "".join(json.dumps(case._asdict()) + "\n" for case in cases[len(read) :])
        done = subprocess.run(
            ["node", "--max-old-space-size=256", str(ORACLE)],
            input=lines,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            env={**os.environ, "LIQUIDJS": engine},
        )
        if done.returncode > 0:
            raise RuntimeError(done.stderr)
        # not splitlines: JavaScript leaves U+2028 in its texts unescaped
        for answer in done.stdout.split("\n")[:-1]:
            read.append({mode: outcome(one) for mode, one in json.loads(answer).items()})
        if done.returncode < 0:
            read.append(dict.fromkeys(MODES, Refused(f"heap {LIMIT}", "render")))
    return read


def answered(case: Case, engine: str = "10.26.0") -> dict[str, Outcome]:
    """Return our outcomes in the same form; a crash is one like any other, but agrees with none."""
    try:
        program = compiled(case.template, VERSIONS[engine])
        return {mode: ours(program, case.data, strict=mode == "strict") for mode in MODES}
    except Exception as error:  # noqa: BLE001 - any exception at all is a finding
        return dict.fromkeys(MODES, Refused(f"crash: {error!r}", "crash"))


def judge(case: Case, theirs: dict[str, Outcome], at: int, engine: str) -> Iterator[Difference]:
    """Yield in which modes a case differs."""
    mine = answered(case, engine)
    for mode in MODES:
        if not agree(theirs[mode], mine[mode]):
            yield Difference(at, case, mode, theirs[mode], mine[mode])


def comparable(case: Case, theirs: dict[str, Outcome]) -> bool:
    """Return True if the reference can judge a case: within its limits, with filters it has."""
    if any(isinstance(one, Refused) and LIMIT in one.err for one in theirs.values()):
        return False
    return OWN_FILTER.search(case.template) is None


def run_batch(job: tuple[str, int, int, int]) -> Tally:
    """Compare the cases ``start`` to ``stop`` of a seed."""
    engine, seed, start, stop = job
    cases = [case_at(seed, index) for index in range(start, stop)]
    rendered = skipped = 0
    differences: list[Difference] = []
    for index, (case, theirs) in enumerate(zip(cases, answers(cases, engine), strict=True), start):
        if not comparable(case, theirs):
            skipped += 1
            continue
        rendered += isinstance(theirs["strict"], str)
        differences += judge(case, theirs, index, engine)
    return Tally(len(cases), rendered, skipped, differences)


def compare(seed: int, count: int, workers: int, engine: str = "10.26.0") -> Tally:
    """Compare a whole run, a batch at a time, and say now and then how it goes."""
    jobs = [(engine, seed, start, min(start + BATCH, count)) for start in range(0, count, BATCH)]
    cases = rendered = skipped = 0
    differences: list[Difference] = []
    with multiprocessing.Pool(workers) as pool:
        for done in pool.imap_unordered(run_batch, jobs):
            cases += done.cases
            rendered += done.rendered
            skipped += done.skipped
            differences += done.differences
            if cases % 20_000 == 0:
                print(f"{cases:>8} cases, {len(differences)} differences", file=sys.stderr)
    return Tally(cases, rendered, skipped, sorted(differences, key=lambda one: one.at))


def read_reasons(path: Path = REASONS) -> list[Reason]:
    """Read what people found out about cases that differ."""
    return [Reason(**one) for one in json.loads(path.read_text(encoding="utf-8"))]


def explained(
    differences: list[Difference], reasons: list[Reason], engine: str = "10.26.0"
) -> dict[str, int]:
    """Count the cases (not the modes) by why they differ, the most frequent first."""
    why = {
        one.at: next((each.reason for each in reasons if each.explains(one, engine)), UNEXPLAINED)
        for one in reversed(differences)  # so that the first mode of a case, the strict one, counts
    }
    return dict(Counter(why.values()).most_common())


def summary(seed: int, tally: Tally, seconds: float, engine: str = "10.26.0") -> dict[str, object]:
    """Return the figures of a run, as the README tells them."""
    judged = tally.cases - tally.skipped
    differing = sorted({one.at for one in tally.differences})
    wrong = len(differing)
    return {
        "reference": f"liquidjs {engine}",
        "seed": seed,
        "cases": judged,
        "skipped": tally.skipped,
        "rendered_in_strict_mode": round(tally.rendered / judged, 4),
        "disagreements": wrong,
        "agreement": round(1 - wrong / judged, 6),
        # `liquid_generator.case_at(seed, index)` makes each again
        "differing": differing[:MOST_LISTED],
        "reasons": explained(tally.differences, read_reasons(), engine),
        "seconds": round(seconds),
    }


def save(differences: list[Difference], path: Path) -> None:
    """Write the differing cases down, one JSON line each, and the most frequent kinds on stderr."""
    lines = [
        json.dumps({**one.case._asdict(), "mode": one.mode, "theirs": one.theirs, "mine": one.mine})
        for one in differences
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    kinds = Counter((str(one.theirs)[:40], str(one.mine)[:40]) for one in differences)
    for (theirs, mine), times in kinds.most_common(8):
        print(f"{times:>6}  theirs {theirs!r}  ours {mine!r}", file=sys.stderr)


def main() -> int:
    """Run from the command line; see the module's own text."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=None, help="a new one if not given")
    options.add_argument("--count", type=int, default=200_000)
    options.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    options.add_argument("--engine", action="append", choices=VERSIONS, help="both if not given")
    options.add_argument("--failures", type=Path, default=Path("build/conformance.jsonl"))
    options.add_argument("--report", type=Path, help="where the figures of the run are kept")
    chosen = options.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(1, 10**9)
    runs = []
    for engine in chosen.engine or VERSIONS:
        started = time.monotonic()
        tally = compare(seed, chosen.count, chosen.workers, engine)
        runs.append(summary(seed, tally, time.monotonic() - started, engine))
        save(tally.differences, chosen.failures.with_stem(f"{chosen.failures.stem}-{engine}"))
        print(json.dumps(runs[-1], indent=2))
    if chosen.report:
        chosen.report.write_text(json.dumps(runs, indent=2) + "\n", encoding="utf-8")
    return int(any(_unexplained_share(run) > 1 - ENOUGH for run in runs))


def _unexplained_share(run: dict[str, Any]) -> float:
    return float(run["reasons"].get(UNEXPLAINED, 0) / run["cases"])


if __name__ == "__main__":
    sys.exit(main())
