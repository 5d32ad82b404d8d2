"""Build the page into the package while it is built or installed; ``scripts/page.py`` says how.

Without npm or a network the build succeeds, and the page says how to build it.
"""

import runpy
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ARTIFACTS = (
    "toolkit/inbox_toolkit/web/assets/page/**",
    "toolkit/inbox_toolkit/web/assets/vendor/**",
)


class PageHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel, a source distribution or an editable install is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Have the page in place, as its sources are now, and in the wheel."""
        root = Path(self.root)
        page = runpy.run_path(str(root / "scripts/page.py"))  # a backend imports nothing from here
        try:
            page["build"](root)
        except (OSError, subprocess.SubprocessError) as error:
            reason = getattr(error, "stderr", None) or error
            self.app.display_warning(f"the page of the preview was not built: {reason}")
        build_data.setdefault("artifacts", []).extend(ARTIFACTS)
