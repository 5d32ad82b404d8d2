"""What ``inbox preview`` writes instead of serving: pages, pictures, and what differs in them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_toolkit.cli.console import echo, echo_err
from inbox_toolkit.cli.progress import ProgressPrinter
from inbox_toolkit.errors import UsageError
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity

if TYPE_CHECKING:
    from inbox_toolkit.preview.screenshots import ScreenshotRun


@dataclass(frozen=True, slots=True)
class PreviewFiles:
    """The files that were asked for: a folder for one kind of them, or none at all."""

    folder: Path
    now: datetime | None
    build: Path | None
    screenshot: Path | None
    compare: Path | None
    threshold: float
    views: tuple[str, ...]
    since: str

    @property
    def any(self) -> bool:
        """Return True if anything is to be written."""
        return bool(self.build or self.screenshot or self.compare)

    def write(self) -> int:
        """Write what was asked for and return the exit code; raises UsageError, ProjectError."""
        if self.build:
            return self._build(self.build)
        if self.screenshot:
            return self._screenshot(self.screenshot)
        return self._compare(self.compare) if self.compare else 0

    def _build(self, target: Path) -> int:
        from inbox_toolkit.preview.project_state import ProjectState
        from inbox_toolkit.preview.static_site import write_site

        state = ProjectState(self.folder, now=self.now)
        self._check_revision(state.workspace.root)
        state.validate_pending()
        written = write_site(state, target, revision=self.since, progress=ProgressPrinter("pages"))
        echo(f"{target / 'index.html'}  {quantity(len(written) - 1, 'template')}")
        return 0

    def _screenshot(self, target: Path) -> int:
        from inbox_toolkit.preview.shot_list import VIEWS

        names = self._screenshot_run(VIEWS).take(target)
        echo(f"{target}  {quantity(len(names), 'screenshot')}")
        return 0

    def _compare(self, before: Path) -> int:
        from inbox_toolkit.preview.shot_list import STABLE_VIEWS
        from inbox_toolkit.preview.visual_regression import DIFFERENCES, compare_screenshots

        found = compare_screenshots(
            self._screenshot_run(STABLE_VIEWS), before, threshold=self.threshold
        )
        for one in found:
            share = f"  {one.share:.1%} of its pixels" if one.what == "differs" else ""
            echo(f"{presentable(one.name)}  {one.what}{share}")
        if found:
            echo_err(f"{quantity(len(found), 'screenshot')} changed; see {before / DIFFERENCES}")
        return 1 if found else 0

    def _screenshot_run(self, views: tuple[str, ...]) -> "ScreenshotRun":
        from inbox_toolkit.preview.chromium import require_browser
        from inbox_toolkit.preview.screenshots import ScreenshotRun, screenshot_state

        require_browser()
        state = screenshot_state(self.folder, self.now)
        self._check_revision(state.workspace.root)
        wanted = self.views or views
        return ScreenshotRun(state, wanted, self.since, ProgressPrinter("screenshots"))

    def _check_revision(self, root: Path) -> None:
        from inbox_toolkit.preview.revision import LAST_COMMIT
        from inbox_toolkit.workspace.git import is_revision

        if self.since != LAST_COMMIT and not is_revision(root, self.since):
            raise UsageError(
                f"git does not know the revision `{self.since}`",
                help="name a commit, branch or tag that this clone holds, such as origin/main",
            )
