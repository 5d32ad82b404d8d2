"""Compare a text with a golden file; ``pytest --golden`` would be magic, so one variable rewrites.

Run with ``REWRITE_GOLDEN=1`` to write the files again, and review the difference.
"""

import os
from pathlib import Path


def assert_golden(file: Path, text: str) -> None:
    if os.environ.get("REWRITE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    assert text == file.read_text(encoding="utf-8")
