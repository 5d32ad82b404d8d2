"""Liquid as Customer.io renders it: both dialects, latest (JavaScript) and legacy (Ruby).

Start at ``render.py``, which does it all: parse to frozen nodes (``syntax/``), compile to one
Python function per template (``compiler/``), run (``runtime/``). ``catalog/`` lists the tags,
filters and roots there are, ``filters/`` has their functions, ``javascript/`` the semantics of
values; ``legacy/`` is what differs in legacy. Imports only ``text`` and ``errors`` of the toolkit.
"""

from collections.abc import Mapping
from datetime import datetime


def render_text(
    source: str,
    data: Mapping[str, object],
    *,
    version: str = "latest",
    now: datetime | None = None,
    seed: int = 0,
) -> str:
    """Render Liquid with data as the service would; see ``render.render``, which this calls."""
    from inbox_toolkit.liquid.render import (
        render,  # parsing costs an import that a stored program saves
    )

    return render(source, data, version=version, now=now, seed=seed)
