"""A picture of every case, always the same for the same project, and what differs from the last."""

import base64
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from toolkit.errors import UsageError
from toolkit.preview.board import Board
from toolkit.preview.chromium import Chromium, find_chromium, open_page
from toolkit.preview.site import page_names, write_site

WIDTH, HEIGHT = 480, 760
DIFFERENCES = "differences"
CLOCK = datetime(2026, 1, 15, 9, tzinfo=UTC)
"""What templates take for now, where the project does not say: pictures must not age."""

THRESHOLD = 0.001  # of the pixels; fewer are how a font is smoothed

_COMPARE = """
(async ([one, two]) => {
  const load = async (data) =>
    createImageBitmap(await (await fetch("data:image/png;base64," + data)).blob());
  const [old, now] = [await load(one), await load(two)];
  const width = Math.max(old.width, now.width), height = Math.max(old.height, now.height);
  const pixels = (image) => {
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (image) context.drawImage(image, 0, 0);
    return context;
  };
  const a = pixels(old).getImageData(0, 0, width, height).data;
  const context = pixels(now), shown = context.getImageData(0, 0, width, height), b = shown.data;
  let differing = 0;
  for (let at = 0; at < a.length; at += 4) {
    const far = Math.max(...[0, 1, 2].map((by) => Math.abs(a[at + by] - b[at + by])));
    if (far > 16) { differing++; b[at] = 220; b[at + 1] = b[at + 2] = 0; }
    else for (const by of [0, 1, 2]) b[at + by] = 200 + b[at + by] * 0.2;
  }
  context.putImageData(shown, 0, 0);
  const blob = await context.canvas.convertToBlob({ type: "image/png" });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return [differing / (width * height), btoa(text)];
})
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to take: its name below the folder, the page's file, what to choose there."""

    name: str
    file: str
    query: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One picture that is not what it was; ``share`` is of its pixels, 1 where it came or went."""

    name: str
    share: float
    what: str


def screens_board(root: Path, now: datetime | None) -> Board:
    """Return the judged board that pictures are taken of; its clock stands still."""
    board = Board(root, now=now)
    if now is None and board.contents.project.config.render.now is None:
        board = Board(root, now=CLOCK)
    board.judge_all()
    return board


def shots_of(board: Board) -> Iterator[Shot]:
    """Yield the pictures of a project: each case in the inbox, and each template's matrix."""
    for name, file in page_names(board).items():
        stem = file.removesuffix(".html")
        for template in board.family(name):
            language = template.language or ""
            judged = board.judged[template.label].judgement
            prefix = f"{stem}/{language + '/' if language else ''}"
            for outcome in judged.outcomes:
                case = outcome.case
                names = {"p": case.profile.name, "d": case.data.name if case.data else ""}
                query = urlencode({**names, "l": language})
                yield Shot(f"{prefix}{case.profile.name}--{case.data_name}.png", file, query)
            if judged.outcomes:
                query = urlencode({"view": "matrix", "l": language})
                yield Shot(f"{prefix}matrix.png", file, query)


def take_screens(board: Board, folder: Path) -> list[str]:
    """Write a PNG per case and per matrix; raises UsageError without a Chromium."""
    program = find_chromium()
    names: list[str] = []
    with tempfile.TemporaryDirectory(prefix="inbox-screens-") as site, Chromium(program) as browser:
        write_site(board, Path(site), alone=True)
        for shot in shots_of(board):
            path = folder / shot.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_picture(browser, Path(site) / shot.file, shot.query))
            names.append(shot.name)
    return names


def compare_screens(
    board: Board, before: Path, *, threshold: float = THRESHOLD
) -> list[Difference]:
    """Take the pictures again and return those that differ from the ones in ``before``.

    A picture of each difference is written to its folder ``differences``. Raises UsageError where
    there is nothing to compare with.
    """
    old = {path.relative_to(before).as_posix(): path for path in before.rglob("*.png")}
    old = {name: path for name, path in old.items() if not name.startswith(DIFFERENCES + "/")}
    if not old:
        raise UsageError(
            f"there are no screenshots in {before}",
            help=f"make them first: inbox preview --screenshot {before}",
        )
    shutil.rmtree(before / DIFFERENCES, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="inbox-screens-") as taken:
        names = take_screens(board, Path(taken))
        found = [Difference(name, 1.0, "is gone") for name in sorted(old.keys() - set(names))]
        found += [Difference(name, 1.0, "is new") for name in names if name not in old]
        with Chromium(find_chromium()) as browser:
            for name in (one for one in names if one in old):
                content = (Path(taken) / name).read_bytes()
                found += _difference(
                    browser, name, old[name].read_bytes(), content, before, threshold
                )
    return found


def _difference(
    browser: Chromium, name: str, old: bytes, new: bytes, folder: Path, threshold: float
) -> Iterator[Difference]:
    if old == new:
        return
    pair = [base64.b64encode(each).decode() for each in (old, new)]
    share, picture = browser.evaluate(f"{_COMPARE}({pair})")
    if share > threshold:
        path = folder / DIFFERENCES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(picture))
        yield Difference(name, share, "differs")


def _picture(browser: Chromium, path: Path, query: str) -> bytes:
    browser.page(
        "Emulation.setDeviceMetricsOverride",
        width=WIDTH,
        height=HEIGHT,
        deviceScaleFactor=1,
        mobile=False,
    )
    browser.page(
        "Emulation.setEmulatedMedia",
        features=[
            {"name": "prefers-color-scheme", "value": "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ],
    )
    open_page(browser, path, query)
    browser.evaluate('document.getElementById("app").classList.add("wide")')
    shot = browser.page("Page.captureScreenshot", format="png", captureBeyondViewport=False)
    return base64.b64decode(shot["data"])
