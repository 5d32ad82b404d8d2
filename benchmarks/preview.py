"""How long a save takes to reach the screen, beside Vite's hot update of one module.

    python -m benchmarks preview

The measuring is ``preview_latency``'s, in a real Chromium. The peer is measured where Node is and
``npm ci --prefix benchmarks`` has been run.
"""

import tempfile
from pathlib import Path

from benchmarks.preview_latency import measure, project
from benchmarks.rows import Aim, NotMeasuredError, Peer, Row, percentile
from tests.support.browser import executable

MODULES = Path(__file__).resolve().parent / "node_modules"
PEER = "Vite 8, one module"


def rows(*, quick: bool = False) -> list[Row]:
    """Return milliseconds from the file's close to the changed pixel."""
    if executable() is None:
        raise NotMeasuredError("there is no Chromium on the PATH")
    saves = 4 if quick else 40
    with tempfile.TemporaryDirectory() as folder:
        peer = _vite(Path(folder) / "vite")
        waits = measure(project(Path(folder) / "project"), saves, peer)
    vite = waits.get("vite")
    edits, people = waits["template"], waits["profile"]
    middle, late = percentile(edits, 0.5), percentile(edits, 0.95)

    def beside(key: str, what: str, figure: float, share: float) -> Row:
        peer = Peer(PEER, percentile(vite, share) if vite else None)
        return Row(key, what, figure, "ms", Aim("ratio", 1), peer)

    return [
        Row("preview.median", "save to changed pixel, 100 templates x 20 cases, median", middle, "ms", Aim("at most", 50)),
        Row("preview.late", "save to changed pixel, 95 of 100 within", late, "ms", Aim("at most", 100)),
        beside("preview.peer-median", "save to changed pixel, median, beside a hot update", middle, 0.5),
        beside("preview.peer-late", "save to changed pixel, 95 of 100, beside a hot update", late, 0.95),
        Row("preview.profile", "a profile saved to changed pixel, median", percentile(people, 0.5), "ms"),
    ]  # fmt: skip


def _vite(folder: Path) -> Path | None:
    """Return a folder that the peer can serve; None where it is not installed."""
    if not (MODULES / "vite").is_dir():
        return None
    folder.mkdir()
    (folder / "node_modules").symlink_to(MODULES, target_is_directory=True)
    return folder
