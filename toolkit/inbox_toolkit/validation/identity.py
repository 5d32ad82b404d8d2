"""What makes two runs the same toolkit: its version, the Python, and its own source files."""

import os
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from inbox_toolkit import __version__

_SHIPPED = (".py", ".json")


def toolkit_key() -> str:
    """Return a name for this very toolkit; a checkout being edited changes it with every save."""
    root = str(Path(__file__).resolve().parents[1])
    states = "\n".join(sorted(_states(root)))
    text = f"{__version__} {sys.implementation.cache_tag} {sys.hexversion}\n{states}"
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _states(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for one in entries:
            if one.name.endswith(_SHIPPED):
                found = one.stat()
                yield f"{one.path} {found.st_size} {found.st_mtime_ns}"
            elif one.is_dir() and one.name not in ("__pycache__", "assets"):
                yield from _states(one.path)
