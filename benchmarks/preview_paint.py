"""How soon the preview shows something, and whether anything moves once it does.

Run: python -m benchmarks.preview_paint [RUNS]
A project of 100 templates with 20 cases each is opened again and again in a fresh browser context.
First contentful paint and layout shift are what Chromium itself observes; the message's paint is
the frame after the chosen case is drawn. Times are milliseconds from the start of the navigation.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.preview_latency import project
from tests.support.browser import chromium, page_of
from tests.support.preview_server import serve_preview

OBSERVE = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) window.shifts.push(each.value);
}).observe({ type: "layout-shift", buffered: true });
new MutationObserver(() => {
  if (window.drawn || !document.querySelector(".here .message")) return;
  window.drawn = 1;
  requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""
RESULT = """
() => window.drawn > 1 && {
  paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  message: window.drawn,
  shift: window.shifts.reduce((sum, each) => sum + each, 0),
}
"""


def measure(root: Path, runs: int) -> dict[str, list[float]]:
    """Open the page ``runs`` times; the times of the first run, with nothing cached, stay in."""
    found: dict[str, list[float]] = {"paint": [], "message": [], "shift": []}
    with serve_preview(root) as running, chromium() as browser:
        for number in range(runs):
            with page_of(browser) as page:
                page.add_init_script(OBSERVE)
                page.goto(f"{running.url}/?t=t{number % 100:03}&p=p1&d=d1")
                page.wait_for_function("() => window.drawn > 1")
                page.wait_for_timeout(300)  # so that a late shift is seen
                for name, value in page.evaluate(RESULT).items():
                    found[name].append(value)
    return found


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        found = measure(project(Path(folder)), runs)
    for name, label in (("paint", "first contentful paint"), ("message", "message painted")):
        times = sorted(found[name])
        print(f"{label:<24} median {times[runs // 2]:5.0f} ms   slowest {times[-1]:5.0f} ms")
    print(f"{'layout shift':<24} {max(found['shift'])} at most, {runs} runs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
