"""How long a save takes to reach the screen: from the file's close to the changed pixel.

Run: python -m benchmarks.preview_latency [SAVES] [FOLDER]
FOLDER, where given, holds an installed ``vite`` (npm install vite@8); the hot update of one module
is then measured in the same run. A project of 100 templates with 20 cases each is edited while a real Chromium shows one of them.
Both ends read one machine's clock: ``time.time`` here, ``performance.timeOrigin`` there.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.browser import chromium, page_of
from tests.support.previewing import previewed, template, write

TEMPLATES, PROFILES, DATA = 100, 5, 4

WATCH = """
() => {
  window.seen = [];
  new MutationObserver(() => {
    const text = document.querySelector(".row.this strong")?.textContent;
    if (text === window.last) return;
    window.last = text;
    requestAnimationFrame(() => setTimeout(() => {
      window.seen.push([text, performance.timeOrigin + performance.now()]);
    }));
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}
"""


def properties(title: str) -> str:
    rows = ", ".join(
        f'"field_{n}": "{{{{ customer.name }}}} {{{{ trigger.id }}}} {n}"' for n in range(10)
    )
    return f'{{"title": "{title} {{{{ trigger.id }}}}", "body": "Hello {{{{ customer.name }}}}", {rows}}}'


def project(root: Path) -> Path:
    write(root / "inbox.toml", "")
    for number in range(TEMPLATES):
        write(root / f"templates/t{number:03}.json", template(properties(f"Title {number}")))
        for data in range(DATA):
            write(root / f"fixtures/message_data/t{number:03}/d{data}.json", {"id": f"id-{data}"})
    for number in range(PROFILES):
        write(root / f"fixtures/profiles/p{number}.json", {"name": f"Person {number}"})
    return root


def measure(root: Path, saves: int) -> dict[str, list[float]]:
    waits: dict[str, list[float]] = {"template": [], "profile": []}
    with previewed(root) as running, chromium() as browser, page_of(browser) as page:
        page.goto(f"{running.url}/?t=t050&p=p1&d=d1")
        page.wait_for_selector(".row.this strong")
        page.evaluate(WATCH)
        for number in range(saves):
            write(root / "templates/t050.json", template(properties(f"Save {number}")))
            closed = time.time() * 1000
            waits["template"].append(seen(page, f"Save {number} id-1") - closed)
            time.sleep(0.15)
        write(root / "templates/t050.json", template('{"title": "{{ customer.name }}"}'))
        seen(page, "Person 1")
        for number in range(saves // 2):
            write(root / "fixtures/profiles/p1.json", {"name": f"Name {number}"})
            closed = time.time() * 1000
            waits["profile"].append(seen(page, f"Name {number}") - closed)
            time.sleep(0.6)
    return waits


VITE_PAGE = """<!doctype html><div class="row this"><strong></strong></div>
<script type="module" src="/main.js"></script>"""
VITE_MAIN = """
import { text } from "./text.js";
const show = (found) => { document.querySelector("strong").textContent = found; };
show(text);
if (import.meta.hot) import.meta.hot.accept("./text.js", (fresh) => show(fresh.text));
"""


def measure_vite(folder: Path, saves: int) -> list[float]:
    """Measure the hot update of one module by a Vite dev server, seen as our own page is."""
    write(folder / "index.html", VITE_PAGE)
    write(folder / "main.js", VITE_MAIN)
    write(folder / "text.js", 'export const text = "start";')
    command = [str(folder / "node_modules/.bin/vite"), "--port", "4733", "--host", "127.0.0.1"]
    waits = []
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as server:
        try:
            with chromium() as browser, page_of(browser) as page:
                time.sleep(3)
                page.goto("http://127.0.0.1:4733/")
                page.wait_for_function("document.querySelector('strong')?.textContent === 'start'")
                page.evaluate(WATCH)
                time.sleep(1)
                for number in range(saves):
                    write(folder / "text.js", f'export const text = "Save {number}";')
                    closed = time.time() * 1000
                    waits.append(seen(page, f"Save {number}") - closed)
                    time.sleep(0.15)
        finally:
            server.terminate()
    return waits


def seen(page: object, text: str) -> float:
    found = page.wait_for_function(  # type: ignore[attr-defined]
        "text => window.seen.find(([seen]) => seen === text)", arg=text
    )
    return float(found.json_value()[1])


def summary(name: str, waits: list[float]) -> str:
    ordered = sorted(waits)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"{name:10} median {middle:6.1f} ms   p95 {late:6.1f} ms   worst {ordered[-1]:6.1f} ms   n {len(waits)}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        saves = int(sys.argv[1]) if len(sys.argv) > 1 else 40
        found = measure(project(Path(folder)), saves)
    if len(sys.argv) > 2:
        found["vite"] = measure_vite(Path(sys.argv[2]).resolve(), saves)
    for name, waits in found.items():
        print(summary(name, waits))
    print(json.dumps({name: [round(each, 1) for each in waits] for name, waits in found.items()}))
