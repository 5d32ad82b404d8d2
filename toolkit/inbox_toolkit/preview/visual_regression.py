"""What looks different from pictures taken before, with a picture of each difference."""

import base64
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.chromium import open_browser
from inbox_toolkit.preview.screenshots import ScreenshotRun
from inbox_toolkit.preview.shot_list import view_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

DIFFERENCES = "differences"
THRESHOLD = 0.001  # of the pixels; fewer are how a font is smoothed

_COMPARE = """
async ([one, two]) => {
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
}
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One picture that is not what it was; ``share`` is of its pixels, 1 where it came or went."""

    name: str
    share: float
    what: str


def compare_screenshots(
    run: ScreenshotRun, before: Path, *, threshold: float = THRESHOLD
) -> list[Difference]:
    """Take the pictures again and return those that differ from the ones in ``before``.

    Pictures of views that the run does not take are left alone. A picture of each difference is
    written to the folder ``differences`` in ``before``. Raises UsageError where there is nothing to
    compare with.
    """
    old = _pictures(before, run.views)
    shutil.rmtree(before / DIFFERENCES, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="inbox-screens-") as folder:
        taken = Path(folder)
        names = run.take(taken)
        found = [Difference(name, 1.0, "is gone") for name in sorted(old.keys() - set(names))]
        found += [Difference(name, 1.0, "is new") for name in names if name not in old]
        with open_browser() as page:
            for name in (one for one in names if one in old):
                pair = old[name].read_bytes(), (taken / name).read_bytes()
                found += _difference(page, name, pair, before, threshold)
    return found


def _pictures(before: Path, views: tuple[str, ...]) -> dict[str, Path]:
    found = {path.relative_to(before).as_posix(): path for path in before.rglob("*.png")}
    old = {
        name: path
        for name, path in found.items()
        if view_of(name) in views and not name.startswith(DIFFERENCES + "/")
    }
    if not old:
        raise UsageError(
            f"there are no screenshots in {before}",
            help=f"make them first: inbox preview --screenshot {before}",
        )
    return old


def _difference(
    page: "Page", name: str, pair: tuple[bytes, bytes], folder: Path, threshold: float
) -> Iterator[Difference]:
    if pair[0] == pair[1]:
        return
    texts = [base64.b64encode(each).decode() for each in pair]
    share, picture = page.evaluate(_COMPARE, texts)
    if share > threshold:
        path = folder / DIFFERENCES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(picture))
        yield Difference(name, share, "differs")
