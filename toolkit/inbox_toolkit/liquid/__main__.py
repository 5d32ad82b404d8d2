"""``python -m inbox_toolkit.liquid``: renders JSON lines, so that any corpus runs in one process.

Each line of standard input is ``{"template", "data", "version"?, "now"?, "seed"?, "strict"?}``;
``now`` is an ISO time, UTC unless it says otherwise. Each line out is ``{"out"}`` or ``{"err"}``.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from inbox_toolkit.errors import LiquidError
from inbox_toolkit.liquid.javascript.utf16 import to_well_formed
from inbox_toolkit.liquid.render import render


def answers(lines: Iterable[str]) -> Iterator[str]:
    """Yield one line for each line that is not blank."""
    for line in lines:
        if line.strip():
            yield to_well_formed(json.dumps(_answer(line), ensure_ascii=False))


def _answer(line: str) -> dict[str, str]:
    try:
        asked = json.loads(line)
        now = datetime.fromisoformat(asked["now"]) if asked.get("now") else None
        return {
            "out": render(
                asked["template"],
                asked.get("data") or {},
                version=asked.get("version", "latest"),
                now=now.replace(tzinfo=now.tzinfo or UTC) if now else None,
                seed=int(asked.get("seed", 0)),
                strict=bool(asked.get("strict", True)),
            )
        }
    except LiquidError as error:
        return {"err": error.message}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return {"err": f"this line cannot be rendered: {type(error).__name__}: {error}"}


def main() -> None:
    """Answer standard input on standard output, line by line."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # always a text stream here
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for answer in answers(sys.stdin):
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
