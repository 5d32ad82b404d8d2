"""Take the README's pictures of the preview: a case that renders, and one whose value is missing.

    python -m scripts.screenshot docs/images

The clock is frozen by ``inbox.toml``, so a picture changes only when the page does. Chromium has to
be on the PATH. A file stays below ``MOST_BYTES``, since everyone who clones carries it.
"""

import json
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from inbox_toolkit.preview.chromium import open_browser
from inbox_toolkit.preview.server import Preview, PreviewOptions

ROOT = Path(__file__).resolve().parents[1]
MOST_BYTES = 150_000
WIDTH, HEIGHT = 1280, 800
CASES = {
    "preview.png": "t=order_shipped&p=ada&d=standard",
    "failure.png": "t=order_shipped&p=ada&d=resend",
}


def main() -> int:
    folder = Path(sys.argv[1])
    with TemporaryDirectory(prefix="inbox-screenshot-") as place:
        project = broken_copy(Path(place) / "shop")
        with served(project) as url:
            pictures = {name: picture(f"{url}/?{query}") for name, query in CASES.items()}
    for name, content in pictures.items():
        (folder / name).write_bytes(content)
        print(f"{folder / name}  {WIDTH} x {HEIGHT}  {len(content):,} bytes")
    return int(any(len(content) > MOST_BYTES for content in pictures.values()))


def broken_copy(project: Path) -> Path:
    """Copy this repository's own project, and remove the order's number from one message data."""
    for name in ("templates", "fixtures"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "inbox.toml", project)
    data = project / "fixtures/message_data/order_shipped/resend.json"
    values = json.loads(data.read_text(encoding="utf-8"))
    del values["order_id"]
    data.write_text(json.dumps(values, indent=2), encoding="utf-8")
    return project


@contextmanager
def served(project: Path) -> Iterator[str]:
    """Serve the preview of a project on a free port while the block runs."""
    preview = Preview(project, PreviewOptions(port=0))
    thread = threading.Thread(target=preview.serve)
    thread.start()
    try:
        yield preview.url
    finally:
        preview.stop()
        thread.join()


def picture(url: str) -> bytes:
    """Return a PNG of the page once its message is drawn."""
    with open_browser() as page:
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.goto(url)
        page.wait_for_selector(".inbox-panel, .failure")
        page.wait_for_selector(".pill.live:not(.connecting)")
        page.evaluate("document.fonts.ready")
        page.screenshot()  # the first one of a Chromium that just started can be blank
        return page.screenshot(animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
