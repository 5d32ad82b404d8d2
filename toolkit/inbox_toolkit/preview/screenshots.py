"""A picture of every case in every view, always the same for the same project."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.chromium import open_browser, open_file
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.revision import LAST_COMMIT
from inbox_toolkit.preview.shot_list import VIEWS, Shot, shots_of
from inbox_toolkit.preview.static_site import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = {"json": 720, "changes": 960, "cases": 960}  # lines of text, many cards
WIDTH = 448  # of any other view: a panel of the inbox with its margins
HEIGHT = 160  # at least
LONGEST = 4000  # pixels, of either side; a picture beyond that is cut
TRIES = 10
CLOCK = datetime(2026, 1, 15, 9, tzinfo=UTC)
"""What templates take for now, where the project does not say: pictures must not age."""

# How large the window has to be for all of the message to be seen.
_WHOLE = """
(() => {
  const json = document.documentElement.dataset.picture === "json";
  const shown = document.querySelector(json ? "#side .json" : "#view");
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = shown;
  return [innerWidth + scrollWidth - clientWidth, innerHeight + scrollHeight - clientHeight];
})()
"""
_SHOWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass(frozen=True, slots=True)
class ScreenshotRun:
    """How pictures are taken: of which project, in which views.

    ``revision`` is what differences are since; ``progress`` is called with how many pictures are
    taken, of how many.
    """

    state: ProjectState
    views: tuple[str, ...] = VIEWS
    revision: str = LAST_COMMIT
    progress: Callable[[int, int], None] = lambda _done, _all: None

    def take(self, folder: Path) -> list[str]:
        """Write the pictures and return their names; raises UsageError where there are none."""
        shots = list(shots_of(self.state, self.views, revision=self.revision))
        if not shots:
            raise UsageError(
                f"there is nothing to show in {' or '.join(self.views)}",
                help="`inbox validate` says which cases there are; without --view all are taken",
            )
        with (
            tempfile.TemporaryDirectory(prefix="inbox-screens-") as site,
            open_browser() as page,
        ):
            write_site(self.state, Path(site), revision=self.revision, alone=True)
            for done, shot in enumerate(shots, start=1):
                path = folder / shot.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(_picture(page, Path(site), shot))
                self.progress(done, len(shots))
        return [shot.name for shot in shots]


def screenshot_state(root: Path, now: datetime | None) -> ProjectState:
    """Return the validated project that pictures are taken of; its clock stands still."""
    state = ProjectState(root, now=now)
    if now is None and state.workspace.config.render.now is None:
        state = ProjectState(root, now=CLOCK)
    state.validate_pending()
    return state


def _picture(page: "Page", site: Path, shot: Shot) -> bytes:
    width = WIDTHS.get(shot.view, WIDTH)
    page.set_viewport_size({"width": width, "height": HEIGHT})
    open_file(page, site / shot.file, shot.query)
    page.evaluate("(view) => { document.documentElement.dataset.picture = view }", shot.view)
    width, height = (min(each, LONGEST) for each in page.evaluate(_WHOLE))
    page.set_viewport_size({"width": width, "height": height})
    return _settled_picture(page)


def _settled_picture(page: "Page") -> bytes:
    """Return the picture that comes twice: what is drawn lazily, or in a frame, may come late."""
    last = b""
    for _ in range(TRIES):
        page.evaluate(_SHOWN)
        taken = page.screenshot()
        if taken == last:
            break
        last = taken
    return last
