"""Measure everything, or the parts named, in one run, and say how it compares.

    python -m benchmarks [PART ...] [--quick] [--write FILE]

The parts are liquid, validate, language_server, formatters, preview, sandbox and audit. ``--quick`` only shows that each still works: its
figures mean nothing. Peers that are not installed are left out and named (``make bench`` installs
them).
"""

import argparse
import sys
import traceback
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.machine import described, load
from benchmarks.report import Part, page, read_remarks, table
from benchmarks.rows import NotMeasuredError

PARTS = ("liquid", "validate", "language_server", "formatters", "preview", "sandbox", "audit")


def measured(name: str, *, quick: bool) -> Part:
    """Run one part: the module of that name, whose ``rows`` are asked for."""
    print(f"measuring {name}", file=sys.stderr)
    try:
        return Part(name, import_module(f"benchmarks.{name}").rows(quick=quick))
    except NotMeasuredError as missing:
        return Part(name, missing=str(missing))
    except Exception as error:  # noqa: BLE001 - what the other parts came to must not be lost
        traceback.print_exc()
        return Part(name, missing=f"it failed: {type(error).__name__}", is_broken=True)


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; see the module's own text."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    options.add_argument("--quick", action="store_true", help="see that each part works")
    options.add_argument("--write", type=Path, metavar="FILE", help="write the page of results")
    chosen = options.parse_args(arguments)
    if unknown := set(chosen.parts) - set(PARTS):
        options.error(
            f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}"
        )
    machine = described()
    parts = [measured(name, quick=chosen.quick) for name in chosen.parts or PARTS]
    machine["Load average"] += f" before; {load()} after (our own work included)"
    print(table(parts))
    if any(part.is_broken for part in parts):
        print("a part failed, see above; nothing is written", file=sys.stderr)
        return 1
    if chosen.write:
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        text = page(parts, machine, day, read_remarks(), quick=chosen.quick)
        chosen.write.write_text(text, encoding="utf-8")
        print(f"wrote {chosen.write}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
