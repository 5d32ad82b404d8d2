"""The dialect: Liquid as Customer.io renders it (DESIGN 4 and 6).

Parse (``parser.py``) to frozen nodes (``nodes.py``), compile (``compiler.py``) to one Python
function per template, run (``runtime.py``). Start with ``render.py``, which does all three;
``catalog.py`` lists the tags, filters and roots there are. Imports: ``text``, ``errors``. Nothing
else of the toolkit.
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
