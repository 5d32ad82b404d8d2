"""How soon 700 cases are on the screen: milliseconds from the key to a frame that shows them all.

Run: python -m benchmarks.preview_matrix [RUNS]
"""

import sys
import tempfile
from pathlib import Path

from tests.support.browser import chromium, page_of
from tests.support.preview_server import many_cases_project, serve_preview

CASES = 700
WAIT_FOR_CASES = """
(count) => {
  window.drawn = new Promise((done) => addEventListener("keydown", () => {
    const started = performance.now();
    const look = () => document.querySelectorAll(".case-cell, .outcome").length === count
      ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)))
      : requestAnimationFrame(look);
    look();
  }, { capture: true, once: true }));
}
"""


def measure(root: Path, runs: int, *, dense: bool) -> list[float]:
    """Return the times of ``runs`` visits, sorted."""
    times = []
    with serve_preview(root) as running, chromium() as browser, page_of(browser) as page:
        page.goto(f"{running.url}/?t=order_shipped")
        page.evaluate(f"localStorage.setItem('inbox.cases.dense', '{str(dense).lower()}')")
        for _ in range(runs):
            page.goto(f"{running.url}/?t=order_shipped&p=ada&d=standard")
            page.wait_for_selector(".here .message")
            page.evaluate(WAIT_FOR_CASES, CASES)
            page.keyboard.press("4")
            times.append(page.evaluate("window.drawn"))
    return sorted(times)


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        root = many_cases_project(Path(folder))
        for dense, label in ((False, "cards"), (True, "compact")):
            times = measure(root, runs, dense=dense)
            print(
                f"{CASES} cases, {label:<8} median {times[runs // 2]:5.0f} ms"
                f"   slowest {times[-1]:5.0f} ms"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
